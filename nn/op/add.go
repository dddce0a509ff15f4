package op

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Add is the sum of two tensors of the same shape, or of a tensor and a bias that is the same for every row of the
// batch, or for every place in an image:
//
//	out = a + b                          da = dout        db = dout
//	out = a + b    N×… + … → N×…         da = dout        db = Σ dout[n], over n
//	out = a + b    N×C×… + C → N×C×…     da = dout        db[c] = Σ dout[n, c, …], over n and …
type Add[T tensor.Float] struct{}

func (Add[T]) Kind() string { return "Add" }

func (Add[T]) Shape(in ...[]int) ([]int, error) {
	if len(in) == 2 && (isRow(in[0], in[1]) || isChannels(in[0], in[1])) {
		return in[0], nil
	}
	return binary("Add", in)
}

// isRow reports whether b has the shape of a row of the batch a, isChannels whether it has an element for each channel
// of the images a.
func isRow(a, b []int) bool      { return len(a) > 1 && slices.Equal(a[1:], b) }
func isChannels(a, b []int) bool { return len(a) > 2 && len(b) == 1 && a[1] == b[0] }

func (Add[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	a, b := in[0].Data, in[1].Data
	if isChannels(in[0].Shape, in[1].Shape) {
		kernel.AddPlane(dst.Data, a, b, tensor.Size(in[0].Shape[2:]))
		return
	}
	kernel.AddRow(dst.Data, a, b)
}

func (Add[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	if da := din[0]; da != nil {
		tensor.Axpy(1, dout.Data, da.Data)
	}
	db := din[1]
	if db == nil {
		return
	}
	if isChannels(dout.Shape, db.Shape) {
		kernel.AddPlaneBackward(db.Data, dout.Data, tensor.Size(dout.Shape[2:]))
		return
	}
	kernel.AddRowBackward(db.Data, dout.Data)
}

// rows is how often b is used: N times if it is a row, once if it has the shape of a.
func rows(a, b int) int { return a / max(b, 1) }

// Story is that of Storied.
func (Add[T]) Story() Teller { return addStory{} }

type addStory struct{}

func (addStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.Sum(s.In(0, i), s.In(1, beside(s, i)))
}

func (addStory) TellBack(s *Part, input, i int) *graph.Node[float64] {
	if input == 0 {
		return s.Dout(i)
	}
	return s.over(func(e int) *graph.Node[float64] {
		if beside(s, e) != i {
			return nil
		}
		return s.Dout(e)
	})
}

// beside returns the element of the second input that stands beside element i of the first.
func beside(s *Part, i int) int {
	if a, b := s.Shape(0), s.Shape(1); isChannels(a, b) {
		return i / tensor.Size(a[2:]) % a[1]
	}
	return i % s.Size(1)
}
