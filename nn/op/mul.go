package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Mul is the product of two tensors of the same shape, element by element:
//
//	out = a · b        da = dout · b        db = dout · a
type Mul[T tensor.Float] struct{}

func (Mul[T]) Kind() string { return "Mul" }

func (Mul[T]) Shape(in ...[]int) ([]int, error) { return binary("Mul", in) }

func (Mul[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	a, b := in[0].Data, in[1].Data
	for i := range dst.Data {
		dst.Data[i] = a[i] * b[i]
	}
}

func (Mul[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	for k, dx := range din {
		if dx == nil {
			continue
		}
		other := in[1-k].Data
		for i, d := range dout.Data {
			dx.Data[i] += d * other[i]
		}
	}
}
