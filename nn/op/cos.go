package op

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Cos is the cosine of an angle in radians, element by element:
//
//	out = cos x        dx = −dout · sin x
//
// Of ±Inf there is no cosine: out and dx are NaN.
type Cos[T tensor.Float] struct{}

func (Cos[T]) Kind() string { return "Cos" }

func (Cos[T]) Shape(in ...[]int) ([]int, error) { return unary("Cos", in) }

func (Cos[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	each(dst.Data, in[0].Data, math.Cos)
}

func (Cos[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	for i, v := range in[0].Data {
		dx.Data[i] -= dout.Data[i] * T(math.Sin(float64(v)))
	}
}
