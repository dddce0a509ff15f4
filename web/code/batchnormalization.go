package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(l spec.BatchNormalization) pythonLayer {
		return pythonLayer{class: "BatchNormalization", source: batchNormalization,
			gradients: []string{"dgamma", "dbeta"}, modes: true, arguments: []string{"momentum=" + literal(l.Momentum)}}
	})
}

// The gradient of x comes by three paths, as in the graph. The running statistics begin as those of package layer.
const batchNormalization = `class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean, self.running_var = np.zeros(gamma.shape), np.ones(gamma.shape)

    def forward(self, x, train_flg=True):
        if train_flg:
            mu, var = x.mean(axis=0), x.var(axis=0)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            mu, var = self.running_mean, self.running_var
        self.xc = x - mu
        self.std = np.sqrt(var + 1e-6)
        self.xn = self.xc / self.std
        out = self.gamma * self.xn + self.beta
        return out

    def backward(self, dout):
        self.dbeta = dout.sum(axis=0)
        self.dgamma = (dout * self.xn).sum(axis=0)
        dxn = dout * self.gamma
        dvar = -(dxn * self.xn).sum(axis=0) / (2 * self.std ** 2)
        dmu = -dxn.sum(axis=0) / self.std
        # x counts in three places: by itself, in the variance, and in the mean.
        dx = dxn / self.std + dvar * 2 * self.xc / len(dout) + dmu / len(dout)
        return dx`
