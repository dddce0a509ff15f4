"""Layers: forward(x) returns the output, backward(dout) the gradient of x and sets those of the parameters."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class Relu:
    def forward(self, x):
        self.positive = x > 0
        return np.where(self.positive, x, 0.0)

    def backward(self, dout):
        return np.where(self.positive, dout, 0.0)


class Sigmoid:
    def forward(self, x):
        self.y = 1.0 / (1.0 + np.exp(-x))
        return self.y

    def backward(self, dout):
        return dout * self.y * (1.0 - self.y)


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.shape = x.shape
        self.rows = x.reshape(len(x), -1)
        return self.rows @ self.W + self.b

    def backward(self, dout):
        self.dW = self.rows.T @ dout
        self.db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.shape)


class SoftmaxWithLoss:
    def forward(self, x, t):
        powers = np.exp(x - x.max(axis=1, keepdims=True))
        self.y = powers / powers.sum(axis=1, keepdims=True)
        self.t = t
        self.loss = -np.mean(np.log(self.y[np.arange(len(t)), t] + 1e-7))
        return self.loss

    def backward(self, dout=1):
        dx = self.y.copy()
        dx[np.arange(len(self.t)), self.t] -= 1
        return dout * dx / len(self.t)


class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1.0 - self.ratio)
        self.mask = np.random.rand(*x.shape) > self.ratio
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class BatchNormalization:
    epsilon = 1e-6

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean, self.running_var = running_mean, running_var

    def forward(self, x, train_flg=True):
        rows = x.reshape(len(x), -1)
        if self.running_mean is None:
            self.running_mean, self.running_var = np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
        mean, var = self.running_mean, self.running_var
        if train_flg:
            mean, var = rows.mean(axis=0), rows.var(axis=0)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        self.std = np.sqrt(var + self.epsilon)
        self.normal = (rows - mean) / self.std
        return (self.gamma * self.normal + self.beta).reshape(x.shape)

    def backward(self, dout):
        rows = dout.reshape(len(dout), -1)
        self.dgamma = (self.normal * rows).sum(axis=0)
        self.dbeta = rows.sum(axis=0)
        dnormal = self.gamma * rows
        drows = (dnormal - dnormal.mean(axis=0) - self.normal * (dnormal * self.normal).mean(axis=0)) / self.std
        return drows.reshape(dout.shape)


def windows(x, height, width, stride):
    """The windows of N*C*H*W images, as N*C*rows*columns*height*width."""
    return sliding_window_view(x, (height, width), axis=(2, 3))[:, :, ::stride, ::stride]


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        pad = self.pad
        self.padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        self.seen = windows(self.padded, *self.W.shape[2:], self.stride)
        out = np.tensordot(self.seen, self.W, ((1, 4, 5), (1, 2, 3)))
        return (out + self.b).transpose(0, 3, 1, 2)

    def backward(self, dout):
        self.dW = np.tensordot(dout, self.seen, ((0, 2, 3), (0, 2, 3)))
        self.db = dout.sum(axis=(0, 2, 3))
        dx = np.zeros(self.padded.shape)
        rows, columns = (self.stride * n for n in dout.shape[2:])
        for i in range(self.W.shape[2]):
            for j in range(self.W.shape[3]):
                part = np.tensordot(dout, self.W[:, :, i, j], (1, 0)).transpose(0, 3, 1, 2)
                dx[:, :, i:i + rows:self.stride, j:j + columns:self.stride] += part
        return dx[:, :, self.pad:dx.shape[2] - self.pad, self.pad:dx.shape[3] - self.pad]


class Pooling:
    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        if pad != 0:
            raise ValueError("the programs pad no pooling")
        self.size, self.stride = (pool_h, pool_w), stride

    def forward(self, x):
        self.shape = x.shape
        seen = windows(x, *self.size, self.stride)
        flat = seen.reshape(*seen.shape[:4], -1)
        self.largest = flat.argmax(axis=4)
        return flat.max(axis=4)

    def backward(self, dout):
        dx = np.zeros(self.shape)
        n, c, i, j = np.indices(dout.shape)
        row, column = np.divmod(self.largest, self.size[1])
        np.add.at(dx, (n, c, self.stride * i + row, self.stride * j + column), dout)
        return dx
