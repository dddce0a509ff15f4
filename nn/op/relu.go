package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
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
	for i, v := range in[0].Data {
		dst.Data[i] = max(v, 0)
	}
}

func (ReLU[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	for i, v := range out.Data {
		if v > 0 {
			dx.Data[i] += dout.Data[i]
		}
	}
}
