package op_test

import (
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func convolution(stride, pad int) func() graph.Op[float64] {
	return func() graph.Op[float64] { return &op.Convolution[float64]{Stride: stride, Pad: pad} }
}

func maxPooling(size, stride int) func() graph.Op[float64] {
	return func() graph.Op[float64] { return &op.MaxPooling[float64]{Size: size, Stride: stride} }
}

func averagePooling(size, stride int) func() graph.Op[float64] {
	return func() graph.Op[float64] { return &op.AveragePooling[float64]{Size: size, Stride: stride} }
}

func TestImageOps(t *testing.T) {
	shape := func(s ...int) leaf { return leaf{shape: s} }
	apart := func(s ...int) leaf { return leaf{shape: s, apart: true} }
	for _, c := range []struct {
		name   string
		op     func() graph.Op[float64]
		want   []int
		leaves []leaf
	}{
		{"Convolution", convolution(1, 0), []int{2, 2, 3, 2}, []leaf{shape(2, 3, 4, 4), shape(2, 3, 2, 3)}},
		{"Convolution with stride and pad", convolution(2, 1), []int{2, 2, 3, 2},
			[]leaf{shape(2, 1, 5, 4), shape(2, 1, 3, 3)}},
		{"Convolution that leaves a column out", convolution(3, 0), []int{1, 1, 1, 2},
			[]leaf{shape(1, 2, 2, 6), shape(1, 2, 2, 2)}},
		{"Convolution of single elements", convolution(1, 0), []int{1, 3, 1, 1},
			[]leaf{shape(1, 2, 1, 1), shape(3, 2, 1, 1)}},
		{"MaxPooling", maxPooling(2, 2), []int{2, 2, 2, 1}, []leaf{apart(2, 2, 4, 2)}},
		{"MaxPooling, windows overlap", maxPooling(3, 1), []int{1, 2, 2, 3}, []leaf{apart(1, 2, 4, 5)}},
		{"MaxPooling, windows apart", maxPooling(2, 3), []int{2, 1, 2, 1}, []leaf{apart(2, 1, 5, 4)}},
		{"AveragePooling", averagePooling(2, 2), []int{2, 2, 2, 1}, []leaf{shape(2, 2, 4, 2)}},
		{"AveragePooling, windows overlap", averagePooling(3, 2), []int{1, 2, 2, 1}, []leaf{shape(1, 2, 5, 4)}},
	} {
		t.Run(c.name, func(t *testing.T) { checkOp(t, c.op, c.want, c.leaves...) })
	}
}

func TestImageShapeErrors(t *testing.T) {
	for _, c := range []struct {
		op   func() graph.Op[float64]
		in   [][]int
		want string
	}{
		{convolution(1, 0), [][]int{{2, 1, 5, 5}}, "Convolution: 1 inputs, needs 2"},
		{convolution(1, 0), [][]int{{2, 1, 5, 5}, {4, 2, 3, 3}},
			"Convolution: input [2 1 5 5] with filters [4 2 3 3], needs N×C×H×W and F×C×FH×FW"},
		{convolution(1, 0), [][]int{{2, 784}, {4, 1, 3, 3}}, "Convolution: input [2 784] with filters"},
		{convolution(1, 1), [][]int{{2, 1, 9, 2}, {4, 1, 5, 5}},
			"Convolution: window 5×5 exceeds input 9×2 with pad 1"},
		{convolution(0, 0), [][]int{{2, 1, 5, 5}, {4, 1, 3, 3}},
			"Convolution: window 3×3, stride 0, pad 0, needs at least 1, 1 and 0"},
		{maxPooling(2, 2), [][]int{{2, 10}}, "MaxPooling: input [2 10], needs N×C×H×W"},
		{maxPooling(0, 1), [][]int{{2, 1, 4, 4}}, "MaxPooling: window 0×0"},
		{averagePooling(5, 1), [][]int{{2, 1, 4, 6}}, "AveragePooling: window 5×5 exceeds input 4×6 with pad 0"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if _, err := c.op().Shape(c.in...); err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// pool applies the operation to one image of one channel.
func pool(o graph.Op[float64], size int, x ...float64) *graph.Node[float64] {
	g := graph.New[float64]()
	y := g.Apply(o, g.Param("x", tensor.FromSlice(x, 1, 1, size, size)))
	g.Forward(graph.Train)
	g.Backward(y)
	return g.Params()[0]
}

// Of equal elements the first is the maximum: the gradient must not be counted twice.
func TestMaxPoolingOfEqualElements(t *testing.T) {
	x := pool(&op.MaxPooling[float64]{Size: 2, Stride: 1}, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)
	want := []float64{1, 1, 0, 1, 1, 0, 0, 0, 0}
	for i, d := range x.Grad.Data {
		if d != want[i] {
			t.Fatalf("gradient %v, want %v", x.Grad.Data, want)
		}
	}
}

func TestMaxPoolingDoesNotHideNaN(t *testing.T) {
	for i := range 4 {
		x := []float64{1, 2, 3, 4}
		x[i] = math.NaN()
		if got := pool(&op.MaxPooling[float64]{Size: 2, Stride: 2}, 2, x...); got.Grad.Data[i] != 1 {
			t.Errorf("of %v the gradient went %v", x, got.Grad.Data)
		}
	}
}
