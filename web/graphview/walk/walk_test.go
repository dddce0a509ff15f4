package walk

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/expr/build"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// maker makes snapshots of formulas by hand.
type maker struct{ snapshot.Graph }

func one(v float64) *snapshot.Tensor { return &snapshot.Tensor{Shape: []int{1}, Data: []float64{v}} }

// leaf adds a name, or with "" a number, which has no gradient.
func (m *maker) leaf(name string, value, grad float64) int {
	n := snapshot.Node{ID: len(m.Nodes), Kind: "Param", Name: name, Inputs: []int{}, Shape: []int{1}, Value: one(value)}
	if name == "" {
		n.Kind = "Constant"
	} else {
		n.Grad = one(grad)
	}
	m.Nodes = append(m.Nodes, n)
	return n.ID
}

// op adds an operation with its local derivatives.
func (m *maker) op(kind string, value, grad float64, local []float64, inputs ...int) int {
	n := snapshot.Node{ID: len(m.Nodes), Kind: kind, Inputs: inputs, Shape: []int{1}, Value: one(value),
		Grad: one(grad), Local: local}
	m.Nodes = append(m.Nodes, n)
	return n.ID
}

// shop is (apple*n_apple + orange*n_orange)*tax.
func shop() *snapshot.Graph {
	m := &maker{}
	apple, nApple := m.leaf("apple", 100, 2.2), m.leaf("n_apple", 2, 110)
	orange, nOrange := m.leaf("orange", 150, 3.3), m.leaf("n_orange", 3, 165)
	tax := m.leaf("tax", 1.1, 650)
	a := m.op("Mul", 200, 1.1, []float64{2, 100}, apple, nApple)
	o := m.op("Mul", 450, 1.1, []float64{3, 150}, orange, nOrange)
	m.op("Mul", 715, 1, []float64{1.1, 650}, m.op("Add", 650, 1.1, []float64{1, 1}, a, o), tax)
	return &m.Graph
}

// twice is x*x + x at 3.
func twice() *snapshot.Graph {
	m := &maker{}
	x := m.leaf("x", 3, 7)
	m.op("Add", 12, 1, []float64{1, 1}, m.op("Mul", 9, 1, []float64{3, 3}, x, x), x)
	return &m.Graph
}

// net is a layer on a batch of two, and a loss.
func net() *snapshot.Graph { return netOf(2) }

// netOf is net for a batch of n.
func netOf(n int) *snapshot.Graph {
	m := &maker{}
	tensor := func(v float64, shape ...int) *snapshot.Tensor {
		t := &snapshot.Tensor{Shape: shape, Data: make([]float64, snapshot.Len(shape))}
		for i := range t.Data {
			t.Data[i] = v
		}
		return t
	}
	add := func(kind, name, scope string, value, grad *snapshot.Tensor, inputs ...int) int {
		m.Nodes = append(m.Nodes, snapshot.Node{ID: len(m.Nodes), Kind: kind, Name: name, Scope: scope, Inputs: inputs,
			Shape: value.Shape, Value: value, Grad: grad})
		return len(m.Nodes) - 1
	}
	x := add("Input", "x", "", tensor(1, n, 3), nil)
	w := add("Param", "W1", "Affine1", tensor(0.5, 3, 4), tensor(0.25, 3, 4))
	b := add("Param", "b1", "Affine1", tensor(0, 4), tensor(0.5, 4))
	h := add("MatMul", "", "Affine1", tensor(1.5, n, 4), tensor(0.25, n, 4), x, w)
	h = add("Add", "", "Affine1", tensor(1.5, n, 4), tensor(0.25, n, 4), h, b)
	h = add("ReLU", "", "ReLU1", tensor(1.5, n, 4), tensor(0.25, n, 4), h)
	t := add("Target", "t", "", tensor(0.25, n, 4), nil)
	add("SoftmaxWithLoss", "loss", "", one(1.386), one(1), h, t)
	return &m.Graph
}

func Example() {
	w := New(shop(), nil)
	for at := range w.End() + 1 {
		s := w.Say(at)
		fmt.Println(strings.TrimSpace(s.Title + ". " + s.Spoken))
	}
	// Output:
	// Given.
	// Forward 1 of 4: ×. 100 × 2 = 200.
	// Forward 2 of 4: ×. 150 × 3 = 450.
	// Forward 3 of 4: +. 200 + 450 = 650.
	// Forward 4 of 4: ×. 650 × 1.1 = 715.
	// The gradient of the result. 1
	// Backward 1 of 4: ×. …: 1.1 × 1 = 1.1. tax: 650 × 1 = 650.
	// Backward 2 of 4: +. apple × n_apple: 1 × 1.1 = 1.1. orange × n_orange: 1 × 1.1 = 1.1.
	// Backward 3 of 4: ×. orange: 3 × 1.1 = 3.3. n_orange: 150 × 1.1 = 165.
	// Backward 4 of 4: ×. apple: 2 × 1.1 = 2.2. n_apple: 100 × 1.1 = 110.
	// All known. Of apple: 2.2. Of n_apple: 110. Of orange: 3.3. Of n_orange: 165. Of tax: 650.
}

var tags = regexp.MustCompile(`<[^>]*>`)

// plain strips MathML to what is to be read.
func plain(s Saying) string {
	var b strings.Builder
	for _, p := range s.Parts {
		b.WriteString(p.Words + " ")
		for _, m := range p.Math {
			m = strings.NewReplacer("</mtr>", "; ", "</mfrac>", " ", "</mtd>", " ", "</math>", "| ", "\u00a0", " ").
				Replace(m)
			b.WriteString(tags.ReplaceAllString(m, ""))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// known lists the nodes whose value, and those whose gradient, is known at a position.
func known(g *snapshot.Graph, m *graphview.Moment) (values, grads []int) {
	for i := range g.Nodes {
		if m == nil || !m.NoValue[i] {
			values = append(values, i)
		}
		if g.Nodes[i].Grad != nil && (m == nil || !m.NoGrad[i]) {
			grads = append(grads, i)
		}
	}
	return values, grads
}

func TestMoments(t *testing.T) {
	for _, c := range []struct {
		name     string
		graph    *snapshot.Graph
		unfolded map[string]bool
		want     []string // values, gradients, at work, new
	}{
		{"twice", twice(), nil, []string{
			"[0] [] [] []",
			"[0 1] [] [1] [1]",
			"[0 1 2] [] [2] [2]",
			"[0 1 2] [2] [] [2]",
			"[0 1 2] [1 2] [2] [1]", // x has got the first of three shares
			"[0 1 2] [0 1 2] [1] [0]",
			"[0 1 2] [0 1 2] [] []",
		}},
		{"folded", net(), nil, []string{
			"[0 1 2 6] [] [] []",
			"[0 1 2 3 4 6] [] [3 4] [3 4]",
			"[0 1 2 3 4 5 6] [] [5] [5]",
			"[0 1 2 3 4 5 6 7] [] [7] [7]",
			"[0 1 2 3 4 5 6 7] [7] [] [7]",
			"[0 1 2 3 4 5 6 7] [5 7] [7] [5]",
			"[0 1 2 3 4 5 6 7] [4 5 7] [5] [4]",
			"[0 1 2 3 4 5 6 7] [1 2 3 4 5 7] [4 3] [1 2 3]",
			"[0 1 2 3 4 5 6 7] [1 2 3 4 5 7] [] []",
		}},
		{"unfolded", net(), map[string]bool{"Affine1": true}, []string{
			"[0 1 2 6] [] [] []",
			"[0 1 2 3 6] [] [3] [3]",
			"[0 1 2 3 4 6] [] [4] [4]",
			"[0 1 2 3 4 5 6] [] [5] [5]",
			"[0 1 2 3 4 5 6 7] [] [7] [7]",
			"[0 1 2 3 4 5 6 7] [7] [] [7]",
			"[0 1 2 3 4 5 6 7] [5 7] [7] [5]",
			"[0 1 2 3 4 5 6 7] [4 5 7] [5] [4]",
			"[0 1 2 3 4 5 6 7] [2 3 4 5 7] [4] [2 3]",
			"[0 1 2 3 4 5 6 7] [1 2 3 4 5 7] [3] [1]",
			"[0 1 2 3 4 5 6 7] [1 2 3 4 5 7] [] []",
		}},
		{"nothing to differentiate by", sum(), nil,
			[]string{"[0 1] [] [] []", "[0 1 2] [] [2] [2]", "[0 1 2] [] [] []"}},
		{"a name alone", name1(), nil, []string{"[0] [] [] []", "[0] [0] [] [0]", "[0] [0] [] []"}},
		{"empty", &snapshot.Graph{}, nil, []string{"[] [] [] []", "[] [] [] []"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := New(c.graph, c.unfolded)
			if w.End() != len(c.want)-1 {
				t.Fatalf("%d positions, want %d", w.End()+1, len(c.want))
			}
			for at, want := range c.want {
				m := w.Moment(at)
				values, grads := known(c.graph, m)
				if m == nil {
					m = &graphview.Moment{}
				}
				if got := fmt.Sprint(values, grads, m.Now, m.New); got != want {
					t.Errorf("at %d: %s, want %s", at, got, want)
				}
			}
		})
	}
}

// sum is 2 + 3, and name1 is x.
func sum() *snapshot.Graph {
	m := &maker{}
	m.op("Add", 5, 0, []float64{1, 1}, m.leaf("", 2, 0), m.leaf("", 3, 0))
	m.Nodes[2].Grad = nil
	return &m.Graph
}

func name1() *snapshot.Graph {
	m := &maker{}
	m.leaf("x", 3, 1)
	return &m.Graph
}

func TestSayings(t *testing.T) {
	for _, c := range []struct {
		name  string
		graph *snapshot.Graph
		at    int
		want  string
	}{
		{"forward", shop(), 1, "apple×n_apple=100×2=200|"},
		{"what is long is not written out", shop(), 4, "…×tax=650×1.1=715|"},
		{"the seed", shop(), 5,
			"Backpropagation starts at the result, whose gradient with respect to itself is 1. ∂L∂L =1|"},
		{"the chain rule", shop(), 8,
			"A multiplication swaps its factors: each side gets the gradient times the other side’s value. " +
				"z=x×y| dx=y×dz| dy=x×dz| ∂L∂orange = 3 × 1.1 = 3.3 ; ∂L∂n_orange = 150 × 1.1 = 165 ; local " +
				"upstream ; |"},
		{"a share, of which others are to come", twice(), 4,
			"An addition passes the gradient unchanged to both sides. " +
				"w=u+v| du=dw| dv=dw| ∂L∂(x×x) = 1 × 1 = 1 ; share of x = 1 × 1 = 1 ; local upstream ; | " +
				"x is used 3 times. Its gradient is the sum of all shares: 2 still to come."},
		{"the sum of the shares", twice(), 5,
			"A multiplication swaps its factors: each side gets the gradient times the other side’s value. " +
				"w=u×v| du=v×dw| dv=u×dw| share of x = 3 × 1 = 3 ; share of x = 3 × 1 = 3 ; local upstream ; | ∂L∂x " +
				"=1+3+3=7|"},
		{"the gradients of the names", twice(), 6,
			"A gradient tells how fast the result changes when one value changes and the others stay fixed. ∂L∂x =7|"},
		{"a layer", net(), 1, "MatMul of x (2×3) and W1 (3×4): 2×4, mean 1.5. Z=X·W| Add of MatMul (2×4) and b1 " +
			"(4): 2×4, mean 1.5. Zn=Xn+b|"},
		{"a layer on one image", netOf(1), 1,
			"MatMul of x (1×3) and W1 (3×4): 1×4, mean 1.5. Z=X·W| Add of MatMul (1×4) and b1 (4): 1×4, mean 1.5. " +
				"Zn=Xn+b|"},
		{"a layer backwards", net(), 7,
			"Add: An addition passes the gradient unchanged. The bias is added to each row n, so its gradient is " +
				"the sum over the rows. dX=dZ| db=ΣndZn| Gradient of MatMul: 2×4, norm 0.7071. Gradient of b1: 4, " +
				"norm 1. " +
				"MatMul: As with a multiplication, each side gets the gradient times the other side, transposed so " +
				"that the shapes fit. " +
				"dW=XT·dZ| Gradient of W1: 3×4, norm 0.866."},
		{"a loss", net(), 3, "SoftmaxWithLoss of ReLU1 (2×4) and t (2×4): 1.386. y=softmax x,L=−1/NΣntn·log yn|"},
		{"the end of a network", net(), 8,
			"Every value and every gradient is known. A step of training moves each parameter against its gradient."},
		{"no gradient", sum(), 2, "The formula has no names, so there is no gradient to show."},
		{"the sign of what is rounded", rounded(), 3,
			"The derivative of the logarithm is one over its argument. w=log u| du=dw/u| " +
				"∂L∂x = 0.3333 × 1 ≈ 0.3333 ; local upstream ; |"},
		{"negative numbers", negative(), 3,
			"A multiplication swaps its factors: each side gets the gradient times the other side’s value. " +
				"w=u×v| du=v×dw| ∂L∂x = −2 × (−3) = 6 ; local upstream ; |"},
		{"not finite", infinite(), 3,
			"The derivative of the logarithm is one over its argument. w=log u| du=dw/u| ∂L∂x = ∞ × 1 = ∞ ; local " +
				"upstream ; |"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := plain(New(c.graph, nil).Say(c.at)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func rounded() *snapshot.Graph {
	m := &maker{}
	m.op("Log", math.Log(3), 1, []float64{1. / 3}, m.leaf("x", 3, 1./3))
	return &m.Graph
}

func negative() *snapshot.Graph {
	m := &maker{}
	m.op("Mul", -6, -3, []float64{-2, 3}, m.leaf("x", 3, 6), m.leaf("", -2, 0))
	return &m.Graph
}

func infinite() *snapshot.Graph {
	m := &maker{}
	m.op("Log", math.Inf(-1), 1, []float64{math.Inf(1)}, m.leaf("x", 0, math.Inf(1)))
	return &m.Graph
}

// graphOf is the graph of a formula.
func graphOf(t *testing.T, text string, values map[string]float64) *snapshot.Graph {
	t.Helper()
	f, err := expr.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	g := graph.New[float64]()
	out, err := build.Formula(g, f, values)
	if err != nil {
		t.Fatal(err)
	}
	g.Forward(graph.Train)
	g.Backward(out)
	return g.Snapshot()
}

// The chain rule is written along the names that the formula gives to values on the way.
func TestNamedValues(t *testing.T) {
	square := graphOf(t, "t = x + y; z = t^2", map[string]float64{"x": 1, "y": 2})
	const last = "A gradient tells how fast the result changes when one value changes and the others stay fixed. "
	for _, c := range []struct {
		name  string
		graph *snapshot.Graph
		at    int // -1 is the end
		want  string
	}{
		{"forward", square, 1, "t=x+y=1+2=3|"},
		{"forward, with the name", square, 2, "z=t2=32=9|"},
		{"the result", square, 4, "The exponent comes down as a factor, and the power is one lower. " +
			"w=uv| du=v×uv−1×dw| ∂z∂t = 6 × 1 = 6 ; local upstream ; |"},
		{"the chain rule in letters", square, 5, "An addition passes the gradient unchanged to both sides. " +
			"w=u+v| du=dw| dv=dw| ∂z∂x = ∂t∂x · ∂z∂t = 1 × 6 = 6 ; ∂z∂y = ∂t∂y · ∂z∂t = 1 × 6 = 6 ; local " +
			"upstream ; |"},
		{"the end", square, -1, last +
			"∂z∂t =6| ∂z∂x =∂z∂t ·∂t∂x =6·1=6| ∂z∂y =∂z∂t ·∂t∂y =6·1=6|"},
		{"several operations to a name", graphOf(t, "t = (x+1)*3; z = t^2", map[string]float64{"x": 1}), -1, last +
			"∂z∂t =12| ∂z∂x =∂z∂t ·∂t∂x =12·3=36|"},
		{"two names", graphOf(t, "a = 2*x; b = -x; z = a*b", map[string]float64{"x": 3}), -1, last +
			"∂z∂b =6| ∂z∂a =−3| ∂z∂x =∂z∂a ·∂a∂x +∂z∂b ·∂b∂x =−3·2+6·(−1)=−12|"},
		{"a name that stays fixed", graphOf(t, "t = x + y; z = t*x", map[string]float64{"x": 3, "y": 1}), -1, last +
			"∂z∂t =3| ∂z∂x =∂z∂t ·∂t∂x +(∂z∂x )t=3·1+4=7| ∂z∂y =∂z∂t ·∂t∂y =3·1=3| " +
			"What is written at the lower right of a derivative stays fixed there."},
		{"a name for the result alone", graphOf(t, "z = x*y", map[string]float64{"x": 3, "y": 1}), -1, last +
			"∂z∂x =1| ∂z∂y =3|"},
		{"rounded", graphOf(t, "t = x/3; z = t^2", map[string]float64{"x": 1}), -1, last +
			"∂z∂t ≈0.6667| ∂z∂x =∂z∂t ·∂t∂x ≈0.6667·0.3333≈0.2222|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := plain(New(c.graph, nil).Say(c.at)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// A gradient is not what it usually tells where the formula has no slope, or no number: the end says so, and where.
func TestTheEndSaysWhereThereIsNoSlope(t *testing.T) {
	const usual = "A gradient tells how fast the result changes when one value changes and the others stay fixed."
	for _, c := range []struct {
		text   string
		values map[string]float64
		want   string
	}{
		{"abs(x)", map[string]float64{"x": 0},
			" Here abs(0) stands on a kink, where it has no slope: backpropagation takes 0."},
		{"abs(x)", map[string]float64{"x": 1}, ""},
		{"max(x, y)", map[string]float64{"x": 1, "y": 1},
			" Here max(1, 1) stands on a kink, where it has no slope: backpropagation takes 0.5 and 0.5."},
		{"max(x, 1)", map[string]float64{"x": 1},
			" Here max(1, 1) stands on a kink, where it has no slope: backpropagation takes 0.5."},
		{"max(x, x)", map[string]float64{"x": 1}, ""},
		{"0*relu(x)", map[string]float64{"x": 0}, ""},
		{"relu(x) + abs(x)", map[string]float64{"x": 0},
			" Here relu(0) stands on a kink, where it has no slope: backpropagation takes 0. Here abs(0) stands on a " +
				"kink, where it has no slope: backpropagation takes 0."},
		{"x/y", map[string]float64{"x": 1, "y": 0}, " Here it tells nothing, as 1 / 0 has no finite value."},
		{"2*log(x)", map[string]float64{"x": -2}, " Here it tells nothing, as log(−2) has no finite value."},
		{"sqrt(x)", map[string]float64{"x": 0},
			" Here not every gradient exists, as sqrt(0) has no finite slope."},
	} {
		t.Run(c.text, func(t *testing.T) {
			got := New(graphOf(t, c.text, c.values), nil).Say(-1).Parts[0].Words
			if got != usual+c.want {
				t.Errorf("got  %s\nwant %s", got, usual+c.want)
			}
		})
	}
}

func TestHints(t *testing.T) {
	for _, c := range []struct {
		graph   *snapshot.Graph
		id      int
		unknown map[int]bool
		want    string
	}{
		{shop(), 0, nil, "It is the local derivative times the upstream gradient: 2 × 1.1 at the “×”."},
		{shop(), 0, map[int]bool{5: true},
			"It is the local derivative times the upstream gradient: 2 × what comes back to the “×”, which you have " +
				"to find first."},
		{twice(), 0, nil,
			"It is used 3 times: add up what comes from each, the local derivative times the upstream gradient: " +
				"1 × 1 at the “+”; 3 × 1 at the “×”; 3 × 1 at the “×”."},
		{twice(), 2, nil, "Nothing that leads to the result uses it."},
	} {
		if got := New(c.graph, nil).Hint(c.id, c.unknown); got != c.want {
			t.Errorf("of node %d: got  %s\nwant %s", c.id, got, c.want)
		}
	}
}

// TestEveryOperationHasARule reads nn/op: whoever adds an operation says what it does, or that it has no inputs.
func TestEveryOperationHasARule(t *testing.T) {
	files, err := filepath.Glob("../../../nn/op/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	kind := regexp.MustCompile(`\) Kind\(\) string +\{ return "(\w+)" \}`)
	found := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range kind.FindAllSubmatch(source, -1) {
			found++
			if _, ok := rules[string(m[1])]; !ok && string(m[1]) != "Mask" {
				t.Errorf("%s has no rule", m[1])
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d operations were found in nn/op", found)
	}
	source, err := os.ReadFile("../../../nn/reader/batch.go") // of which there are words only
	if err != nil {
		t.Fatal(err)
	}
	own := kind.FindAllSubmatch(source, -1)
	if len(own) < 2 {
		t.Errorf("only %d operations were found in nn/reader", len(own))
	}
	for _, m := range own {
		if ahead[string(m[1])] == "" {
			t.Errorf("nothing is said of %s", m[1])
		}
	}
}

// TestMathIsWellFormed sets every rule and every step of hard graphs, and reads them strictly.
func TestMathIsWellFormed(t *testing.T) {
	read := func(text string) {
		t.Helper()
		for d := xml.NewDecoder(strings.NewReader(text)); ; {
			if _, err := d.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatalf("%v in %s", err, text)
			}
		}
	}
	for kind, r := range rules {
		if r.forward == "" || r.words == "" || len(r.backward) == 0 {
			t.Errorf("%s lacks a part", kind)
		}
		for _, m := range lines(append([]string{r.forward}, r.backward...), "uvw") {
			read(m)
		}
	}
	odd := &maker{}
	x := odd.leaf(strings.Repeat("<&>", 20), math.NaN(), math.Inf(-1))
	odd.op("Mul", 1.5e-9, 1e300, []float64{-1e-9, 2}, x, odd.op("<&>", -3, math.NaN(), []float64{1, 1}, x, x))
	for _, g := range []*snapshot.Graph{&odd.Graph, chain(1000), star(1000)} {
		w := New(g, nil)
		for at := 0; at <= w.End(); at += 1 + w.End()/50 {
			said := w.Say(at)
			for _, p := range said.Parts {
				for _, m := range p.Math {
					read(m)
					if len(m) > 8000 {
						t.Errorf("at %d: %d bytes of MathML", at, len(m))
					}
				}
			}
			if len(said.Spoken) > 1000 {
				t.Errorf("at %d: %d bytes to be read aloud", at, len(said.Spoken))
			}
		}
	}
}

// chain is ((x*x)*x)*x ..., and star x + (x + (x + ...)): deep, and with a value that is used as often.
func chain(n int) *snapshot.Graph {
	m := &maker{}
	x := m.leaf("x", 1, 1)
	y := x
	for range n {
		y = m.op("Mul", 1, 1, []float64{1, 1}, y, x)
	}
	return &m.Graph
}

func star(n int) *snapshot.Graph {
	m := &maker{}
	x := m.leaf("x", 1, 1)
	y := x
	for range n {
		y = m.op("Add", 1, 1, []float64{1, 1}, x, y)
	}
	return &m.Graph
}

// TestSharesAddUp holds the one product that is computed here against what the engine computes: for every example of
// the library, the shares of a value's uses add up to its gradient.
func TestSharesAddUp(t *testing.T) {
	for _, e := range expr.Examples() {
		t.Run(e.Name, func(t *testing.T) {
			f, err := expr.Parse(e.Formula)
			if err != nil {
				t.Fatal(err)
			}
			g := graph.New[float64]()
			y, err := build.Formula(g, f, e.Values)
			if err != nil {
				t.Fatal(err)
			}
			g.Forward(graph.Train)
			g.Backward(y)
			s := g.Snapshot()
			w := New(s, nil)
			for i, n := range s.Nodes {
				if n.Grad == nil || i == w.result {
					continue
				}
				total := 0.0
				for _, e := range w.uses[i] {
					total += s.Nodes[e.op].Local[e.operand] * s.Nodes[e.op].Grad.Data[0]
				}
				// float64 has 16 digits; the order of the sum differs
				if d := math.Abs(total - n.Grad.Data[0]); d > 1e-12*(1+math.Abs(total)) {
					t.Errorf("node %d: the shares add up to %g, the gradient is %g", i, total, n.Grad.Data[0])
				}
			}
			if ids := w.Gradients(); len(ids) == 0 || ids[0] != w.result {
				t.Errorf("gradients %v, want the result %d first", ids, w.result)
			}
		})
	}
}

func TestWhere(t *testing.T) {
	w := New(shop(), nil)
	for _, c := range []struct {
		op       int
		backward bool
		at       int
		ok       bool
	}{{5, false, 1, true}, {8, false, 4, true}, {8, true, 6, true}, {5, true, 9, true}, {0, false, 0, false}} {
		if at, ok := w.Where(c.op, c.backward); at != c.at || ok != c.ok {
			t.Errorf("node %d, backward %v: at %d, %v", c.op, c.backward, at, ok)
		}
	}
	for at, want := range map[int]int{-1: w.End(), 0: 0, 3: 3, 999: w.End()} {
		if got := w.Clamp(at); got != want {
			t.Errorf("Clamp(%d) = %d, want %d", at, got, want)
		}
	}
}
