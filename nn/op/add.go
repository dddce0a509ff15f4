package op

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Add is the sum of two tensors of the same shape, or of a tensor and a bias that is the same for every row of the batch, or for every
// place in an image:
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

// isRow says that b has the shape of a row of the batch a, isChannels that it has an element for each channel of the images a.
func isRow(a, b []int) bool      { return len(a) > 1 && slices.Equal(a[1:], b) }
func isChannels(a, b []int) bool { return len(a) > 2 && len(b) == 1 && a[1] == b[0] }

func (Add[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	a, b := in[0].Data, in[1].Data
	if isChannels(in[0].Shape, in[1].Shape) {
		plane := tensor.Size(in[0].Shape[2:])
		for i := range len(a) / max(plane, 1) {
			v := b[i%len(b)]
			for j := i * plane; j < (i+1)*plane; j++ {
				dst.Data[j] = a[j] + v
			}
		}
		return
	}
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
	db := din[1]
	if db == nil {
		return
	}
	n := len(db.Data)
	if isChannels(dout.Shape, db.Shape) {
		plane := tensor.Size(dout.Shape[2:])
		for i := range len(dout.Data) / max(plane, 1) {
			var sum T
			for _, d := range dout.Data[i*plane : (i+1)*plane] {
				sum += d
			}
			db.Data[i%n] += sum
		}
		return
	}
	for r := range rows(len(dout.Data), n) {
		tensor.Axpy(1, dout.Data[r*n:(r+1)*n], db.Data)
	}
}

// rows is how often b is used: N times a row, once a tensor of the same shape.
func rows(a, b int) int { return a / max(b, 1) }
