package code

func init() { registerOptimizer("AdaGrad", pythonOptimizer{class: "AdaGrad", source: adaGrad}) }

const adaGrad = `class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr, self.h = lr, {}

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.h.get(key, 0) + grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)`
