package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Sigmoid is the logistic function:
//
//	out = 1 / (1 + exp(−x))        dx = dout · out · (1 − out)
type Sigmoid[T tensor.Float] struct{}

func (Sigmoid[T]) Kind() string { return "Sigmoid" }

func (Sigmoid[T]) Shape(in ...[]int) ([]int, error) { return unary("Sigmoid", in) }

func (Sigmoid[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	kernel.Sigmoid(dst.Data, in[0].Data)
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

// Story is that of Storied.
func (Sigmoid[T]) Story() Teller { return sigmoidStory{} }

type sigmoidStory struct{}

func (sigmoidStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.apply(Sigmoid[float64]{}, s.In(0, i))
}

func (sigmoidStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	return s.Times(s.Times(s.Dout(i), s.Out(i)), s.Minus(s.Number(1), s.Out(i)))
}
