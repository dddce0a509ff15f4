package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(spec.GELU) pythonLayer { return pythonLayer{class: "GELU", source: gelu} })
}

const gelu = `class GELU:
    def forward(self, x):
        self.x = x
        self.t = np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3))
        out = x * (1 + self.t) / 2
        return out

    def backward(self, dout):
        dt = (1 - self.t ** 2) * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * self.x ** 2)
        dx = dout * (1 + self.t + self.x * dt) / 2
        return dx`
