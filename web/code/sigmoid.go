package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(spec.Sigmoid) pythonLayer { return pythonLayer{class: "Sigmoid", source: sigmoid} })
}

const sigmoid = `class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        dx = dout * self.out * (1 - self.out)
        return dx`
