package code

func init() { registerOptimizer("SGD", pythonOptimizer{class: "SGD", source: sgd}) }

const sgd = `class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] -= self.lr * grads[key]`
