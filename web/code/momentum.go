package code

import "github.com/inkgrad/inkgrad/nn/train/method"

func init() {
	registerOptimizer("Momentum", pythonOptimizer{class: "Momentum", source: momentum,
		keywords: map[string]string{method.Momentum.Name: "momentum"}})
}

const momentum = `class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, {}

    def update(self, params, grads):
        for key in params:
            self.v[key] = self.momentum * self.v.get(key, 0) - self.lr * grads[key]
            params[key] += self.v[key]`
