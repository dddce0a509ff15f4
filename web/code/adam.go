package code

import "github.com/inkgrad/inkgrad/nn/train/method"

func init() {
	registerOptimizer("Adam", pythonOptimizer{class: "Adam", source: adam,
		keywords: map[string]string{method.Momentum.Name: "beta1", method.Beta2.Name: "beta2"}})
}

const adam = `class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.iter, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.iter += 1
        lr = self.lr * np.sqrt(1 - self.beta2 ** self.iter) / (1 - self.beta1 ** self.iter)
        for key in params:
            self.m[key] = self.beta1 * self.m.get(key, 0) + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v.get(key, 0) + (1 - self.beta2) * grads[key] ** 2
            params[key] -= lr * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)`
