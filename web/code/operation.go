package code

// Inputs are the variables of the inputs of an operation, in their order.
var Inputs = []string{"x", "y"}

// operationClasses are the operations of formulas that are no layers, as classes in the form of the chapter's AddLayer
// and MulLayer, by their kinds. Their variables have the chapter's names: x and y are the inputs, out is the output,
// and dout, dx and dy are the gradients of these.
var operationClasses = map[string]string{
	"Add": `class AddLayer:
    def forward(self, x, y):
        out = x + y
        return out

    def backward(self, dout):
        dx = dout
        dy = dout
        return dx, dy`,

	"Sub": `class SubLayer:
    def forward(self, x, y):
        out = x - y
        return out

    def backward(self, dout):
        dx = dout
        dy = -dout
        return dx, dy`,

	"Mul": `class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        out = x * y
        return out

    def backward(self, dout):
        dx = dout * self.y
        dy = dout * self.x
        return dx, dy`,

	"Div": `class DivLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        out = x / y
        return out

    def backward(self, dout):
        dx = dout / self.y
        dy = -dout * self.x / self.y ** 2
        return dx, dy`,

	"Pow": `class PowLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        out = x ** y
        return out

    def backward(self, dout):
        dx = dout * self.y * self.x ** (self.y - 1)
        dy = dout * self.x ** self.y * np.log(self.x)
        return dx, dy`,

	"Max": `class MaxLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        out = np.maximum(x, y)
        return out

    def backward(self, dout):
        dx = dout * (1 + np.sign(self.x - self.y)) / 2  # 1 where x is the larger, a half at a tie
        dy = dout * (1 - np.sign(self.x - self.y)) / 2
        return dx, dy`,

	"Neg": `class NegLayer:
    def forward(self, x):
        out = -x
        return out

    def backward(self, dout):
        dx = -dout
        return dx`,

	"Exp": `class ExpLayer:
    def forward(self, x):
        self.out = np.exp(x)
        return self.out

    def backward(self, dout):
        dx = dout * self.out
        return dx`,

	"Log": `class LogLayer:
    def forward(self, x):
        self.x = x
        out = np.log(x)
        return out

    def backward(self, dout):
        dx = dout / self.x
        return dx`,

	"Sqrt": `class SqrtLayer:
    def forward(self, x):
        self.out = np.sqrt(x)
        return self.out

    def backward(self, dout):
        dx = dout / (2 * self.out)
        return dx`,

	"Sin": `class SinLayer:
    def forward(self, x):
        self.x = x
        out = np.sin(x)
        return out

    def backward(self, dout):
        dx = dout * np.cos(self.x)
        return dx`,

	"Cos": `class CosLayer:
    def forward(self, x):
        self.x = x
        out = np.cos(x)
        return out

    def backward(self, dout):
        dx = -dout * np.sin(self.x)
        return dx`,

	"Abs": `class AbsLayer:
    def forward(self, x):
        self.x = x
        out = np.abs(x)
        return out

    def backward(self, dout):
        dx = dout * np.sign(self.x)
        return dx`,
}
