package op

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Sqrt is the square root, element by element:
//
//	out = √x        dx = dout / (2 · out)
//
// At 0 its slope is +Inf. Below 0 there is no root: out is NaN and so is dx.
type Sqrt[T tensor.Float] struct{}

func (Sqrt[T]) Kind() string { return "Sqrt" }

func (Sqrt[T]) Shape(in ...[]int) ([]int, error) { return unary("Sqrt", in) }

func (Sqrt[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	each(dst.Data, in[0].Data, math.Sqrt)
}

func (Sqrt[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	for i, y := range out.Data {
		if y == 0 { // also −0, the root of −0: the slope does not depend on the sign
			dx.Data[i] += dout.Data[i] * T(math.Inf(1))
			continue
		}
		dx.Data[i] += dout.Data[i] / (2 * y)
	}
}
