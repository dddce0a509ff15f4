package walk

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
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
	n := snapshot.Node{ID: len(m.Nodes), Kind: kind, Inputs: inputs, Shape: []int{1}, Value: one(value), Grad: one(grad), Local: local}
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
func net() *snapshot.Graph {
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
	x := add("Input", "x", "", tensor(1, 2, 3), nil)
	w := add("Param", "W1", "Affine1", tensor(0.5, 3, 4), tensor(0.25, 3, 4))
	b := add("Param", "b1", "Affine1", tensor(0, 4), tensor(0.5, 4))
	h := add("MatMul", "", "Affine1", tensor(1.5, 2, 4), tensor(0.25, 2, 4), x, w)
	h = add("Add", "", "Affine1", tensor(1.5, 2, 4), tensor(0.25, 2, 4), h, b)
	h = add("ReLU", "", "ReLU1", tensor(1.5, 2, 4), tensor(0.25, 2, 4), h)
	t := add("Target", "t", "", tensor(0.25, 2, 4), nil)
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
			m = strings.NewReplacer("</mtr>", "; ", "</mfrac>", " ", "</mtd>", " ", "</math>", "| ", "\u00a0", " ").Replace(m)
			b.WriteString(tags.ReplaceAllString(m, ""))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestLook(t *testing.T) {
	for _, g := range []*snapshot.Graph{shop(), twice(), net()} {
		w := New(g, nil)
		for at := range w.End() + 1 {
			s := w.Say(at)
			t.Logf("%s\n%s\n%s", s.Title, s.Spoken, plain(s))
		}
	}
}
