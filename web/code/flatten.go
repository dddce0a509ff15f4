package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(spec.Flatten) pythonLayer { return pythonLayer{class: "Flatten", source: flatten} })
}

const flatten = `class Flatten:
    def forward(self, x):
        self.shape = x.shape
        out = x.reshape(len(x), -1)
        return out

    def backward(self, dout):
        dx = dout.reshape(self.shape)
        return dx`
