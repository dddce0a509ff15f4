package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// RowVariance is the variance of each row of a batch, over the D elements of an image (over D, not D − 1), in either
// mode:
//
//	out[n] = 1/D · Σ (x[n, i] − μ[n])², with μ[n] = 1/D · Σ x[n, i]        N×… → N
//	dx[n, i] = dout[n] · 2/D · (x[n, i] − μ[n])
//
// The part of the derivative that goes through μ cancels, since deviations from the mean sum to 0. It sums in float64.
type RowVariance[T tensor.Float] struct {
	mean []T
}

func (*RowVariance[T]) Kind() string { return "RowVariance" }

func (v *RowVariance[T]) Shape(in ...[]int) ([]int, error) {
	shape, err := rowStatistic("RowVariance", in)
	if err == nil {
		v.mean = make([]T, shape[0])
	}
	return shape, err
}

func (v *RowVariance[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	// Two passes: the mean of the squares minus the square of the mean would lose digits.
	x := in[0].Data
	d := len(x) / len(dst.Data)
	for n := range dst.Data {
		row := x[n*d : (n+1)*d]
		sum := 0.0
		for _, a := range row {
			sum += float64(a)
		}
		mean := sum / float64(d)
		v.mean[n] = T(mean)
		sum = 0
		for _, a := range row {
			c := float64(a) - mean
			sum += c * c
		}
		dst.Data[n] = T(sum / float64(d))
	}
}

func (v *RowVariance[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	if din[0] == nil {
		return
	}
	x, dx := in[0].Data, din[0].Data
	d := len(x) / len(dout.Data)
	for n, g := range dout.Data {
		share, mean := 2*g/T(d), v.mean[n]
		for i := n * d; i < (n+1)*d; i++ {
			dx[i] += share * (x[i] - mean)
		}
	}
}

func (*RowVariance[T]) Letter() string { return "σ²" }

// Story is that of Storied.
func (*RowVariance[T]) Story() Teller { return rowVarianceStory{} }

type rowVarianceStory struct{}

func (v rowVarianceStory) Tell(s *Part, n int) *graph.Node[float64] {
	return s.variance(s.row(n), v.mean(s, n))
}

// mean is μ, which no input holds.
func (rowVarianceStory) mean(s *Part, n int) *graph.Node[float64] {
	return s.Line("μ"+index(s.Shape(0)[:1], n), func() *graph.Node[float64] { return s.mean(s.row(n)) })
}

func (v rowVarianceStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	d := len(s.row(0))
	return s.deviation(i/d, i, v.mean(s, i/d), d)
}
