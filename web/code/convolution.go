package code

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

func init() {
	registerLayer(func(l spec.Convolution) pythonLayer {
		return pythonLayer{class: "Convolution", source: convolution, gradients: []string{"dW", "db"},
			arguments: []string{fmt.Sprintf("stride=%d", l.Stride), fmt.Sprintf("pad=%d", l.Pad)}}
	})
}

// NumPy has no loop over the places of a filter that is fast enough to train, but a view of all of them.
const convolution = `class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def windows(self, x):
        # What a filter sees at each place: N×C×OH×OW×FH×FW, a view of x.
        view = np.lib.stride_tricks.sliding_window_view(x, self.W.shape[2:], axis=(2, 3), writeable=True)
        return view[:, :, ::self.stride, ::self.stride]

    def forward(self, x):
        self.padded = np.pad(x, ((0, 0), (0, 0), (self.pad, self.pad), (self.pad, self.pad)))
        sums = np.tensordot(self.windows(self.padded), self.W, axes=((1, 4, 5), (1, 2, 3)))  # N×OH×OW×FN
        out = (sums + self.b).transpose(0, 3, 1, 2)  # N×FN×OH×OW
        return out

    def backward(self, dout):
        self.db = dout.sum(axis=(0, 2, 3))
        self.dW = np.tensordot(dout, self.windows(self.padded), axes=((0, 2, 3), (0, 2, 3)))
        dwindows = np.tensordot(dout, self.W, axes=(1, 0)).transpose(0, 3, 1, 2, 4, 5)
        dpadded = np.zeros(self.padded.shape)
        for i in range(self.W.shape[2]):
            for j in range(self.W.shape[3]):
                self.windows(dpadded)[..., i, j] += dwindows[..., i, j]
        h, w = dpadded.shape[2:]
        dx = dpadded[:, :, self.pad:h - self.pad, self.pad:w - self.pad]
        return dx`
