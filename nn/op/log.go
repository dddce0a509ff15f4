package op

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Log is the natural logarithm:
//
//	out = log x        dx = dout / x
//
// At 0 it is −Inf, and its slope is +Inf. Negative numbers have no logarithm: there both out and dx are NaN, although
// 1/x is a number.
type Log[T tensor.Float] struct{}

func (Log[T]) Kind() string { return "Log" }

func (Log[T]) Shape(in ...[]int) ([]int, error) { return unary("Log", in) }

func (Log[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	each(dst.Data, in[0].Data, math.Log)
}

func (Log[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	for i, v := range in[0].Data {
		switch {
		case v > 0:
			dx.Data[i] += dout.Data[i] / v
		case v == 0: // also at −0, which −x gives for x = 0: the slope does not depend on the sign
			dx.Data[i] += dout.Data[i] * T(math.Inf(1))
		default:
			dx.Data[i] = T(math.NaN())
		}
	}
}
