package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Neg is the unary minus:
//
//	out = −x        dx = −dout
type Neg[T tensor.Float] struct{}

func (Neg[T]) Kind() string { return "Neg" }

func (Neg[T]) Shape(in ...[]int) ([]int, error) { return unary("Neg", in) }

func (Neg[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	for i, v := range in[0].Data {
		dst.Data[i] = -v
	}
}

func (Neg[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	if dx := din[0]; dx != nil {
		tensor.Axpy(-1, dout.Data, dx.Data)
	}
}
