package op_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// On a kink Backward takes one piece, and Along says which.
func TestOnKinks(t *testing.T) {
	for name, c := range map[string]struct {
		op graph.Kinked[float64]
		in []*tensor.Tensor[float64]
	}{
		"ReLU":      {op.ReLU[float64]{}, row([]float64{0, 1, -1})},
		"LeakyReLU": {op.LeakyReLU[float64]{Slope: 0.1}, row([]float64{0, 1, -1})},
		"Abs":       {op.Abs[float64]{}, row([]float64{0, 1, -1})},
		"Max":       {op.Max[float64]{}, row([]float64{2, 1, 0}, []float64{2, 0, 1})},
		"MaxPooling": {&op.MaxPooling[float64]{Size: 2, Stride: 1},
			[]*tensor.Tensor[float64]{tensor.FromSlice([]float64{0, 3, 3, 0, 0, 3, 0, 0, 0}, 1, 1, 3, 3)}},
	} {
		t.Run(name, func(t *testing.T) {
			var shapes [][]int
			for _, x := range c.in {
				shapes = append(shapes, x.Shape)
			}
			shape, err := c.op.Shape(shapes...)
			if err != nil {
				t.Fatal(err)
			}
			out := tensor.New[float64](shape...)
			c.op.Forward(out, c.in, graph.Train)
			checkPieces(t, c.op, out, c.in)
		})
	}
}

func row(rows ...[]float64) []*tensor.Tensor[float64] {
	var in []*tensor.Tensor[float64]
	for _, r := range rows {
		in = append(in, tensor.FromSlice(r, len(r)))
	}
	return in
}
