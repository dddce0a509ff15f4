package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(l spec.LeakyReLU) pythonLayer {
		return pythonLayer{class: "LeakyReLU", source: leakyReLU, arguments: []string{literal(l.Slope)}}
	})
}

const leakyReLU = `class LeakyReLU:
    def __init__(self, slope):
        self.slope = slope

    def forward(self, x):
        self.factor = np.where(x > 0, 1.0, self.slope)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor`
