package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Tanh is the hyperbolic tangent:
//
//	out = tanh x        dx = dout · (1 − out²)
type Tanh[T tensor.Float] struct{}

func (Tanh[T]) Kind() string { return "Tanh" }

func (Tanh[T]) Shape(in ...[]int) ([]int, error) { return unary("Tanh", in) }

func (Tanh[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	kernel.Tanh(dst.Data, in[0].Data)
}

func (Tanh[T]) Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	for i, y := range out.Data {
		dx.Data[i] += dout.Data[i] * (1 - y*y)
	}
}

// Story is that of Storied.
func (Tanh[T]) Story() Teller { return tanhStory{} }

type tanhStory struct{}

func (tanhStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.apply(Tanh[float64]{}, s.In(0, i))
}

func (tanhStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	return s.Times(s.Dout(i), s.Minus(s.Number(1), s.Square(s.Out(i))))
}
