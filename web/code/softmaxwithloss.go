package code

// softmaxWithLoss ends every network. Its logarithm is taken of the sum, as in package op, so that it is never that of
// 0, and needs no small constant inside.
const softmaxWithLoss = `class SoftmaxWithLoss:
    def forward(self, x, t):
        self.t = t if t.ndim == 2 else np.eye(x.shape[1])[t]  # labels become one-hot
        shifted = x - x.max(axis=1, keepdims=True)  # so that exp does not overflow
        log_y = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.y = np.exp(log_y)
        self.loss = -np.sum(self.t * log_y) / len(x)
        return self.loss

    def backward(self, dout=1):
        dx = dout * (self.y - self.t) / len(self.t)
        return dx`
