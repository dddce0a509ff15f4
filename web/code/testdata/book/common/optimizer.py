"""Optimizers: update(params, grads) changes each array of params in its place."""
import numpy as np


class Optimizer:
    """What all have: a learning rate, and arrays that remember something of each parameter."""

    def __init__(self, lr):
        self.lr = lr
        self.memory = {}

    def remembered(self, what, params):
        return self.memory.setdefault(what, {name: np.zeros(p.shape) for name, p in params.items()})


class SGD(Optimizer):
    def __init__(self, lr=0.01):
        super().__init__(lr)

    def update(self, params, grads):
        for name, p in params.items():
            p -= self.lr * grads[name]


class Momentum(Optimizer):
    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr)
        self.momentum = momentum

    def update(self, params, grads):
        v = self.remembered("v", params)
        for name, p in params.items():
            v[name] = self.momentum * v[name] - self.lr * grads[name]
            p += v[name]


class Nesterov(Optimizer):
    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr)
        self.momentum = momentum

    def update(self, params, grads):
        v = self.remembered("v", params)
        for name, p in params.items():
            p += self.momentum ** 2 * v[name] - (1 + self.momentum) * self.lr * grads[name]
            v[name] = self.momentum * v[name] - self.lr * grads[name]


class AdaGrad(Optimizer):
    def __init__(self, lr=0.01):
        super().__init__(lr)

    def update(self, params, grads):
        h = self.remembered("h", params)
        for name, p in params.items():
            h[name] += grads[name] ** 2
            p -= self.lr * grads[name] / (np.sqrt(h[name]) + 1e-7)


class RMSprop(Optimizer):
    def __init__(self, lr=0.01, decay_rate=0.99):
        super().__init__(lr)
        self.decay_rate = decay_rate

    def update(self, params, grads):
        h = self.remembered("h", params)
        for name, p in params.items():
            h[name] = self.decay_rate * h[name] + (1 - self.decay_rate) * grads[name] ** 2
            p -= self.lr * grads[name] / (np.sqrt(h[name]) + 1e-7)


class Adam(Optimizer):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        super().__init__(lr)
        self.beta1, self.beta2, self.steps = beta1, beta2, 0

    def update(self, params, grads):
        self.steps += 1
        rate = self.lr * np.sqrt(1 - self.beta2 ** self.steps) / (1 - self.beta1 ** self.steps)
        m, v = self.remembered("m", params), self.remembered("v", params)
        for name, p in params.items():
            m[name] += (1 - self.beta1) * (grads[name] - m[name])
            v[name] += (1 - self.beta2) * (grads[name] ** 2 - v[name])
            p -= rate * m[name] / (np.sqrt(v[name]) + 1e-7)
