package layer

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Alone is a layer without a network: see spec.Alone.
type Alone[T tensor.Float] struct {
	Params, State []Param[T]

	layer Layer[T]
}

// NewAlone makes a layer that spec.Alone has resolved. Rng draws the seed of a mask.
func NewAlone[T tensor.Float](r spec.Resolved, rng *rand.Rand) *Alone[T] {
	a := &Alone[T]{
		Params: newParams[T](r.Params, spec.InitZeros, rng),
		State:  newParams[T](r.State, spec.InitZeros, rng),
	}
	a.layer = build(place[T]{r.Layer, r.Name, a.Params, a.State, rng})
	return a
}

// Build applies the layer to x and, if its kind has a second input, to beside.
func (a *Alone[T]) Build(g *graph.Graph[T], x, beside *graph.Node[T]) *graph.Node[T] {
	if p, ok := a.layer.(*Pair[T]); ok {
		with := *p
		with.Beside = beside
		return with.Build(g, x)
	}
	return a.layer.Build(g, x)
}

// Pair is a layer of a single operation on two inputs. It is part of no network.
type Pair[T tensor.Float] struct {
	// Name is the scope of its node.
	Name string
	// New returns the operation for one node.
	New func() graph.Op[T]
	// Beside is the second input.
	Beside *graph.Node[T]
}

func (p *Pair[T]) Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	var out *graph.Node[T]
	g.Scope(p.Name, func() { out = g.Apply(p.New(), x, p.Beside) })
	return out
}

func init() {
	register(spec.KindAdd, sum[float32], sum[float64])
	register(spec.KindMul, product[float32], product[float64])
	register(spec.KindSoftmaxWithLoss, loss[float32], loss[float64])
}

func sum[T tensor.Float](p place[T]) Layer[T] {
	return &Pair[T]{Name: p.name, New: func() graph.Op[T] { return op.Add[T]{} }}
}

func product[T tensor.Float](p place[T]) Layer[T] {
	return &Pair[T]{Name: p.name, New: func() graph.Op[T] { return op.Mul[T]{} }}
}

func loss[T tensor.Float](p place[T]) Layer[T] {
	return &Pair[T]{Name: p.name, New: func() graph.Op[T] { return &op.SoftmaxWithLoss[T]{} }}
}
