package graphview

import (
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// maker builds snapshots by hand: this package is tested without the graph that usually makes them.
type maker struct {
	g   snapshot.Graph
	rng *rand.Rand
}

func newMaker() *maker { return &maker{rng: rand.New(rand.NewPCG(1, 2))} }

func (m *maker) node(kind, name, scope string, value, grad *snapshot.Tensor, inputs ...int) int {
	id := len(m.g.Nodes)
	m.g.Nodes = append(m.g.Nodes, snapshot.Node{
		ID: id, Kind: kind, Name: name, Scope: scope, Inputs: inputs, Shape: value.Shape, Value: value, Grad: grad,
	})
	return id
}

// num adds a node whose value is a number.
func (m *maker) num(kind, name string, value, grad float64, inputs ...int) int {
	return m.node(kind, name, "", one(value), one(grad), inputs...)
}

func one(v float64) *snapshot.Tensor {
	return &snapshot.Tensor{Shape: []int{1}, Data: []float64{v}}
}

// random makes a tensor of normally distributed elements.
func (m *maker) random(mean, deviation float64, shape ...int) *snapshot.Tensor {
	t := &snapshot.Tensor{Shape: shape, Data: make([]float64, snapshot.Len(shape))}
	for i := range t.Data {
		t.Data[i] = mean + deviation*m.rng.NormFloat64()
	}
	return t
}

// affine adds what an Affine layer builds.
func (m *maker) affine(scope, suffix string, x, batch, in, out int) int {
	w := m.node("Param", "W"+suffix, scope, m.random(0, 0.1, in, out), m.random(0, 1e-3, in, out))
	b := m.node("Param", "b"+suffix, scope, m.random(0, 0.05, out), m.random(0, 4e-3, out))
	dot := m.node("MatMul", "", scope, m.random(0.1, 0.9, batch, out), m.random(0, 2e-4, batch, out), x, w)
	return m.node("Add", "", scope, m.random(0.12, 0.9, batch, out), m.random(0, 2e-4, batch, out), dot, b)
}

// net is a network with as many hidden layers as there are sizes, on a batch.
func net(batch int, hidden ...int) *snapshot.Graph {
	m := newMaker()
	x := m.node("Input", "x", "", m.random(0.13, 0.3, batch, 784), nil)
	in := 784
	for i, size := range append(hidden, 10) {
		n := strconv.Itoa(i + 1)
		x = m.affine("Affine"+n, n, x, batch, in, size)
		if i < len(hidden) {
			x = m.node("ReLU", "", "ReLU"+n, m.random(0.4, 0.5, batch, size), m.random(0, 2e-4, batch, size), x)
		}
		in = size
	}
	t := m.node("Target", "t", "", m.random(0.1, 0.3, batch, 10), nil)
	m.node("SoftmaxWithLoss", "loss", "SoftmaxWithLoss", one(0.2637), one(1), x, t)
	return &m.g
}

// shop is the book's example: (apple·n_apple + orange·n_orange)·tax.
func shop() *snapshot.Graph {
	m := newMaker()
	apple, nApple := m.num("Input", "apple", 100, 2.2), m.num("Input", "n_apple", 2, 110)
	orange, nOrange := m.num("Input", "orange", 150, 3.3), m.num("Input", "n_orange", 3, 165)
	tax := m.num("Input", "tax", 1.1, 650)
	apples := m.num("Mul", "", 200, 1.1, apple, nApple)
	oranges := m.num("Mul", "", 450, 1.1, orange, nOrange)
	sum := m.num("Add", "", 650, 1.1, apples, oranges)
	m.num("Mul", "price", 715, 1, sum, tax)
	return &m.g
}

// square is (x+y)², with the power as an operation of its own; double has it as a product of the sum with itself.
func square() *snapshot.Graph {
	m := newMaker()
	x, y := m.num("Input", "x", 2, 10), m.num("Input", "y", 3, 10)
	m.num("Square", "z", 25, 1, m.num("Add", "", 5, 10, x, y))
	return &m.g
}

func double() *snapshot.Graph {
	m := newMaker()
	x, y := m.num("Input", "x", 2, 10), m.num("Input", "y", 3, 10)
	sum := m.num("Add", "", 5, 10, x, y)
	m.num("Mul", "z", 25, 1, sum, sum)
	return &m.g
}

// skips has values that pass several columns, one that is used three times, and two results.
func skips() *snapshot.Graph {
	m := newMaker()
	x := m.num("Input", "x", 0.5, 1.7)
	a := m.num("Exp", "", 1.649, 0.2, x)
	b := m.num("Tanh", "", 0.929, 0.4, a)
	c := m.num("Add", "", 1.429, 0.4, b, x)
	d := m.num("Sigmoid", "", 0.807, 0.3, c)
	m.num("Mul", "y", 0.403, 1, d, x)
	m.num("Log", "z", 0.357, 1, c)
	return &m.g
}

// residual is a block with a way around it, in nested scopes.
func residual() *snapshot.Graph {
	m := newMaker()
	x := m.node("Input", "x", "", m.random(0, 1, 8, 64), m.random(0, 1e-2, 8, 64))
	h := m.affine("Block1/Affine1", "1", x, 8, 64, 64)
	h = m.node("ReLU", "", "Block1/ReLU1", m.random(0.4, 0.5, 8, 64), m.random(0, 1e-2, 8, 64), h)
	h = m.affine("Block1/Affine2", "2", h, 8, 64, 64)
	h = m.node("Add", "", "Block1", m.random(0.4, 1, 8, 64), m.random(0, 1e-2, 8, 64), h, x)
	h = m.affine("Affine3", "3", h, 8, 64, 10)
	t := m.node("Target", "t", "", m.random(0.1, 0.3, 8, 10), nil)
	m.node("SoftmaxWithLoss", "loss", "", one(0.2637), one(1), h, t)
	return &m.g
}

// twice applies a layer two times: its scope cannot be one box.
func twice() *snapshot.Graph {
	m := newMaker()
	x := m.node("Input", "x", "", m.random(0, 1, 8, 10), nil)
	w := m.node("Param", "W", "Affine1", m.random(0, 0.1, 10, 10), m.random(0, 1e-3, 10, 10))
	for range 2 {
		x = m.node("MatMul", "", "Affine1", m.random(0, 1, 8, 10), m.random(0, 1e-2, 8, 10), x, w)
		x = m.node("ReLU", "", "ReLU1", m.random(0, 1, 8, 10), m.random(0, 1e-2, 8, 10), x)
	}
	return &m.g
}

const longName = "the_quite_remarkably_long_name_of_a_variable_of_60_characters"

// long has names of 60 characters and characters that mean something in XML.
func long() *snapshot.Graph {
	m := newMaker()
	x := m.num("Input", longName[:60], 1, 2)
	y := m.num("Input", `<&">`, 1, 2)
	m.node("An"+longName[:58], longName[:60], longName[:60], one(3), one(1), x, y)
	z := m.num("An"+longName[:58], "", 3, 1, x, y)
	m.num("Exp", longName[:60], 3, 1, z)
	return &m.g
}

// broken has what goes wrong in training: NaN, infinities, both in a tensor, no gradient, data that were not sent.
func broken() *snapshot.Graph {
	m := newMaker()
	x := m.num("Input", "x", math.NaN(), math.Inf(1))
	y := m.num("Input", "y", math.Inf(-1), -1.234567e-9)
	z := m.num("Mul", "", math.Inf(1), 12345678, x, y)
	mixed := m.random(0, 1, 3, 4)
	mixed.Data[3], mixed.Data[7] = math.Inf(1), math.Inf(-1)
	lost := m.random(0, 1, 3, 4)
	lost.Data[0], lost.Data[1] = math.NaN(), math.NaN()
	w := m.node("Exp", "", "", mixed, lost, z)
	v := m.node("Log", "", "", m.random(0, 1, 3, 4), nil, w)
	m.node("Sum", "", "", &snapshot.Tensor{Shape: []int{3, 4}}, nil, v)
	return &m.g
}

// apart has three parts without a connection, one of them a single leaf.
func apart() *snapshot.Graph {
	m := newMaker()
	m.num("Exp", "a", 2.718, 1, m.num("Input", "x", 1, 2.718))
	m.num("Input", "unused", 1, 0)
	m.num("Add", "b", 5, 1, m.num("Input", "y", 2, 1), m.num("Input", "z", 3, 1))
	return &m.g
}

// names has what the others lack: values of operations with names, a number as a leaf, a leaf without name or number,
// an operation of many operands and one that is not in the table, a box with more parameters than lines.
func names() *snapshot.Graph {
	m := newMaker()
	x := m.node("Input", "x", "", m.random(0, 1, 8, 4), nil)
	half := m.num("Number", "", 0.5, 1)
	noise := m.node("Noise", "", "", m.random(0, 1, 8, 4), nil)
	h := m.node("Mul", "h", "", m.random(0, 1, 8, 4), m.random(0, 1, 8, 4), x, half)
	var ins []int
	for i := range 5 {
		p := m.node("Param", "p"+strconv.Itoa(i), "Many1", m.random(0, 1, 30, 100), m.random(0, 1, 30, 100))
		ins = append(ins, m.node("Mix", "", "Many1", m.random(0, 1, 8, 4), m.random(0, 1, 8, 4), h, p))
	}
	y := m.node("Concatenate", "scores", "", m.random(0, 1, 8, 20), m.random(0, 1, 8, 20), append(ins, noise)...)
	m.node("Sum", "", "", one(3), one(1), y, half, half, half, half, half)
	return &m.g
}

// chain is as many operations in a row.
func chain(n int) *snapshot.Graph {
	m := newMaker()
	x := m.num("Input", "x", 1, 1)
	for range n - 1 {
		x = m.num("Sigmoid", "", 0.7, 0.2, x)
	}
	return &m.g
}
