package layer

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Affine is the fully connected layer, a matrix product and a bias:
//
//	out = x·W + b        N×in · in×out + out → N×out
//
// An x with more axes is flattened.
type Affine[T tensor.Float] struct {
	// Name is the scope of its nodes.
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

func init() { register(spec.KindAffine, affine[float32], affine[float64]) }

func affine[T tensor.Float](p place[T]) Layer[T] {
	return &Affine[T]{Name: p.name, W: p.params[0], B: p.params[1]}
}
