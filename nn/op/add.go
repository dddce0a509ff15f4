package op

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Add is the sum of two tensors:
//
//	out = a + b        da = dout      db = dout
//
// of the same shape, or with b a bias that every row of the batch gets:
//
//	N×… + … → N×…      da = dout      db = Σₙ dout[n]
type Add[T tensor.Float] struct{}

func (Add[T]) Kind() string { return "Add" }

func (Add[T]) Shape(in ...[]int) ([]int, error) {
	if len(in) == 2 && isBias(in[0], in[1]) {
		return in[0], nil
	}
	return binary("Add", in)
}

func isBias(a, b []int) bool { return len(a) > 1 && slices.Equal(a[1:], b) }

func (Add[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	a, b := in[0].Data, in[1].Data
	for r := range rows(len(a), len(b)) {
		row := r * len(b)
		for i, v := range b {
			dst.Data[row+i] = a[row+i] + v
		}
	}
}

func (Add[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	if da := din[0]; da != nil {
		tensor.Axpy(1, dout.Data, da.Data)
	}
	if db := din[1]; db != nil {
		n := len(db.Data)
		for r := range rows(len(dout.Data), n) {
			tensor.Axpy(1, dout.Data[r*n:(r+1)*n], db.Data)
		}
	}
}

// rows is how often b is added: N times a bias, once a tensor of the same shape.
func rows(a, b int) int { return a / max(b, 1) }
