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
        return x.mean(axis=tuple(range(1, x.ndim)), keepdims=True)

    def forward(self, x):
        centred = x - self.mean(x)
        self.std = np.sqrt(self.mean(centred ** 2) + 1e-6)
        self.normal = centred / self.std
        return self.gamma * self.normal + self.beta

    def backward(self, dout):
        self.dgamma = np.sum(dout * self.normal, axis=0)
        self.dbeta = np.sum(dout, axis=0)
        dnormal = dout * self.gamma
        return (dnormal - self.mean(dnormal) - self.normal * self.mean(dnormal * self.normal)) / self.std`
