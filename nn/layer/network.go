package layer

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Network is a Spec with parameters. It builds itself into any number of graphs, which share the parameters.
type Network[T tensor.Float] struct {
	spec   Spec
	layers []Layer[T]
	params []Param[T]
}

// New returns a network with fresh weights drawn from rng, layer by layer. The error is that of Spec.Validate.
func New[T tensor.Float](spec Spec, rng *rand.Rand) (*Network[T], error) {
	shapes, err := spec.Shapes()
	if err != nil {
		return nil, err
	}
	net := &Network[T]{spec: spec}
	names := spec.names()
	in, affines := tensor.Size(spec.Input), 0
	for i, l := range spec.Layers {
		out := tensor.Size(shapes[i])
		switch l.Kind {
		case KindAffine:
			affines++
			net.add(NewAffine[T](affines, in, out, rng))
		case KindReLU:
			net.add(&Function[T]{names[i], func() graph.Op[T] { return op.ReLU[T]{} }})
		case KindSigmoid:
			net.add(&Function[T]{names[i], func() graph.Op[T] { return op.Sigmoid[T]{} }})
		}
		in = out
	}
	return net, nil
}

func (n *Network[T]) add(l Layer[T]) {
	n.layers = append(n.layers, l)
	n.params = append(n.params, l.Params()...)
}

// Spec returns what the network was made from.
func (n *Network[T]) Spec() Spec { return n.spec }

// Params returns the parameters, in the order of the layers. Writing to their values changes the network.
func (n *Network[T]) Params() []Param[T] { return n.params }

// Size returns the number of parameters, counted as numbers.
func (n *Network[T]) Size() int {
	size := 0
	for _, p := range n.params {
		size += len(p.Value.Data)
	}
	return size
}

// Logits applies every layer to x, a batch of images.
func (n *Network[T]) Logits(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	for _, l := range n.layers {
		x = l.Build(g, x)
	}
	return x
}

// Loss applies every layer to x, and SoftmaxWithLoss with the target t (see op.SoftmaxWithLoss) to the result.
func (n *Network[T]) Loss(g *graph.Graph[T], x, t *graph.Node[T]) *graph.Node[T] {
	logits := n.Logits(g, x)
	var loss *graph.Node[T]
	g.Scope("SoftmaxWithLoss", func() { loss = g.Apply(&op.SoftmaxWithLoss[T]{}, logits, t) })
	loss.Name = "loss"
	return loss
}

// Set copies the values of params, which must have the network's names and shapes, in any order. On an error the network is unchanged.
func Set[D, S tensor.Float](net *Network[D], params []Param[S]) error {
	if len(params) != len(net.params) {
		return fmt.Errorf("layer: %d parameters for a network of %d", len(params), len(net.params))
	}
	sources := make([]*tensor.Tensor[S], len(net.params))
	for i, p := range net.params {
		j := slices.IndexFunc(params, func(q Param[S]) bool { return q.Name == p.Name })
		if j < 0 {
			return fmt.Errorf("layer: there is no parameter %s", p.Name)
		}
		if !slices.Equal(params[j].Value.Shape, p.Value.Shape) {
			return fmt.Errorf("layer: %s has shape %v, needs %v", p.Name, params[j].Value.Shape, p.Value.Shape)
		}
		sources[i] = params[j].Value
	}
	for i, p := range net.params {
		tensor.Convert(p.Value.Data, sources[i].Data)
	}
	return nil
}

// Convert returns a copy of net with other elements: the gradient check takes a float32 network to float64.
func Convert[D, S tensor.Float](net *Network[S]) *Network[D] {
	c, err := New[D](net.spec, rand.New(rand.NewPCG(0, 0)))
	if err == nil {
		err = Set(c, net.params)
	}
	if err != nil {
		panic("layer: Convert: " + err.Error()) // net was made from the same Spec
	}
	return c
}
