package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Mean is the mean of the batch, in Test mode the running mean:
//
//	out = 1/N · Σ x[n]        N×… → …        dx[n] = dout / N; 0 in Test mode
type Mean[T tensor.Float] struct {
	Running Running[T]

	test bool // the mode of the last Forward
}

func (*Mean[T]) Kind() string { return "Mean" }

// InTest is graph.Settled.
func (*Mean[T]) InTest() (kind, name string) { return "RunningMean", "running mean" }

func (m *Mean[T]) Shape(in ...[]int) ([]int, error) { return m.Running.shape("Mean", in) }

func (m *Mean[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], mode graph.Mode) {
	if m.test = mode == graph.Test; m.test {
		copy(dst.Data, m.Running.Value.Data)
		return
	}
	batchMean(dst.Data, in[0])
	m.Running.follow(dst.Data)
}

func batchMean[T tensor.Float](dst []T, x *tensor.Tensor[T]) {
	d := len(dst)
	clear(dst)
	for n := range x.Rows() {
		tensor.Axpy(1, x.Data[n*d:(n+1)*d], dst)
	}
	share := 1 / T(x.Rows())
	for i := range dst {
		dst[i] *= share
	}
}

func (m *Mean[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil || m.test {
		return
	}
	d, share := len(dout.Data), 1/T(dx.Rows())
	for n := range dx.Rows() {
		tensor.Axpy(share, dout.Data, dx.Data[n*d:(n+1)*d])
	}
}
