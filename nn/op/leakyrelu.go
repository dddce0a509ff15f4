package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// LeakyReLU is a ReLU that lets a part of each negative value through:
//
//	out = x if x > 0, else slope · x        dx = dout if x > 0, else slope · dout
//
// At the kink, x = 0, the derivative is taken as the slope. A NaN stays a NaN.
//
// Source: Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models (2013).
type LeakyReLU[T tensor.Float] struct{ Slope float64 }

func (LeakyReLU[T]) Kind() string { return "LeakyReLU" }

func (LeakyReLU[T]) Shape(in ...[]int) ([]int, error) { return unary("LeakyReLU", in) }

func (o LeakyReLU[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	slope := T(o.Slope)
	for i, v := range in[0].Data {
		if v > 0 {
			dst.Data[i] = v
		} else {
			dst.Data[i] = slope * v
		}
	}
}

func (o LeakyReLU[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	slope := T(o.Slope)
	for i, v := range in[0].Data {
		d := dout.Data[i]
		if v <= 0 {
			d *= slope
		}
		dx.Data[i] += d
	}
}

// Along has piece 1 where x > 0, and 0 elsewhere.
func (o LeakyReLU[T]) Along(dst []T, in []*tensor.Tensor[T], pieces []int32, choose bool) string {
	return ramps(dst, in[0].Data, pieces, choose, T(o.Slope))
}

// Story is that of Storied.
func (o LeakyReLU[T]) Story() Teller { return leakyReLUStory{o.Slope} }

type leakyReLUStory struct{ slope float64 }

func (o leakyReLUStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.Times(s.In(0, i), s.ramp(i, o.slope))
}

func (o leakyReLUStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	return s.Times(s.Dout(i), s.ramp(i, o.slope))
}
