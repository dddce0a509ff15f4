package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(spec.ReLU) pythonLayer { return pythonLayer{class: "Relu", source: relu} })
}

const relu = `class Relu:
    def forward(self, x):
        self.mask = (x <= 0)
        out = np.where(self.mask, 0, x)
        return out

    def backward(self, dout):
        dx = np.where(self.mask, 0, dout)
        return dx`
