package op

import (
	"fmt"
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// RowNormalize subtracts the mean μ of each row of a batch from its elements and divides by the standard deviation,
// given as the variance v:
//
//	out[n, i] = (x[n, i] − μ[n]) / √(v[n] + ε)        N×… , N , N → N×…
//	dx[n, i] = dout[n, i] / √(v[n] + ε)
//	dμ[n] = −Σ dout[n, i] / √(v[n] + ε), over i
//	dv[n] = −Σ dout[n, i] · out[n, i] / 2(v[n] + ε), over i
//
// With RowMean and RowVariance it is the first half of LayerNormalization, just as Normalize is of BatchNormalization.
//
// Source: Ba, Kiros and Hinton, Layer Normalization (2016).
type RowNormalize[T tensor.Float] struct {
	// Epsilon is added to the variance, which is 0 for a row of equal elements.
	Epsilon float64

	scale []T // 1 / √(v + ε)
}

func (*RowNormalize[T]) Kind() string { return "RowNormalize" }

func (o *RowNormalize[T]) Shape(in ...[]int) ([]int, error) {
	if err := arity("RowNormalize", in, 3); err != nil {
		return nil, err
	}
	x, mean, variance := in[0], in[1], in[2]
	if len(x) < 2 || len(mean) != 1 || len(variance) != 1 || mean[0] != x[0] || variance[0] != x[0] {
		return nil, fmt.Errorf("RowNormalize: input %v with mean %v and variance %v, needs N×…, N and N",
			x, mean, variance)
	}
	o.scale = make([]T, x[0])
	return x, nil
}

func (o *RowNormalize[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	x, mean, variance := in[0].Data, in[1].Data, in[2].Data
	d := len(x) / len(mean)
	for n, v := range variance {
		s, m := T(1/math.Sqrt(float64(v)+o.Epsilon)), mean[n]
		o.scale[n] = s
		for i := n * d; i < (n+1)*d; i++ {
			dst.Data[i] = (x[i] - m) * s
		}
	}
}

func (o *RowNormalize[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	dx, dmean, dvariance := din[0], din[1], din[2]
	d := len(out.Data) / len(o.scale)
	for n, s := range o.scale {
		row, y := dout.Data[n*d:(n+1)*d], out.Data[n*d:(n+1)*d]
		if dx != nil {
			tensor.Axpy(s, row, dx.Data[n*d:(n+1)*d])
		}
		var sum, along T
		for i, g := range row {
			sum += g
			along += g * y[i]
		}
		if dmean != nil {
			dmean.Data[n] -= sum * s
		}
		if dvariance != nil {
			dvariance.Data[n] -= along * s * s / 2
		}
	}
}

func (*RowNormalize[T]) Letter() string { return "x̂" }

// Story is that of Storied.
func (o *RowNormalize[T]) Story() Teller { return rowNormalizeStory{o.Epsilon} }

type rowNormalizeStory struct{ epsilon float64 }

func (o rowNormalizeStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.normal(i, i/len(s.row(0)), o.epsilon)
}

func (o rowNormalizeStory) TellBack(s *Part, input, i int) *graph.Node[float64] {
	if input == 0 {
		return s.normalBack(0, i/len(s.row(0)), []int{i}, o.epsilon)
	}
	return s.normalBack(input, i, s.row(i), o.epsilon)
}
