package code

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

func init() {
	registerLayer(func(l spec.Pooling) pythonLayer {
		written := pythonLayer{class: "Pooling", source: maxPooling, arguments: []string{
			fmt.Sprintf("pool_h=%d", l.Size), fmt.Sprintf("pool_w=%d", l.Size), fmt.Sprintf("stride=%d", l.Stride)}}
		if l.Pool == spec.PoolAverage {
			written.class, written.source = "AveragePooling", averagePooling
		}
		return written
	})
}

// pool is how the class of any pooling begins.
const pool = `
    def __init__(self, pool_h, pool_w, stride=1):
        self.pool_h, self.pool_w, self.stride = pool_h, pool_w, stride

    def windows(self, x):
        # What the window sees at each place: N×C×OH×OW×PH×PW, a view of x.
        view = np.lib.stride_tricks.sliding_window_view(x, (self.pool_h, self.pool_w), axis=(2, 3), writeable=True)
        return view[:, :, ::self.stride, ::self.stride]
`

const maxPooling = `class Pooling:` + pool + `
    def forward(self, x):
        self.x = x
        windows = self.windows(x)
        self.arg_max = windows.reshape(*windows.shape[:4], -1).argmax(axis=4)
        out = windows.max(axis=(4, 5))
        return out

    def backward(self, dout):
        dx = np.zeros(self.x.shape)
        for i in range(self.pool_h):
            for j in range(self.pool_w):
                won = (self.arg_max == i * self.pool_w + j)
                self.windows(dx)[..., i, j] += dout * won
        return dx`

const averagePooling = `class AveragePooling:` + pool + `
    def forward(self, x):
        self.x = x
        out = self.windows(x).mean(axis=(4, 5))
        return out

    def backward(self, dout):
        dx = np.zeros(self.x.shape)
        for i in range(self.pool_h):
            for j in range(self.pool_w):
                self.windows(dx)[..., i, j] += dout / (self.pool_h * self.pool_w)
        return dx`
