package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// ReLU is the rectified linear unit:
//
//	out = x if x > 0, else 0        dx = dout if x > 0, else 0
//
// At the kink, x = 0, the derivative is taken as 0. A NaN stays a NaN.
//
// Source: Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines (2010).
type ReLU[T tensor.Float] struct{}

func (ReLU[T]) Kind() string { return "ReLU" }

func (ReLU[T]) Shape(in ...[]int) ([]int, error) { return unary("ReLU", in) }

func (ReLU[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	kernel.ReLU(dst.Data, in[0].Data)
}

func (ReLU[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	if dx := din[0]; dx != nil {
		kernel.ReLUBackward(dx.Data, dout.Data, out.Data)
	}
}
