package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(spec.LayerNormalization) pythonLayer {
		return pythonLayer{class: "LayerNormalization", source: layerNormalization,
			gradients: []string{"dgamma", "dbeta"}}
	})
}

const layerNormalization = `class LayerNormalization:
    def __init__(self, gamma, beta):
        self.gamma, self.beta = gamma, beta

    def mean(self, x):
        return x.mean(axis=tuple(range(1, x.ndim)), keepdims=True)  # of each image

    def forward(self, x):
        self.xc = x - self.mean(x)
        self.std = np.sqrt(self.mean(self.xc ** 2) + 1e-6)
        self.xn = self.xc / self.std
        out = self.gamma * self.xn + self.beta
        return out

    def backward(self, dout):
        self.dbeta = dout.sum(axis=0)
        self.dgamma = (dout * self.xn).sum(axis=0)
        dxn = dout * self.gamma
        dx = (dxn - self.xn * self.mean(dxn * self.xn) - self.mean(dxn)) / self.std
        return dx`
