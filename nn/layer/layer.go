// Package layer holds the layers that a network is made of. It makes networks with parameters from a spec.Network.
//
// A layer computes nothing itself: Build applies operations to nodes of a graph, in a scope with the layer's name, and
// returns the last node. Its parameters are tensors that every graph built from it shares.
//
//	net, err := layer.New[float32](spec.TwoLayerNet(), rand.New(rand.NewPCG(1, 0)))   // 784-50-10 with ReLU
//	g := graph.New[float32]()
//	logits := net.Logits(g, g.Input("x", tensor.New[float32](100, 784)))
//
// Package spec says how layers and their parameters are named, and which networks are possible.
//
// # State
//
// Some layers change without a gradient: BatchNormalization has running statistics, Dropout the seed of its masks. A
// graph of a Network never changes this state, in either mode, so that it can be inspected, checked and run again. Only
// the graphs of its Learner, which a trainer builds, change it.
package layer

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Layer builds the nodes that compute it.
type Layer[T tensor.Float] interface {
	// Build applies the layer to x, whose axis 0 is the batch, and returns the output.
	Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T]
}

// Param is a tensor that training changes: a parameter, which follows its gradient, or a part of the state.
type Param[T tensor.Float] struct {
	Name  string
	Value *tensor.Tensor[T]
	// Weight says that weight decay applies. It does not apply to a bias, gamma or beta.
	Weight bool
}

// changing is a Layer that learns without a gradient, or draws at random, at each Forward of training.
type changing[T tensor.Float] interface {
	// learner returns a layer with the same parameters and state whose graphs do so. It draws from rng.
	learner(rng *rand.Rand) Layer[T]
}

// random is a Layer that draws at random.
type random interface {
	// seed is the seed of the latest draw. All graphs share it.
	seed() *uint64
}

// Function is a layer of a single operation without parameters.
type Function[T tensor.Float] struct {
	// Name is the scope of its node.
	Name string
	// New returns the operation for one node.
	New func() graph.Op[T]
}

func (f *Function[T]) Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	var out *graph.Node[T]
	g.Scope(f.Name, func() { out = g.Apply(f.New(), x) })
	return out
}
