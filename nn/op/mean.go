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

func (*Mean[T]) Letter() string { return "μ" }

// Story is that of Storied.
func (*Mean[T]) Story() Teller { return meanStory{} }

type meanStory struct{}

func (meanStory) Tell(s *Part, i int) *graph.Node[float64] { return s.mean(s.column(i)) }

func (meanStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	return s.By(s.Dout(i%tensor.Size(s.Shape(0)[1:])), s.Number(float64(s.Shape(0)[0])))
}

// column returns the indices of element i in each row of the first input, row those of all elements of row n.
func (p *Part) column(i int) []int {
	var is []int
	for d := p.Size(0) / p.Shape(0)[0]; i < p.Size(0); i += d {
		is = append(is, i)
	}
	return is
}

func (p *Part) row(n int) []int {
	is := make([]int, p.Size(0)/p.Shape(0)[0])
	for j := range is {
		is[j] = n*len(is) + j
	}
	return is
}

// mean returns the mean of elements of the first input, variance the mean of their squared distances from it.
func (p *Part) mean(of []int) *graph.Node[float64] {
	terms := make([]*graph.Node[float64], len(of))
	for k, i := range of {
		terms[k] = p.In(0, i)
	}
	return p.By(p.Total(terms...), p.Number(float64(len(of))))
}

func (p *Part) variance(of []int, mean *graph.Node[float64]) *graph.Node[float64] {
	terms := make([]*graph.Node[float64], len(of))
	for k, i := range of {
		terms[k] = p.Square(p.Minus(p.In(0, i), mean))
	}
	return p.By(p.Total(terms...), p.Number(float64(len(of))))
}
