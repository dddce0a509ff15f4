package code

import "github.com/inkgrad/inkgrad/nn/train/method"

func init() {
	registerOptimizer("RMSProp", pythonOptimizer{class: "RMSprop", source: rmsProp,
		keywords: map[string]string{method.Decay.Name: "decay_rate"}})
}

const rmsProp = `class RMSprop:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate, self.h = lr, decay_rate, {}

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.decay_rate * self.h.get(key, 0) + (1 - self.decay_rate) * grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)`
