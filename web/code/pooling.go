package code

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// The book has max pooling only.
func init() {
	registerLayer(func(l spec.Pooling) pythonLayer {
		stride := fmt.Sprintf("stride=%d", l.Stride)
		if l.Pool == spec.PoolAverage {
			return pythonLayer{class: "AveragePooling", source: averagePooling,
				arguments: []string{fmt.Sprintf("size=%d", l.Size), stride}}
		}
		return pythonLayer{class: "Pooling",
			arguments: []string{fmt.Sprintf("pool_h=%d", l.Size), fmt.Sprintf("pool_w=%d", l.Size), stride}}
	})
}

const averagePooling = `class AveragePooling:
    def __init__(self, size, stride):
        self.size, self.stride = size, stride

    def windows(self, x):
        h = (x.shape[2] - self.size) // self.stride + 1
        w = (x.shape[3] - self.size) // self.stride + 1
        for i in range(self.size):
            for j in range(self.size):
                yield x[:, :, i:i + self.stride * h:self.stride, j:j + self.stride * w:self.stride]

    def forward(self, x):
        self.shape = x.shape
        return sum(self.windows(x)) / self.size ** 2

    def backward(self, dout):
        dx = np.zeros(self.shape)
        for window in self.windows(dx):
            window += dout / self.size ** 2
        return dx`
