package build_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/expr/build"
	"github.com/inkgrad/inkgrad/nn/graph"
)

// formula builds the graph of a text.
func formula(t *testing.T, text string, values map[string]float64) (*graph.Graph[float64], *graph.Node[float64]) {
	t.Helper()
	f, err := expr.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	g := graph.New[float64]()
	out, err := build.Formula(g, f, values)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return g, out
}

// The graph has a leaf for each name and each number typed, and an operation for each operation typed, in the order of
// computation.
func TestNodesAreWhatWasTyped(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"(x+y)^2", "Param x; Param y; Add 0 1; Constant 2; Pow 2 3"},
		{"x*x + x", "Param x; Mul 0 0; Add 1 0"},
		{"(x+1)*(x+1)", "Param x; Constant 1; Add 0 1; Constant 1; Add 0 3; Mul 2 4"},
		{"-x/y - max(0, x)", "Param x; Neg 0; Param y; Div 1 2; Constant 0; Max 4 0; Sub 3 5"},
		{"log(exp(relu(sigmoid(tanh(x)))))", "Param x; Tanh 0; Sigmoid 1; ReLU 2; Exp 3; Log 4"},
		{"sqrt(sin(cos(abs(ln(x)))))", "Param x; Log 0; Abs 1; Cos 2; Sin 3; Sqrt 4"},
		{"t = x + y; z = t^2", "Param x; Param y; Add t 0 1; Constant 2; Pow z 2 3"},
		{"x = -3; z = x*x", "Param x; Mul z 0 0"},
		{"u = x; t = u + u; z = t", "Param x; Add t 0 0"},
		{"2 + 3", "Constant 2; Constant 3; Add 0 1"},
		{"x", "Param x"},
	} {
		t.Run(c.text, func(t *testing.T) {
			g, out := formula(t, c.text, map[string]float64{"x": 5, "y": 7})
			var got []string
			nodes := g.Snapshot().Nodes
			for _, n := range nodes {
				words := []string{n.Kind}
				switch n.Kind {
				case graph.KindParam:
					words = append(words, n.Name)
				case graph.KindConstant:
					words = append(words, fmt.Sprint(n.Value.Data[0]))
				default:
					if n.Name != "" {
						words = append(words, n.Name)
					}
				}
				for _, in := range n.Inputs {
					words = append(words, fmt.Sprint(in))
				}
				got = append(got, strings.Join(words, " "))
				if !slices.Equal(n.Shape, []int{1}) || n.Kind == graph.KindConstant && (n.Grad != nil || n.Name != "") {
					t.Errorf("node %+v", n)
				}
			}
			if got := strings.Join(got, "; "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if last := nodes[len(nodes)-1]; out.Kind != last.Kind {
				t.Errorf("the result is %s, want %s", out.Kind, last.Kind)
			}
			if hasName := strings.Contains(c.text, "x"); hasName != (out.Grad != nil) {
				t.Errorf("the result has the gradient %v", out.Grad)
			}
		})
	}
}

func TestParamsAreInTheOrderOfNames(t *testing.T) {
	const text = "b^(c*b) + max(a, c) + d"
	f, err := expr.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	g, _ := formula(t, text, map[string]float64{"a": 1, "b": 2, "c": 3, "d": 4, "unused": 5})
	var names []string
	for _, p := range g.Params() {
		names = append(names, p.Name)
	}
	if !slices.Equal(names, f.Names()) {
		t.Errorf("parameters %v, want %v", names, f.Names())
	}
}

// The value that a formula gives to a name counts, and the name has a gradient.
func TestValuesInTheFormula(t *testing.T) {
	g, out := formula(t, "x = -3; t = x*y; z = t + x^2", map[string]float64{"x": 100, "y": 2})
	g.Forward(graph.Train)
	g.Backward(out)
	if v, dx := out.Value.Data[0], g.Params()[0].Grad.Data[0]; v != 3 || dx != -4 {
		t.Errorf("z = %v with the gradient %v of x, want 3 and -4", v, dx)
	}
}

func TestMissingValue(t *testing.T) {
	f, err := expr.Parse("apple*tax")
	if err != nil {
		t.Fatal(err)
	}
	g := graph.New[float32]()
	_, err = build.Formula(g, f, map[string]float32{"apple": 1})
	if err == nil || err.Error() != "build: there is no value for tax" {
		t.Errorf("error %v", err)
	}
	if n := len(g.Snapshot().Nodes); n != 0 {
		t.Errorf("%d nodes were made", n)
	}
}

// A formula of thousands of nodes is built and run, deep as a chain is.
func TestLargeFormula(t *testing.T) {
	const n = expr.MaxNodes / 2
	g, out := formula(t, "x"+strings.Repeat("+x", n-1), map[string]float64{"x": 3})
	g.Forward(graph.Train)
	g.Backward(out)
	if v, dx := out.Value.Data[0], g.Params()[0].Grad.Data[0]; v != 3*n || dx != n {
		t.Errorf("x + x + … = %v with the gradient %v, want %d and %d", v, dx, 3*n, n)
	}
	if n := testing.AllocsPerRun(2, func() { g.Forward(graph.Train); g.Backward(out) }); n != 0 {
		t.Errorf("%v allocations in a step", n)
	}
}

// The examples have the values and gradients that their texts speak of, and values for their names and no others.
func TestExamples(t *testing.T) {
	y := math.Exp(2.9) / (math.Exp(0.3) + math.Exp(2.9)) // softmax of the second class
	s := 1 / (1 + math.Exp(-1))
	type values = map[string]float64
	want := map[string]struct {
		out   float64
		grads values
	}{
		"Two apples with tax": {220, values{"apple": 2.2, "n_apple": 110, "tax": 200}},
		"Apples and oranges with tax": {715,
			values{"apple": 2.2, "n_apple": 110, "orange": 3.3, "n_orange": 165, "tax": 650}},
		"Square of a sum":              {9, values{"x": 6, "y": 6}},
		"Square of a sum in two lines": {9, values{"x": 6, "y": 6}},
		"Sigmoid neuron":               {s, values{"b": s * (1 - s), "x": 2 * s * (1 - s), "w": s * (1 - s)}},
		"Softmax with cross entropy":   {-math.Log(y), values{"a1": 1 - y, "a2": y - 1}},
		"ReLU neuron":                  {0.5, values{"w1": 2, "w2": 1, "x1": 0.5, "x2": -1, "b": 1}},
	}
	for _, e := range expr.Examples() {
		t.Run(e.Name, func(t *testing.T) {
			w, ok := want[e.Name]
			if !ok {
				t.Fatal("nobody says what it should be")
			}
			delete(want, e.Name)
			g, out := formula(t, e.Formula, e.Values)
			g.Forward(graph.Train)
			g.Backward(out)
			if got := out.Value.Data[0]; math.Abs(got-w.out) > 1e-12*w.out {
				t.Errorf("%v, want %v", got, w.out)
			}
			if len(g.Params()) != len(e.Values) {
				t.Errorf("%d names, but values for %d", len(g.Params()), len(e.Values))
			}
			for _, p := range g.Params() {
				if v, ok := w.grads[p.Name]; ok && !(math.Abs(p.Grad.Data[0]-v) <= 1e-12*math.Abs(v)) {
					t.Errorf("d%s = %v, want %v", p.Name, p.Grad.Data[0], v)
				}
			}
		})
	}
	if len(want) > 0 {
		t.Errorf("examples are missing: %v", want)
	}
}

// random returns a formula as text with at most depth operations within each other.
func random(r *rand.Rand, depth int) string {
	if depth == 0 || r.IntN(6) == 0 {
		return []string{"x", "y", "z", "1.5", "0.3", "2"}[r.IntN(6)]
	}
	a := func() string { return random(r, depth-1) }
	forms := []string{"(%s + %s)", "(%s - %s)", "%s*%s", "%s*%s", "%s/%s", "max(%s, %s)", "(%s)^(%s)"}
	if i := r.IntN(len(forms) + 11); i < len(forms) {
		return fmt.Sprintf("("+forms[i]+")", a(), a())
	}
	forms = []string{"exp(%s)", "log(%s)", "relu(%s)", "sigmoid(%s)", "tanh(%s)", "(-%s)", "(%s)^2",
		"sqrt(%s)", "sin(%s)", "cos(%s)", "abs(%s)"}
	return fmt.Sprintf(forms[r.IntN(len(forms))], a())
}

// The gradient of any formula is its slope, away from kinks and poles.
func TestGradientsOfRandomFormulas(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	compared := map[string]int{} // by operation
	for range 2000 {
		text := random(r, 5)
		g, out := formula(t, text, map[string]float64{"x": r.NormFloat64(), "y": r.NormFloat64(), "z": 1 + r.Float64()})
		if out.Grad == nil {
			continue
		}
		value := func() float64 { g.Forward(graph.Train); return out.Value.Data[0] }
		value()
		g.Backward(out)
		if !tame(g) {
			continue
		}
		for _, p := range g.Params() {
			got := p.Grad.Data[0]
			if numerical := slope(value, &p.Value.Data[0]); math.Abs(numerical-got) > 1e-7*max(1, math.Abs(got)) {
				t.Fatalf("%s: d%s = %v, numerically %v", text, p.Name, got, numerical)
			}
		}
		for _, n := range g.Snapshot().Nodes {
			compared[n.Kind]++
		}
	}
	for _, kind := range expr.Operations() {
		if compared[kind] < 50 {
			t.Errorf("%s came up %d times: too few to tell", kind, compared[kind])
		}
	}
}

// slope is the derivative of f by *x from four points: the central difference at h and at h/2, extrapolated to 0, so
// that what remains of the truncation is of the order of h⁴, and rounding is that of a larger h.
func slope(f func() float64, x *float64) float64 {
	v := *x
	central := func(h float64) float64 {
		*x = v + h
		up := f()
		*x = v - h
		down := f()
		*x = v
		return (up - down) / (2 * h)
	}
	const h = 1e-3
	return (4*central(h/2) - central(h)) / 3
}

// tame says whether the last Forward and Backward met nothing where a difference is not to be trusted: large values or
// gradients, and the neighbourhood of kinks, poles and the ends of domains.
func tame(g *graph.Graph[float64]) bool {
	nodes := g.Snapshot().Nodes
	for _, n := range nodes {
		if !(math.Abs(n.Value.Data[0]) < 20) || n.Grad != nil && !(math.Abs(n.Grad.Data[0]) < 20) {
			return false
		}
		in := func(i int) float64 { return nodes[n.Inputs[i]].Value.Data[0] }
		distance := 1.0
		switch n.Kind {
		case "Log", "Pow", "Sqrt":
			distance = in(0)
		case "ReLU", "Abs":
			distance = math.Abs(in(0))
		case "Div":
			distance = math.Abs(in(1))
		case "Max":
			distance = math.Abs(in(0) - in(1))
		}
		if distance < 0.3 {
			return false
		}
	}
	return true
}

// Each function that formulas have is smooth on the pieces that its operation says, and where its slope jumps the
// operation says that there is a kink.
func TestKinksOfFunctions(t *testing.T) {
	kinks := 0
	for _, word := range expr.Functions() {
		f, err := expr.Parse(word + "(x)")
		if err != nil {
			if f, err = expr.Parse(word + "(x, 0.25)"); err != nil {
				t.Fatal(err)
			}
		}
		g := graph.New[float64]()
		out, err := build.Formula(g, f, map[string]float64{"x": 0})
		if err != nil {
			t.Fatal(err)
		}
		x := g.Params()[0].Value.Data
		at := func(v float64) float64 {
			x[0] = v
			g.Forward(graph.Train)
			return out.Value.Data[0]
		}
		const h = 1e-6
		for i := -8; i <= 8; i++ {
			v := float64(i) / 8
			middle := at(v)
			left, right := (middle-at(v-h))/h, (at(v+h)-middle)/h
			jumps := math.Abs(right-left) > 0.1 && math.Abs(right+left) < 100 // not the end of a domain
			if !jumps {
				continue
			}
			kinks++
			if !out.Kinked() {
				t.Errorf("%s at %v: the slope goes from %v to %v, and nothing says so", word, v, left, right)
				continue
			}
			piece, along := make([]int32, 1), make([]float64, 1)
			at(v)
			out.Along(along, piece, true)
			crossed := false
			for _, d := range []float64{-h, h} {
				value := at(v + d)
				out.Along(along, piece, false)
				crossed = crossed || math.Abs(value-along[0]) > h/10
			}
			if !crossed {
				t.Errorf("%s at %v: the slope goes from %v to %v on one piece", word, v, left, right)
			}
		}
	}
	if kinks < 3 {
		t.Errorf("%d kinks in all functions", kinks)
	}
}
