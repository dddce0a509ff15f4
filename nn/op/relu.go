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

// Along has piece 1 where x > 0, and 0 elsewhere.
func (ReLU[T]) Along(dst []T, in []*tensor.Tensor[T], pieces []int32, choose bool) string {
	return ramps(dst, in[0].Data, pieces, choose, 0)
}

// ramps is Along of a ReLU of any kind: x on piece 1, and slope · x on piece 0.
func ramps[T tensor.Float](dst, x []T, pieces []int32, choose bool, slope T) string {
	for i, v := range x {
		if choose {
			pieces[i] = 0
			if v > 0 {
				pieces[i] = 1
			}
		}
		if pieces[i] == 0 {
			v *= slope
		}
		dst[i] = v
	}
	return crossing
}

// crossing is what happens at the kink of an operation on one number.
const crossing = "its input crosses 0"

// Story is that of Storied.
func (ReLU[T]) Story() Teller { return reLUStory{} }

type reLUStory struct{}

func (reLUStory) Tell(s *Part, i int) *graph.Node[float64] { return s.Largest(s.Number(0), s.In(0, i)) }

func (reLUStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	return s.Times(s.Dout(i), s.ramp(i, 0))
}

// ramp is the mask of a ReLU of any kind: 1 where its input is above 0, and slope elsewhere.
func (p *Part) ramp(i int, slope float64) *graph.Node[float64] {
	if p.Value(0, i) > 0 {
		slope = 1
	}
	return p.Known("mask"+index(p.node.shape, i), slope)
}
