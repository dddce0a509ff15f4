package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Sub is the difference of two tensors of the same shape, element by element:
//
//	out = a − b        da = dout        db = −dout
type Sub[T tensor.Float] struct{}

func (Sub[T]) Kind() string { return "Sub" }

func (Sub[T]) Shape(in ...[]int) ([]int, error) { return binary("Sub", in) }

func (Sub[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	a, b := in[0].Data, in[1].Data
	for i := range dst.Data {
		dst.Data[i] = a[i] - b[i]
	}
}

func (Sub[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	if da := din[0]; da != nil {
		tensor.Axpy(1, dout.Data, da.Data)
	}
	if db := din[1]; db != nil {
		tensor.Axpy(-1, dout.Data, db.Data)
	}
}
