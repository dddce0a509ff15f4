package op

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Sigmoid is the logistic function:
//
//	out = 1 / (1 + exp(−x))        dx = dout · out · (1 − out)
type Sigmoid[T tensor.Float] struct{}

func (Sigmoid[T]) Kind() string { return "Sigmoid" }

func (Sigmoid[T]) Shape(in ...[]int) ([]int, error) { return unary("Sigmoid", in) }

func (Sigmoid[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	for i, v := range in[0].Data {
		// exp overflows to +Inf for a very negative x, and 1/Inf is the right 0.
		dst.Data[i] = T(1 / (1 + math.Exp(-float64(v))))
	}
}

func (Sigmoid[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	for i, y := range out.Data {
		dx.Data[i] += dout.Data[i] * y * (1 - y)
	}
}
