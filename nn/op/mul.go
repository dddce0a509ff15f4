package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Mul is the product, element by element, of two tensors of the same shape, or of every row of a batch with the same
// factors:
//
//	out = a · b                      da = dout · b        db = dout · a
//	out = a · b    N×… · … → N×…     da = dout · b        db = Σ dout[n] · a[n], over n
type Mul[T tensor.Float] struct{}

func (Mul[T]) Kind() string { return "Mul" }

func (Mul[T]) Shape(in ...[]int) ([]int, error) {
	if len(in) == 2 && isRow(in[0], in[1]) {
		return in[0], nil
	}
	return binary("Mul", in)
}

func (Mul[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	a, b := in[0].Data, in[1].Data
	for r := range rows(len(a), len(b)) {
		row := r * len(b)
		for i, v := range b {
			dst.Data[row+i] = a[row+i] * v
		}
	}
}

func (Mul[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	a, b := in[0].Data, in[1].Data
	da, db := din[0], din[1]
	for r := range rows(len(a), len(b)) {
		row := r * len(b)
		if da != nil {
			for i, v := range b {
				da.Data[row+i] += dout.Data[row+i] * v
			}
		}
		if db != nil {
			for i := range b {
				db.Data[i] += dout.Data[row+i] * a[row+i]
			}
		}
	}
}

// Story is that of Storied.
func (Mul[T]) Story() Teller { return mulStory{} }

type mulStory struct{}

func (mulStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.Times(s.In(0, i), s.In(1, beside(s, i)))
}

func (mulStory) TellBack(s *Part, input, i int) *graph.Node[float64] {
	if input == 0 {
		return s.Times(s.Dout(i), s.In(1, beside(s, i)))
	}
	return s.over(func(e int) *graph.Node[float64] {
		if beside(s, e) != i {
			return nil
		}
		return s.Times(s.In(0, e), s.Dout(e))
	})
}
