package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(spec.Affine) pythonLayer {
		return pythonLayer{class: "Affine", source: affine, gradients: []string{"dW", "db"}}
	})
}

const affine = `class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.shape = x.shape
        self.x = x.reshape(len(x), -1)  # an image becomes a row
        out = self.x @ self.W + self.b
        return out

    def backward(self, dout):
        self.db = dout.sum(axis=0)
        self.dW = self.x.T @ dout
        dx = (dout @ self.W.T).reshape(self.shape)
        return dx`
