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
        self.mask = (x <= 0)
        out = np.where(self.mask, self.slope * x, x)
        return out

    def backward(self, dout):
        dx = np.where(self.mask, self.slope * dout, dout)
        return dx`
