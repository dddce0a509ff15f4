package layer

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// LayerNormalization gives the elements of each image the mean 0 and the variance 1, then gives each element a learned
// scale and shift:
//
//	out[n] = γ · (x[n] − μ[n]) / √(σ²[n] + ε) + β        N×… · … + … → N×…
//
// with the mean μ[n] and the variance σ²[n] of image n over all its elements, in all channels, in training and
// prediction alike. It has no running statistics, and works on a batch of one image.
//
// Source: Ba, Kiros and Hinton, Layer Normalization (2016).
type LayerNormalization[T tensor.Float] struct {
	Name        string
	Gamma, Beta Param[T]
}

func (l *LayerNormalization[T]) Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	var out *graph.Node[T]
	g.Scope(l.Name, func() {
		mean := g.Apply(op.RowMean[T]{}, x)
		variance := g.Apply(&op.RowVariance[T]{}, x)
		normal := g.Apply(&op.RowNormalize[T]{Epsilon: Epsilon}, x, mean, variance)
		scaled := g.Apply(op.Mul[T]{}, normal, g.Param(l.Gamma.Name, l.Gamma.Value))
		out = g.Apply(op.Add[T]{}, scaled, g.Param(l.Beta.Name, l.Beta.Value))
	})
	return out
}

func init() {
	register(spec.KindLayerNormalization, layerNormalization[float32], layerNormalization[float64])
}

func layerNormalization[T tensor.Float](p place[T]) Layer[T] {
	return &LayerNormalization[T]{Name: p.name, Gamma: p.params[0], Beta: p.params[1]}
}
