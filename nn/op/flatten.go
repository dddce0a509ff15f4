package op

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Flatten makes each row of the batch a vector, with the same elements in the same order:
//
//	N×C×H×W → N×C·H·W        dx = dout, in x's shape
type Flatten[T tensor.Float] struct{}

func (Flatten[T]) Kind() string { return "Flatten" }

func (Flatten[T]) Shape(in ...[]int) ([]int, error) {
	if err := arity("Flatten", in, 1); err != nil {
		return nil, err
	}
	x := in[0]
	if len(x) < 2 {
		return nil, fmt.Errorf("Flatten: input %v, needs N×…", x)
	}
	return []int{x[0], tensor.Size(x[1:])}, nil
}

func (Flatten[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	copy(dst.Data, in[0].Data)
}

func (Flatten[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	if dx := din[0]; dx != nil {
		tensor.Axpy(1, dout.Data, dx.Data)
	}
}

// Story is that of Storied.
func (Flatten[T]) Story() Teller { return flattenStory{} }

type flattenStory struct{}

func (flattenStory) Tell(s *Part, i int) *graph.Node[float64]        { return s.In(0, i) }
func (flattenStory) TellBack(s *Part, _, i int) *graph.Node[float64] { return s.Dout(i) }
