// Package layer has the layers that a network is made of, and networks with parameters, made from a spec.Network.
//
// A layer computes nothing: Build applies operations to nodes of a graph, inside a scope that carries the layer's name,
// and returns the last of them. Its parameters are tensors that every graph built from it shares.
//
//	net, err := layer.New[float32](spec.TwoLayerNet(), rand.New(rand.NewPCG(1, 0)))   // 784-50-10 with ReLU
//	g := graph.New[float32]()
//	logits := net.Logits(g, g.Input("x", tensor.New[float32](100, 784)))
//
// Names of layers and of their parameters, and what networks are possible, are in package spec.
//
// # State
//
// Some layers learn without a gradient: BatchNormalization has running statistics, Dropout the seed of its masks. A
// graph of a Network leaves them as they are, in either mode, so that it can be looked at, checked and run again
// without a trace. Only the graphs of its Learner, which a trainer builds, move them.
package layer

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
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

// changing is a Layer that learns without a gradient, or draws again, at each Forward of training.
type changing[T tensor.Float] interface {
	// learner returns the layer, with the same parameters and state, whose graphs do so. What is random is drawn from
	// rng.
	learner(rng *rand.Rand) Layer[T]
}

// random is a Layer that draws at random.
type random interface {
	// seed is that of what was drawn last, and shared by all graphs.
	seed() *uint64
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
