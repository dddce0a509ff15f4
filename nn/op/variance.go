package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Variance is the variance of the batch (over N, not N − 1), in Test mode the running variance:
//
//	out = 1/N · Σ (x[n] − μ)², with μ = 1/N · Σ x[n]        N×… → …
//	dx[n] = dout · 2/N · (x[n] − μ); 0 in Test mode
//
// The part of the derivative that goes through μ cancels, since deviations from the mean sum to 0.
type Variance[T tensor.Float] struct {
	Running Running[T]

	mean []T
	test bool // the mode of the last Forward
}

func (*Variance[T]) Kind() string { return "Variance" }

// InTest is graph.Settled.
func (*Variance[T]) InTest() (kind, name string) { return "RunningVariance", "running variance" }

func (v *Variance[T]) Shape(in ...[]int) ([]int, error) {
	shape, err := v.Running.shape("Variance", in)
	if err != nil {
		return nil, err
	}
	v.mean = make([]T, tensor.Size(shape))
	return shape, nil
}

func (v *Variance[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], mode graph.Mode) {
	if v.test = mode == graph.Test; v.test {
		copy(dst.Data, v.Running.Value.Data)
		return
	}
	// Two passes: the mean of the squares minus the square of the mean would lose digits.
	x, d := in[0], len(dst.Data)
	batchMean(v.mean, x)
	dst.Zero()
	share := 1 / T(x.Rows())
	for n := range x.Rows() {
		row := x.Data[n*d : (n+1)*d]
		for i, mean := range v.mean {
			c := row[i] - mean
			dst.Data[i] += share * c * c
		}
	}
	v.Running.follow(dst.Data)
}

func (v *Variance[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	dx, x := din[0], in[0]
	if dx == nil || v.test {
		return
	}
	d, share := len(dout.Data), 2/T(x.Rows())
	for n := range x.Rows() {
		row := n * d
		for i, mean := range v.mean {
			dx.Data[row+i] += share * dout.Data[i] * (x.Data[row+i] - mean)
		}
	}
}

func (*Variance[T]) Letter() string { return "σ²" }

// Story is that of Storied.
func (*Variance[T]) Story() Teller { return varianceStory{} }

type varianceStory struct{}

func (v varianceStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.variance(s.column(i), v.mean(s, i))
}

// mean is μ, which no input holds.
func (varianceStory) mean(s *Part, i int) *graph.Node[float64] {
	return s.Line("μ"+index(s.Shape(0)[1:], i), func() *graph.Node[float64] { return s.mean(s.column(i)) })
}

func (v varianceStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	j := i % len(s.row(0))
	return s.deviation(j, i, v.mean(s, j), s.Shape(0)[0])
}

// deviation is dout[j] · 2/n · (x[i] − μ), what comes back of a variance over n elements.
func (p *Part) deviation(j, i int, mean *graph.Node[float64], n int) *graph.Node[float64] {
	return p.Times(p.Times(p.Dout(j), p.By(p.Number(2), p.Number(float64(n)))), p.Minus(p.In(0, i), mean))
}
