package op

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Abs is the absolute value, element by element:
//
//	out = |x|        dx = dout if x > 0, −dout if x < 0
//
// At the kink, x = 0, dx is 0: that is what a central difference finds, and what max(x, −x) gives by Max. A NaN stays a
// NaN, and makes dx one.
type Abs[T tensor.Float] struct{}

func (Abs[T]) Kind() string { return "Abs" }

func (Abs[T]) Shape(in ...[]int) ([]int, error) { return unary("Abs", in) }

func (Abs[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	each(dst.Data, in[0].Data, math.Abs)
}

func (Abs[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	for i, v := range in[0].Data {
		switch {
		case v > 0:
			dx.Data[i] += dout.Data[i]
		case v < 0:
			dx.Data[i] -= dout.Data[i]
		case v != v:
			dx.Data[i] = T(math.NaN())
		}
	}
}

// Along has piece 1 where x > 0, −1 where x < 0, and 0 at the kink, with the derivative that Backward takes.
func (Abs[T]) Along(dst []T, in []*tensor.Tensor[T], pieces []int32, choose bool) string {
	for i, v := range in[0].Data {
		if choose {
			pieces[i] = side(v, 0)
		}
		dst[i] = v * T(pieces[i])
	}
	return crossing
}
