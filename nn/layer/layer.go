// Package layer has the layers that a network is made of, and networks as plain, validated data.
//
// A layer computes nothing: Build applies operations to nodes of a graph, inside a scope that carries the layer's name, and returns the
// last of them. Its parameters are tensors that every graph built from it shares.
//
//	spec := layer.TwoLayerNet()                                   // 784-50-10 with ReLU
//	net, err := layer.New[float32](spec, rand.New(rand.NewPCG(1, 0)))
//	g := graph.New[float32]()
//	logits := net.Logits(g, g.Input("x", tensor.New[float32](100, 784)))
//
// Layers are numbered by kind, from 1: Affine1 has the parameters W1 and b1.
package layer

import (
	"fmt"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Layer is a noun that builds nodes.
type Layer[T tensor.Float] interface {
	// Build applies the layer to x, whose axis 0 is the batch, and returns the output.
	Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T]
	// Params returns the layer's parameters, if any, in a fixed order.
	Params() []Param[T]
}

// Param is a parameter: a tensor that training changes.
type Param[T tensor.Float] struct {
	Name  string
	Value *tensor.Tensor[T]
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

// InitStd is the standard deviation of fresh weights, as in the chapter.
const InitStd = 0.01

// NewAffine returns the layer Affine{n} with W{n} drawn from InitStd·N(0,1) and b{n} = 0.
func NewAffine[T tensor.Float](n, in, out int, rng *rand.Rand) *Affine[T] {
	w := tensor.New[T](in, out)
	for i := range w.Data {
		w.Data[i] = T(InitStd * rng.NormFloat64())
	}
	return &Affine[T]{
		Name: fmt.Sprintf("Affine%d", n),
		W:    Param[T]{fmt.Sprintf("W%d", n), w},
		B:    Param[T]{fmt.Sprintf("b%d", n), tensor.New[T](out)},
	}
}

func (a *Affine[T]) Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	var out *graph.Node[T]
	g.Scope(a.Name, func() {
		product := g.Apply(op.MatMul[T]{}, x, g.Param(a.W.Name, a.W.Value))
		out = g.Apply(op.Add[T]{}, product, g.Param(a.B.Name, a.B.Value))
	})
	return out
}

func (a *Affine[T]) Params() []Param[T] { return []Param[T]{a.W, a.B} }

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

func (f *Function[T]) Params() []Param[T] { return nil }
