package layer

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Spec describes a network as plain data.
type Spec = spec.Network

// TwoLayerNet and MLP are those in package spec.
func TwoLayerNet() Spec { return spec.TwoLayerNet() }

func MLP(in int, hidden []int, activation string, out int) Spec {
	return spec.MLP(in, hidden, activation, out)
}

// Network is a Spec with parameters. It builds itself into any number of graphs, which share the parameters.
type Network[T tensor.Float] struct {
	spec          Spec
	layers        []Layer[T]
	params, state []Param[T]
	rng           *rand.Rand
}

// New returns a network with fresh weights drawn from rng, layer by layer. It keeps rng: each Dropout draws from it
// once at every step of training. A network without Dropout draws nothing more. The error comes from Spec.Resolve.
func New[T tensor.Float](s Spec, rng *rand.Rand) (*Network[T], error) {
	layers, err := s.Resolve()
	if err != nil {
		return nil, err
	}
	net := &Network[T]{spec: s, rng: rng}
	for _, r := range layers {
		params, state := newParams[T](r.Params, s.Init, rng), newParams[T](r.State, s.Init, rng)
		net.layers = append(net.layers, build(place[T]{r.Layer, r.Name, params, state, rng}))
		net.params = append(net.params, params...)
		net.state = append(net.state, state...)
	}
	return net, nil
}

// InitStd is the standard deviation of fresh weights, as in the chapter, unless the Spec says otherwise.
const InitStd = 0.01

func newParams[T tensor.Float](described []spec.Tensor, init string, rng *rand.Rand) []Param[T] {
	var ps []Param[T]
	for _, d := range described {
		p := Param[T]{Name: d.Name, Value: tensor.New[T](d.Shape...), Weight: d.FanIn > 0}
		p.Value.Fill(T(d.Start))
		if p.Weight && init != spec.InitZeros {
			std := InitStd
			switch init {
			case spec.InitStandard:
				std = 1
			case spec.InitXavier:
				std = math.Sqrt(1 / float64(d.FanIn))
			case spec.InitHe:
				std = math.Sqrt(2 / float64(d.FanIn))
			}
			for i := range p.Value.Data {
				p.Value.Data[i] = T(std * rng.NormFloat64())
			}
		}
		ps = append(ps, p)
	}
	return ps
}

// Learner returns a network with the same parameters and state, whose graphs learn: at each Forward in Train mode
// Dropout draws a new mask, and the running statistics of BatchNormalization follow the batch.
func (n *Network[T]) Learner() *Network[T] {
	learner := *n
	learner.layers = slices.Clone(n.layers)
	for i, l := range learner.layers {
		if l, ok := l.(changing[T]); ok {
			learner.layers[i] = l.learner(n.rng)
		}
	}
	return &learner
}

// Spec returns what the network was made from.
func (n *Network[T]) Spec() Spec { return n.spec }

// Params returns the parameters in the order of the layers, which is also that of Graph.Params. Writing to their values
// changes the network.
func (n *Network[T]) Params() []Param[T] { return n.params }

// State returns the rest of a trained network, its running statistics, in the order of the layers.
func (n *Network[T]) State() []Param[T] { return n.state }

// Size returns how many numbers the parameters hold.
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

// Loss applies every layer to x, then SoftmaxWithLoss with the target t; see op.SoftmaxWithLoss.
func (n *Network[T]) Loss(g *graph.Graph[T], x, t *graph.Node[T]) *graph.Node[T] {
	return Loss(g, n.Logits(g, x), t)
}

// Loss applies SoftmaxWithLoss to logits with the target t.
func Loss[T tensor.Float](g *graph.Graph[T], logits, t *graph.Node[T]) *graph.Node[T] {
	var loss *graph.Node[T]
	g.Scope("SoftmaxWithLoss", func() { loss = g.Apply(&op.SoftmaxWithLoss[T]{}, logits, t) })
	loss.Name = "loss"
	return loss
}
