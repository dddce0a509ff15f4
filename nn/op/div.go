package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Div is the quotient of two tensors of the same shape, element by element:
//
//	out = a / b        da = dout / b        db = −dout · out / b = −dout · a / b²
//
// Where b is 0, all three follow IEEE 754: a/0 is ±Inf, with the sign given by those of a and of the zero, 0/0 is NaN,
// and the gradients are ±Inf or NaN.
type Div[T tensor.Float] struct{}

func (Div[T]) Kind() string { return "Div" }

func (Div[T]) Shape(in ...[]int) ([]int, error) { return binary("Div", in) }

func (Div[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	a, b := in[0].Data, in[1].Data
	for i := range dst.Data {
		dst.Data[i] = a[i] / b[i]
	}
}

func (Div[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	b := in[1].Data
	if da := din[0]; da != nil {
		for i, d := range dout.Data {
			da.Data[i] += d / b[i]
		}
	}
	if db := din[1]; db != nil {
		for i, d := range dout.Data {
			db.Data[i] -= d * out.Data[i] / b[i] // b² could underflow
		}
	}
}
