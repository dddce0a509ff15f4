package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(l spec.Dropout) pythonLayer {
		return pythonLayer{class: "Dropout", source: dropout, arguments: []string{literal(l.Ratio)}, modes: true}
	})
}

const dropout = `class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if train_flg:
            self.mask = (np.random.rand(*x.shape) >= self.dropout_ratio)
            out = x * self.mask
        else:
            out = x * (1 - self.dropout_ratio)
        return out

    def backward(self, dout):
        dx = dout * self.mask
        return dx`
