// Package layer has the layers that a network is made of, and networks with parameters, made from a spec.Network.
//
// A layer computes nothing: Build applies operations to nodes of a graph, inside a scope that carries the layer's name, and returns the
// last of them. Its parameters are tensors that every graph built from it shares.
//
//	net, err := layer.New[float32](spec.TwoLayerNet(), rand.New(rand.NewPCG(1, 0)))   // 784-50-10 with ReLU
//	g := graph.New[float32]()
//	logits := net.Logits(g, g.Input("x", tensor.New[float32](100, 784)))
//
// Names of layers and of their parameters, and what networks are possible, are in package spec.
//
// # State
//
// Some layers learn without a gradient: BatchNormalization has running statistics, Dropout the seed of its masks. A graph of a Network
// leaves them as they are, in either mode, so that it can be looked at, checked and run again without a trace. Only the graphs of its
// Learner, which a trainer builds, move them.
package layer

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Layer is a noun that builds nodes.
type Layer[T tensor.Float] interface {
	// Build applies the layer to x, whose axis 0 is the batch, and returns the output.
	Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T]
}

// Param is a tensor that training changes: a parameter, by its gradient, or a part of the state.
type Param[T tensor.Float] struct {
	Name  string
	Value *tensor.Tensor[T]
	// Weight says that weight decay applies: it does not to a bias, gamma or beta.
	Weight bool
}

// Affine is the fully connected layer, a matrix product and a bias:
//
//	out = x·W + b        N×in · in×out + out → N×out
//
// with x of more axes flattened.
type Affine[T tensor.Float] struct {
	// Name is the scope.
	Name string
	W, B Param[T]
}

func (a *Affine[T]) Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	var out *graph.Node[T]
	g.Scope(a.Name, func() {
		product := g.Apply(op.MatMul[T]{}, x, g.Param(a.W.Name, a.W.Value))
		out = g.Apply(op.Add[T]{}, product, g.Param(a.B.Name, a.B.Value))
	})
	return out
}

// Convolution slides filters over images, and adds a bias to each filter's channel:
//
//	out = x * W + b        N×C×H×W * F×C×FH×FW + F → N×F×OH×OW
//
// with the sizes as in op.Convolution.
type Convolution[T tensor.Float] struct {
	Name        string
	W, B        Param[T]
	Stride, Pad int
}

func (c *Convolution[T]) Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	var out *graph.Node[T]
	g.Scope(c.Name, func() {
		o := &op.Convolution[T]{Stride: c.Stride, Pad: c.Pad}
		product := g.Apply(o, x, g.Param(c.W.Name, c.W.Value))
		out = g.Apply(op.Add[T]{}, product, g.Param(c.B.Name, c.B.Value))
	})
	return out
}

// Function is a layer of a single operation without parameters.
type Function[T tensor.Float] struct {
	// Name is the scope.
	Name string
	// New returns the operation for one node.
	New func() graph.Op[T]
}

func (f *Function[T]) Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	var out *graph.Node[T]
	g.Scope(f.Name, func() { out = g.Apply(f.New(), x) })
	return out
}
