package op

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Sin is the sine of an angle in radians, element by element:
//
//	out = sin x        dx = dout · cos x
//
// Of ±Inf there is no sine: out and dx are NaN.
type Sin[T tensor.Float] struct{}

func (Sin[T]) Kind() string { return "Sin" }

func (Sin[T]) Shape(in ...[]int) ([]int, error) { return unary("Sin", in) }

func (Sin[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	each(dst.Data, in[0].Data, math.Sin)
}

func (Sin[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	for i, v := range in[0].Data {
		dx.Data[i] += dout.Data[i] * T(math.Cos(float64(v)))
	}
}
