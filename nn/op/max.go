package op

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Max is the larger of two numbers, for two tensors of the same shape, element by element:
//
//	out = a if a > b, else b        da = dout if a > b, else 0        db = dout if b > a, else 0
//
// At a tie each gets half of dout. That does not depend on the order, agrees with a central difference, and makes the
// gradient of max(x, x) 1. It differs from ReLU, whose derivative at the kink is 0. A NaN in a or b makes out and both
// gradients NaN.
type Max[T tensor.Float] struct{}

func (Max[T]) Kind() string { return "Max" }

func (Max[T]) Shape(in ...[]int) ([]int, error) { return binary("Max", in) }

func (Max[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	a, b := in[0].Data, in[1].Data
	for i := range dst.Data {
		dst.Data[i] = max(a[i], b[i])
	}
}

func (Max[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	for k, dx := range din {
		if dx == nil {
			continue
		}
		x, other := in[k].Data, in[1-k].Data
		for i, d := range dout.Data {
			switch {
			case x[i] > other[i]:
				dx.Data[i] += d
			case x[i] == other[i]:
				dx.Data[i] += d / 2
			case x[i] != x[i] || other[i] != other[i]:
				dx.Data[i] = T(math.NaN())
			}
		}
	}
}

// Along has piece 1 where a is the larger, −1 where b is, and at a tie 0, which is (a + b) / 2: of that a tie has the
// derivatives.
func (Max[T]) Along(dst []T, in []*tensor.Tensor[T], pieces []int32, choose bool) string {
	for i, a := range in[0].Data {
		b := in[1].Data[i]
		if choose {
			pieces[i] = side(a, b)
		}
		switch pieces[i] {
		case 1:
			dst[i] = a
		case -1:
			dst[i] = b
		default:
			dst[i] = a/2 + b/2
		}
	}
	return "the other input becomes the larger"
}

// FirstMax is Max, but takes the first of equal numbers, which gets the whole gradient, as in a pool.
type FirstMax[T tensor.Float] struct{ Max[T] }

func (FirstMax[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	a, b := in[0].Data, in[1].Data
	for i, d := range dout.Data {
		taken := 0
		if b[i] > a[i] {
			taken = 1
		}
		if dx := din[taken]; dx != nil {
			dx.Data[i] += d
		}
	}
}

// Along has piece 1 where the first is taken, and −1 where the second is.
func (FirstMax[T]) Along(dst []T, in []*tensor.Tensor[T], pieces []int32, choose bool) string {
	for i, a := range in[0].Data {
		b := in[1].Data[i]
		if choose {
			pieces[i] = 1
			if b > a {
				pieces[i] = -1
			}
		}
		if dst[i] = a; pieces[i] < 0 {
			dst[i] = b
		}
	}
	return "the other input becomes the larger"
}
