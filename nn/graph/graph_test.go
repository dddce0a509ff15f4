package graph_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func scalar(v float64) *tensor.Tensor[float64] { return tensor.FromSlice([]float64{v}, 1) }

// Two apples at 100 each, with 10 % tax: the chapter's first graph.
func Example() {
	g := graph.New[float64]()
	apple := g.Param("apple", scalar(100))
	number := g.Param("number", scalar(2))
	tax := g.Param("tax", scalar(1.1))
	price := g.Apply(op.Mul[float64]{}, g.Apply(op.Mul[float64]{}, apple, number), tax)
	g.Forward(graph.Train)
	g.Backward(price)
	fmt.Printf("%.0f %.1f %.0f %.0f\n", price.Value.Data[0], apple.Grad.Data[0], number.Grad.Data[0], tax.Grad.Data[0])
	// Output: 220 2.2 110 200
}

// A value used twice gets the sum of both gradients, and a second Backward does not add to the first.
func TestFanOut(t *testing.T) {
	g := graph.New[float64]()
	x := g.Param("x", scalar(3))
	y := g.Apply(op.Add[float64]{}, g.Apply(op.Mul[float64]{}, x, x), x) // x² + x
	for range 2 {
		g.Forward(graph.Train)
		g.Backward(y)
		if y.Value.Data[0] != 12 || x.Grad.Data[0] != 7 {
			t.Errorf("y = %v, dx = %v; want 12, 7", y.Value.Data[0], x.Grad.Data[0])
		}
	}
}

func TestGradientsOnlyWhereNeeded(t *testing.T) {
	for _, want := range []bool{false, true} {
		g := graph.New[float64]()
		g.InputGradient = want
		x := g.Input("x", scalar(3))
		square := g.Apply(op.Mul[float64]{}, x, x)
		if got := square.Grad != nil; got != want {
			t.Errorf("InputGradient %t: a gradient is there: %t", want, got)
		}
		y := g.Apply(op.Mul[float64]{}, square, g.Param("w", scalar(2)))
		g.Forward(graph.Train)
		g.Backward(y)
		if want && x.Grad.Data[0] != 12 {
			t.Errorf("dx = %v, want 12", x.Grad.Data[0])
		}
	}
}

func TestErrSaysWhereAndWhat(t *testing.T) {
	g := graph.New[float64]()
	x := g.Input("x", tensor.New[float64](2, 3))
	g.Scope("Block1", func() {
		g.Scope("Affine1", func() {
			y := g.Apply(op.MatMul[float64]{}, x, g.Param("W1", tensor.New[float64](4, 5)))
			g.Apply(op.ReLU[float64]{}, y) // must not panic
		})
	})
	const want = "graph: Block1/Affine1: MatMul: [2 3] · [4 5] does not fit"
	if err := g.Err(); err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestSnapshotIsACopyOfTheNodes(t *testing.T) {
	g := graph.New[float64]()
	x := g.Input("x", scalar(3))
	var y *graph.Node[float64]
	g.Scope("Scale1", func() { y = g.Apply(op.Mul[float64]{}, x, g.Param("w", scalar(2))) })
	g.Forward(graph.Train)
	g.Backward(y)
	s := g.Snapshot()
	x.Value.Data[0], y.Grad.Data[0] = 99, 99

	if len(s.Nodes) != 3 {
		t.Fatalf("%d nodes, want 3", len(s.Nodes))
	}
	in, w, mul := s.Nodes[0], s.Nodes[1], s.Nodes[2]
	if in.Kind != graph.KindInput || in.Name != "x" || in.Value.Data[0] != 3 || in.Grad != nil {
		t.Errorf("input %+v", in)
	}
	if w.Kind != graph.KindParam || w.Scope != "Scale1" || w.Grad.Data[0] != 3 {
		t.Errorf("param %+v", w)
	}
	if mul.ID != 2 || mul.Kind != "Mul" || !reflect.DeepEqual(mul.Inputs, []int{0, 1}) || mul.Value.Data[0] != 6 ||
		mul.Grad.Data[0] != 1 {
		t.Errorf("product %+v", mul)
	}
}

// With x = 3 and y = x·x + x, the two uses in the product have the local derivative 3 each, the sum 1 and 1.
func TestSnapshotHasLocalDerivatives(t *testing.T) {
	g := graph.New[float64]()
	x := g.Param("x", scalar(3))
	square := g.Apply(op.Mul[float64]{}, x, x)
	y := g.Apply(op.Add[float64]{}, square, x)
	g.Forward(graph.Train)
	g.BackwardFrom(y, 10)
	s := g.Snapshot()
	if s.Nodes[0].Local != nil || !reflect.DeepEqual(s.Nodes[1].Local, []float64{3, 3}) ||
		!reflect.DeepEqual(s.Nodes[2].Local, []float64{1, 1}) {
		t.Errorf("local derivatives %v, %v, %v", s.Nodes[0].Local, s.Nodes[1].Local, s.Nodes[2].Local)
	}
	if x.Grad.Data[0] != 70 {
		t.Errorf("dx = %v, want 10·(3+3+1)", x.Grad.Data[0])
	}
	tensors := graph.New[float64]()
	v := tensors.Param("v", tensor.New[float64](2))
	tensors.Apply(op.ReLU[float64]{}, v)
	if local := tensors.Snapshot().Nodes[1].Local; local != nil {
		t.Errorf("a vector has local derivatives %v", local)
	}
}

// A kink is where an operation has no derivative: not where it has a piece on either side alone, and not where both
// inputs are one value, as max(x, x) is x.
func TestSnapshotSaysWhereKinksAre(t *testing.T) {
	for _, c := range []struct {
		name string
		op   graph.Op[float64]
		in   []float64
		want bool
	}{
		{"abs at 0", op.Abs[float64]{}, []float64{0}, true},
		{"abs at 2", op.Abs[float64]{}, []float64{2}, false},
		{"abs at -1e-12", op.Abs[float64]{}, []float64{-1e-12}, false},
		{"ReLU at 0", op.ReLU[float64]{}, []float64{0}, true},
		{"ReLU at -3", op.ReLU[float64]{}, []float64{-3}, false},
		{"max of a tie", op.Max[float64]{}, []float64{1e6, 1e6}, true},
		{"max", op.Max[float64]{}, []float64{2, 1}, false},
		{"max of not a number", op.Max[float64]{}, []float64{math.NaN(), 1}, false},
		{"sum", op.Add[float64]{}, []float64{0, 0}, false},
	} {
		g := graph.New[float64]()
		var in []*graph.Node[float64]
		for _, v := range c.in {
			in = append(in, g.Param("", scalar(v)))
		}
		y := g.Apply(c.op, in...)
		g.Forward(graph.Train)
		g.Backward(y)
		if s := g.Snapshot(); s.Nodes[len(s.Nodes)-1].Kink != c.want {
			t.Errorf("%s: kink %v, want %v", c.name, !c.want, c.want)
		}
		for i, x := range in {
			if v := x.Value.Data[0]; v != c.in[i] && v == v {
				t.Errorf("%s: the input is %v after it", c.name, v)
			}
		}
	}
	g := graph.New[float64]()
	x := g.Param("x", scalar(1))
	y := g.Apply(op.Max[float64]{}, x, x)
	g.Forward(graph.Train)
	g.Backward(y)
	if g.Snapshot().Nodes[1].Kink {
		t.Error("max(x, x) has a kink")
	}
}

type scaled struct{ op.Mul[float64] }

func (scaled) Kind() string { return "Scaled" }

func TestReplace(t *testing.T) {
	g := graph.New[float64]()
	g.Replace = func(scope string, o graph.Op[float64]) graph.Op[float64] {
		if scope == "B1" {
			return scaled{}
		}
		return o
	}
	x := g.Param("x", scalar(3))
	g.Scope("A1", func() { g.Apply(op.Mul[float64]{}, x, x) })
	g.Scope("B1", func() { g.Apply(op.Mul[float64]{}, x, x) })
	if s := g.Snapshot(); s.Nodes[1].Kind != "Mul" || s.Nodes[2].Kind != "Scaled" {
		t.Errorf("kinds %s and %s", s.Nodes[1].Kind, s.Nodes[2].Kind)
	}
}

// A value can be sparse where nothing but products has it, on their left.
func TestCanBeSparse(t *testing.T) {
	matrix := func() *tensor.Tensor[float32] { return tensor.New[float32](2, 2) }
	for name, c := range map[string]struct {
		build func(g *graph.Graph[float32], x, w *graph.Node[float32])
		want  bool
	}{
		"a product": {func(g *graph.Graph[float32], x, w *graph.Node[float32]) {
			g.Apply(op.MatMul[float32]{}, x, w)
		}, true},
		"on the right": {func(g *graph.Graph[float32], x, w *graph.Node[float32]) {
			g.Apply(op.MatMul[float32]{}, w, x)
		}, false},
		"with itself": {func(g *graph.Graph[float32], x, _ *graph.Node[float32]) {
			g.Apply(op.MatMul[float32]{}, x, x)
		}, false},
		"another one, too": {func(g *graph.Graph[float32], x, w *graph.Node[float32]) {
			g.Apply(op.MatMul[float32]{}, x, w)
			g.Apply(op.ReLU[float32]{}, x)
		}, false},
	} {
		g := graph.New[float32]()
		x, w := g.Input("x", matrix()), g.Param("W", matrix())
		c.build(g, x, w)
		if got := g.CanBeSparse(x); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestPanics(t *testing.T) {
	g, other := graph.New[float64](), graph.New[float64]()
	x := g.Input("x", scalar(1))
	images := tensor.New[float32](1, 2)
	images.MakeSparse(1)
	digits := graph.New[float32]()
	digits.Apply(op.ReLU[float32]{}, digits.Input("x", images))
	for name, f := range map[string]func(){
		"graph: ReLU reads x, which is sparse":           func() { digits.Forward(graph.Train) },
		"graph: Apply to a node of another graph":        func() { other.Apply(op.ReLU[float64]{}, x) },
		"graph: Backward from a node without a gradient": func() { g.Backward(x) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if r := recover(); r != name {
					t.Errorf("panic %v", r)
				}
			}()
			f()
		})
	}
}
