package op_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func of[O graph.Op[float64]](o O) func() graph.Op[float64] {
	return func() graph.Op[float64] { return o }
}

func loss() graph.Op[float64] { return &op.SoftmaxWithLoss[float64]{} }

func TestOps(t *testing.T) {
	shape := func(s ...int) leaf { return leaf{shape: s} }
	for _, c := range []struct {
		name   string
		op     func() graph.Op[float64]
		want   []int
		leaves []leaf
	}{
		{"Add scalars", of(op.Add[float64]{}), []int{1}, []leaf{shape(1), shape(1)}},
		{"Add tensors", of(op.Add[float64]{}), []int{2, 3, 4}, []leaf{shape(2, 3, 4), shape(2, 3, 4)}},
		{"Add bias", of(op.Add[float64]{}), []int{5, 3}, []leaf{shape(5, 3), shape(3)}},
		{"Add bias to one row", of(op.Add[float64]{}), []int{1, 3}, []leaf{shape(1, 3), shape(3)}},
		{"Add bias to channels", of(op.Add[float64]{}), []int{2, 3, 2, 2}, []leaf{shape(2, 3, 2, 2), shape(3)}},
		{"Mul scalars", of(op.Mul[float64]{}), []int{1}, []leaf{shape(1), shape(1)}},
		{"Mul tensors", of(op.Mul[float64]{}), []int{2, 3}, []leaf{shape(2, 3), shape(2, 3)}},
		{"Mul by a row", of(op.Mul[float64]{}), []int{3, 2, 4}, []leaf{shape(3, 2, 4), shape(2, 4)}},
		{"MatMul", of(op.MatMul[float64]{}), []int{3, 2}, []leaf{shape(3, 5), shape(5, 2)}},
		{"MatMul of one row", of(op.MatMul[float64]{}), []int{1, 1}, []leaf{shape(1, 5), shape(5, 1)}},
		{"MatMul flattens", of(op.MatMul[float64]{}), []int{2, 4}, []leaf{shape(2, 1, 3, 2), shape(6, 4)}},
		{"ReLU", of(op.ReLU[float64]{}), []int{4, 3}, []leaf{{shape: []int{4, 3}, away: 0.01}}},
		{"Sigmoid", of(op.Sigmoid[float64]{}), []int{2, 3, 2}, []leaf{shape(2, 3, 2)}},
		{"SoftmaxWithLoss of labels", loss, []int{1},
			[]leaf{shape(3, 4), {shape: []int{3}, target: []float64{0, 3, 1}}}},
		{"SoftmaxWithLoss one-hot", loss, []int{1},
			[]leaf{shape(2, 3), {shape: []int{2, 3}, target: []float64{0, 1, 0, 1, 0, 0}}}},
		{"SoftmaxWithLoss of a distribution", loss, []int{1},
			[]leaf{shape(2, 3), {shape: []int{2, 3}, target: []float64{0.2, 0.3, 0.5, 0, 0.9, 0.1}}}},
	} {
		t.Run(c.name, func(t *testing.T) { checkOp(t, c.op, c.want, c.leaves...) })
	}
}

func TestShapeErrors(t *testing.T) {
	for _, c := range []struct {
		op   graph.Op[float64]
		in   [][]int
		want string
	}{
		{op.Add[float64]{}, [][]int{{2, 3}, {2}}, "Add: shapes [2 3] and [2] differ"},
		{op.Add[float64]{}, [][]int{{2, 3, 4, 4}, {4}}, "Add: shapes [2 3 4 4] and [4] differ"},
		{op.Mul[float64]{}, [][]int{{2, 3}, {2}}, "Mul: shapes [2 3] and [2] differ"},
		{op.Mul[float64]{}, [][]int{{2}}, "Mul: 1 inputs, needs 2"},
		{op.MatMul[float64]{}, [][]int{{2, 3}, {4, 5}}, "MatMul: [2 3] · [4 5] does not fit, needs N×in and in×out"},
		{op.MatMul[float64]{}, [][]int{{3}, {3, 5}}, "MatMul: [3] · [3 5] does not fit"},
		{op.ReLU[float64]{}, nil, "ReLU: 0 inputs, needs 1"},
		{op.Sigmoid[float64]{}, [][]int{{1}, {1}}, "Sigmoid: 2 inputs, needs 1"},
		{loss(), [][]int{{2, 3}, {3}}, "SoftmaxWithLoss: logits [2 3] with target [3], needs N×C with N×C or N"},
	} {
		t.Run(fmt.Sprint(c.op.Kind(), c.in), func(t *testing.T) {
			if _, err := c.op.Shape(c.in...); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestSoftmax(t *testing.T) {
	x := []float64{1, 2, 3, -4}
	y, shifted := make([]float64, 4), make([]float64, 4)
	logSum := op.Softmax(y, x)
	sum := 0.0
	for i := range y {
		sum += y[i]
		if want := math.Exp(x[i] - logSum); math.Abs(y[i]-want) > 1e-15 {
			t.Errorf("element %d is %v, want %v", i, y[i], want)
		}
	}
	if math.Abs(sum-1) > 1e-15 {
		t.Errorf("the row sums to %v", sum)
	}
	op.Softmax(shifted, []float64{1001, 1002, 1003, 996})
	for i := range y {
		if y[i] != shifted[i] {
			t.Errorf("element %d changes with a shift: %v, %v", i, y[i], shifted[i])
		}
	}
}

// A loss of a thousand must come out as such: the probability that its logarithm is taken of is 0 in float64.
func TestLossIsExactWhereProbabilitiesVanish(t *testing.T) {
	g := graph.New[float32]()
	x := g.Param("x", tensor.FromSlice([]float32{1000, 0}, 1, 2))
	l := g.Apply(&op.SoftmaxWithLoss[float32]{}, x, g.Target("t", tensor.FromSlice([]float32{1}, 1)))
	g.Forward(graph.Train)
	g.Backward(l)
	if l.Value.Data[0] != 1000 || x.Grad.Data[0] != 1 || x.Grad.Data[1] != -1 {
		t.Errorf("loss %v, gradient %v; want 1000, [1 -1]", l.Value.Data[0], x.Grad.Data)
	}
}

func TestNaNIsNotHidden(t *testing.T) {
	g := graph.New[float64]()
	x := g.Param("x", tensor.FromSlice([]float64{math.NaN(), 1}, 1, 2))
	r := g.Apply(op.ReLU[float64]{}, x)
	l := g.Apply(&op.SoftmaxWithLoss[float64]{}, r, g.Target("t", tensor.FromSlice([]float64{1}, 1)))
	g.Forward(graph.Train)
	if !math.IsNaN(r.Value.Data[0]) || !math.IsNaN(l.Value.Data[0]) {
		t.Errorf("ReLU %v, loss %v; want NaN", r.Value.Data, l.Value.Data)
	}
}
