// Package graph is the computational graph: values, the operations that made them, and the gradients that flow back.
//
// Applying an operation to nodes makes a node. Forward computes the values in the order in which the nodes were made.
// Backward computes the gradients in the opposite order, and adds them up where a value was used more than once:
//
//	g := graph.New[float64]()
//	x := g.Param("x", tensor.FromSlice([]float64{3}, 1))
//	y := g.Apply(op.Mul[float64]{}, x, x)
//	g.Forward(graph.Train)
//	g.Backward(y) // y = 9, x.Grad = 6
//
// A node and its buffers are made once and computed many times. Forward and Backward allocate nothing.
//
// Source: reverse-mode differentiation as in Saitoh, Deep Learning from Scratch, chapter 5; Baydin et al., Automatic
// Differentiation in Machine Learning: a Survey (2018).
package graph

import (
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Mode says what a forward pass is for. Some operations (Dropout, BatchNormalization) differ between the two.
type Mode int

const (
	Train Mode = iota
	Test
)

// Op is a differentiable operation. It writes into buffers that the graph owns.
type Op[T tensor.Float] interface {
	// Kind is the operation's name in the field's words: MatMul.
	Kind() string
	// Shape returns the shape of the output. The error says what the operation got and what it needs.
	Shape(in ...[]int) ([]int, error)
	// Forward computes dst from in.
	Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], mode Mode)
	// Backward adds to each din the gradient with respect to that input, given dout, the gradient with respect to the
	// output, and what Forward last read and wrote. It skips a din that is nil. It never writes dout, out or in.
	Backward(din []*tensor.Tensor[T], dout, out *tensor.Tensor[T], in []*tensor.Tensor[T])
}

// SparseReader is an Op that can read sparse inputs. The inputs of any other Op must be dense.
type SparseReader interface{ ReadsSparse(input int) bool }

// Settled is an Op that reads nothing in Test mode: what it puts out then was learned, or is a setting. A Snapshot
// shows its node as a leaf of that kind and name, without the inputs, which it did not read, and without a gradient, as
// it passes none on.
type Settled interface{ InTest() (kind, name string) }

// Composite is an Op that computes several operations in one, faster or more exactly than they would one by one. A
// graph that is built to be looked at has them as nodes of their own: see Graph.Unfold.
type Composite[T tensor.Float] interface {
	Op[T]
	// Unfolded makes the nodes of the parts of an operation whose Shape was asked for, and returns the last one. They
	// compute by the operation itself: its output, and the gradients of its inputs, are the same bits.
	Unfolded(g *Graph[T], inputs ...*Node[T]) *Node[T]
}

// Kinked is an Op that is made of smooth pieces, such as ReLU: where they meet, at a kink, it has no derivative, and
// Backward takes that of one of them. Every Op that is not differentiable everywhere says so by being Kinked. Whoever
// compares gradients with differences asks whether both ends of a difference lie on the piece that Backward took:
//
//	y.Along(values, pieces, true) // notes the pieces
//	move(x)                       // and run Forward
//	y.Along(values, pieces, false) // is y.Value where no kink was crossed
type Kinked[T tensor.Float] interface {
	Op[T]
	// Along computes dst as Forward does, but on those pieces, wherever the inputs are. Pieces has a number for each
	// element of the output. With choose, Along first sets it to the pieces that the inputs are on, after a Forward
	// with them; at a kink it is the one whose derivative Backward takes. It returns what happens at a kink, for a
	// learner: its input crosses 0.
	Along(dst []T, in []*tensor.Tensor[T], pieces []int32, choose bool) (crossing string)
}

// The kinds of leaves.
const (
	KindInput  = "Input"  // what the network is asked about
	KindTarget = "Target" // what it should answer
	KindParam  = "Param"  // what training changes
)

// Node is a value of the computation.
type Node[T tensor.Float] struct {
	// Kind is the operation's, or KindInput, KindTarget, KindParam or KindConstant for a leaf.
	Kind string
	// Name is what the field calls the value (x, W1, loss), or "".
	Name string
	// Scope is the path of the layer that made the node; see Graph.Scope.
	Scope string
	// Value is the forward value.
	Value *tensor.Tensor[T]
	// Grad is the gradient, with respect to Value, of the node that Backward was called on. It is nil if nothing needs
	// it.
	Grad *tensor.Tensor[T]

	id      int
	op      Op[T] // nil for a leaf
	inputs  []*Node[T]
	in, din []*tensor.Tensor[T] // the inputs' Value and Grad
}

// Graph is a list of nodes, each after its inputs. The zero Graph is ready to use.
type Graph[T tensor.Float] struct {
	// InputGradient asks for gradients with respect to Inputs, too. Training does not need them, and the first layer's
	// costs as much as its forward pass. Set it before calling Input.
	InputGradient bool
	// Replace, if set, is called for each operation that is applied, with its scope, and returns the operation to use
	// instead. Lessons plant mistakes with it.
	Replace func(scope string, op Op[T]) Op[T]
	// Unfold makes Apply take each Composite apart.
	Unfold bool

	nodes []*Node[T]
	scope string
	mode  Mode // of the last Forward
	err   error
}

// New returns an empty graph.
func New[T tensor.Float]() *Graph[T] { return &Graph[T]{} }

// Input makes a leaf whose value is v itself, not a copy: write to v and run Forward to compute with other numbers.
func (g *Graph[T]) Input(name string, v *tensor.Tensor[T]) *Node[T] {
	return g.add(&Node[T]{Kind: KindInput, Name: name, Value: v}, g.InputGradient)
}

// Target makes a leaf, as Input does, that never has a gradient.
func (g *Graph[T]) Target(name string, v *tensor.Tensor[T]) *Node[T] {
	return g.add(&Node[T]{Kind: KindTarget, Name: name, Value: v}, false)
}

// Param makes a leaf, as Input does, that always has a gradient.
func (g *Graph[T]) Param(name string, v *tensor.Tensor[T]) *Node[T] {
	return g.add(&Node[T]{Kind: KindParam, Name: name, Value: v}, true)
}

func (g *Graph[T]) add(n *Node[T], grad bool) *Node[T] {
	n.id, n.Scope = len(g.nodes), g.scope
	if grad {
		n.Grad = tensor.New[T](n.Value.Shape...)
	}
	g.nodes = append(g.nodes, n)
	return n
}

// Apply makes the node op(inputs). If the shapes do not fit, Err reports it and the node has no value. Nor has any node
// that is made from it. Inputs must be nodes of g.
func (g *Graph[T]) Apply(op Op[T], inputs ...*Node[T]) *Node[T] {
	if g.Replace != nil {
		op = g.Replace(g.scope, op)
	}
	n := &Node[T]{Kind: op.Kind(), op: op, inputs: slices.Clone(inputs)}
	shapes := make([][]int, len(inputs))
	grad := false
	for i, x := range inputs {
		if x.Value == nil { // made by an Apply that failed: Err is set
			return n
		}
		if x.id >= len(g.nodes) || g.nodes[x.id] != x {
			panic("graph: Apply to a node of another graph")
		}
		shapes[i] = x.Value.Shape
		n.in = append(n.in, x.Value)
		n.din = append(n.din, x.Grad)
		grad = grad || x.Grad != nil
	}
	shape, err := op.Shape(shapes...)
	if err != nil {
		g.fail(err)
		return n
	}
	if c, ok := op.(Composite[T]); ok && g.Unfold {
		return c.Unfolded(g, inputs...)
	}
	n.Value = tensor.New[T](shape...)
	return g.add(n, grad)
}

func (g *Graph[T]) fail(err error) {
	if g.err != nil {
		return
	}
	if g.scope != "" {
		err = fmt.Errorf("%s: %w", g.scope, err)
	}
	g.err = fmt.Errorf("graph: %w", err)
}

// Err returns the first error of Apply.
func (g *Graph[T]) Err() error { return g.err }

// Scope runs build with name added to the scope, after a slash. The nodes that build makes are in that scope.
func (g *Graph[T]) Scope(name string, build func()) {
	outer := g.scope
	if outer != "" {
		name = outer + "/" + name
	}
	g.scope = name
	build()
	g.scope = outer
}

// Params returns the Param leaves in the order in which they were made.
func (g *Graph[T]) Params() []*Node[T] {
	var ps []*Node[T]
	for _, n := range g.nodes {
		if n.Kind == KindParam {
			ps = append(ps, n)
		}
	}
	return ps
}

// Nodes returns the nodes in the order in which they were made. The slice is the graph's own.
func (g *Graph[T]) Nodes() []*Node[T] { return g.nodes }

// Inputs returns the operands of a node, in order; a leaf has none. The slice is the node's own.
func (n *Node[T]) Inputs() []*Node[T] { return n.inputs }

// Op returns the operation of a node, or nil for a leaf. It belongs to the node: see Copied.
func (n *Node[T]) Op() Op[T] { return n.op }

// Copied returns a copy of an operation for another node: with the same settings, and with buffers of its own, which
// Shape makes.
func Copied[T tensor.Float](op Op[T]) Op[T] {
	v := reflect.ValueOf(op)
	if v.Kind() != reflect.Pointer {
		return op
	}
	c := reflect.New(v.Type().Elem())
	c.Elem().Set(v.Elem())
	return c.Interface().(Op[T])
}

// Mode is that of the last Forward.
func (g *Graph[T]) Mode() Mode { return g.mode }

// Kinked reports whether the operation of n has kinks.
func (n *Node[T]) Kinked() bool {
	_, ok := n.op.(Kinked[T])
	return ok
}

// Along is that of the operation of n, which must be Kinked, with its inputs as they are.
func (n *Node[T]) Along(dst []T, pieces []int32, choose bool) (crossing string) {
	return n.op.(Kinked[T]).Along(dst, n.in, pieces, choose)
}

// Forward computes every node's Value. It panics if Err is not nil.
func (g *Graph[T]) Forward(mode Mode) { g.forward(g.nodes, mode) }

// ForwardFrom is Forward after a change of the leaf n alone: it computes the nodes that were made after n, for no other
// depends on it.
func (g *Graph[T]) ForwardFrom(n *Node[T], mode Mode) { g.forward(g.nodes[n.id:], mode) }

func (g *Graph[T]) forward(nodes []*Node[T], mode Mode) {
	if g.err != nil {
		panic(g.err)
	}
	g.mode = mode
	for _, n := range nodes {
		if n.op == nil {
			continue
		}
		for i, x := range n.in {
			if x.Sparse() != nil && !n.readsSparse(i) {
				panic(fmt.Sprintf("graph: %s reads %s, which is sparse", n.Kind, n.inputs[i].Name))
			}
		}
		n.op.Forward(n.Value, n.in, mode)
	}
}

// readsSparse reports whether an operand of n may be sparse.
func (n *Node[T]) readsSparse(input int) bool {
	op, ok := n.op.(SparseReader)
	return ok && op.ReadsSparse(input)
}

// CanBeSparse reports whether every operation that reads x can read a sparse value.
func (g *Graph[T]) CanBeSparse(x *Node[T]) bool {
	for _, n := range g.nodes {
		for i, input := range n.inputs {
			if input == x && !n.readsSparse(i) {
				return false
			}
		}
	}
	return true
}

// Backward computes the Grad of every node that needs one: the gradient of the sum of y's elements, with the values
// that the last Forward left. It panics if y does not depend on a Param (or, with InputGradient, on an Input).
func (g *Graph[T]) Backward(y *Node[T]) { g.BackwardFrom(y, 1) }

// BackwardFrom is Backward for a y that is not the end of the computation: dout is the gradient of each of its
// elements.
func (g *Graph[T]) BackwardFrom(y *Node[T], dout T) {
	if y.Grad == nil {
		panic("graph: Backward from a node without a gradient")
	}
	for _, n := range g.nodes {
		if n.Grad != nil {
			n.Grad.Zero()
		}
	}
	y.Grad.Fill(dout)
	for i := y.id; i >= 0; i-- {
		if n := g.nodes[i]; n.op != nil && n.Grad != nil {
			n.op.Backward(n.din, n.Grad, n.Value, n.in)
		}
	}
}

// Snapshot copies the nodes as they are now into plain data: what the last Forward computed them from, and the values.
func (g *Graph[T]) Snapshot() *snapshot.Graph {
	s := &snapshot.Graph{Nodes: make([]snapshot.Node, len(g.nodes))}
	for i, n := range g.nodes {
		if op, ok := n.op.(Settled); ok && g.mode == Test {
			kind, name := op.InTest()
			s.Nodes[i] = snapshot.Node{ID: n.id, Kind: kind, Name: name, Scope: n.Scope, Inputs: []int{},
				Shape: slices.Clone(n.Value.Shape), Value: plain(n.Value)}
			continue
		}
		inputs := make([]int, len(n.inputs))
		for j, x := range n.inputs {
			inputs[j] = x.id
		}
		s.Nodes[i] = snapshot.Node{
			ID: n.id, Kind: n.Kind, Name: n.Name, Scope: n.Scope, Inputs: inputs,
			Shape: slices.Clone(n.Value.Shape), Value: plain(n.Value), Grad: plain(n.Grad), Local: n.local(),
		}
		s.Nodes[i].Kink = s.Nodes[i].Local != nil && n.onKink(g.mode)
	}
	return s
}

// local returns the derivatives of a scalar with respect to its inputs, if they are scalars: what Backward gives for
// dout = 1.
func (n *Node[T]) local() []float64 {
	if n.op == nil || len(n.Value.Data) != 1 {
		return nil
	}
	din := make([]*tensor.Tensor[T], len(n.in))
	for i, x := range n.in {
		if len(x.Data) != 1 {
			return nil
		}
		din[i] = tensor.New[T](x.Shape...)
	}
	one := tensor.New[T](n.Value.Shape...)
	one.Fill(1)
	n.op.Backward(din, one, n.Value, n.in)
	local := make([]float64, len(din))
	for i, d := range din {
		local[i] = float64(d.Data[0])
	}
	return local
}

// smallStep is far above the roundings of a number, and far below what a learner types.
const smallStep = 0x1p-20

// onKink reports whether a scalar stands on a kink of its operation: after a small step of an input, to one side or the
// other, the operation has left the piece that it was on.
func (n *Node[T]) onKink(mode Mode) (left bool) {
	op, ok := n.op.(Kinked[T])
	if !ok {
		return false
	}
	value, along, piece := tensor.New[T](n.Value.Shape...), make([]T, 1), make([]int32, 1)
	op.Along(along, n.in, piece, true)
	for _, x := range n.in { // an input that is there twice moves as one
		w := x.Data[0]
		step := max(T(math.Abs(float64(w)))*smallStep, 1e-30)
		for _, d := range []T{step, -step} {
			x.Data[0] = w + d
			op.Forward(value, n.in, mode)
			op.Along(along, n.in, piece, false)
			left = left || math.Abs(float64(value.Data[0]-along[0])) > float64(step)/100
		}
		x.Data[0] = w
	}
	op.Forward(value, n.in, mode)
	return left
}

func plain[T tensor.Float](t *tensor.Tensor[T]) *snapshot.Tensor {
	if t == nil {
		return nil
	}
	data := t.Dense()
	s := &snapshot.Tensor{Shape: slices.Clone(t.Shape), Data: make([]float64, len(data))}
	tensor.Convert(s.Data, data)
	return s
}
