package op

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Exp is the exponential function:
//
//	out = exp(x)        dx = dout · out
//
// It is +Inf, and its gradient ±Inf, for x above 709.78 in float64 and above 88.72 in float32.
type Exp[T tensor.Float] struct{}

func (Exp[T]) Kind() string { return "Exp" }

func (Exp[T]) Shape(in ...[]int) ([]int, error) { return unary("Exp", in) }

func (Exp[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	each(dst.Data, in[0].Data, math.Exp)
}

func (Exp[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	for i, y := range out.Data {
		dx.Data[i] += dout.Data[i] * y
	}
}
