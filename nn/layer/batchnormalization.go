package layer

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// BatchNormalization gives every element the mean 0 and the variance 1 over the batch, then a scale and a shift that
// are learned:
//
//	out = γ · (x − μ) / √(σ² + ε) + β        N×… · … + … → N×…
//
// with the batch's mean μ and variance σ² in Train mode, and the running ones in Test mode. An image is normalized
// element by element, as in the book: γ and β have C×H×W elements, where other programs have one a channel.
//
// Source: Saitoh, section 6.3; Ioffe and Szegedy (2015), see op.Normalize.
type BatchNormalization[T tensor.Float] struct {
	Name                    string
	Gamma, Beta             Param[T]
	RunningMean, RunningVar Param[T]
	// Momentum is the part of the running statistics that remains when they follow a batch:
	//
	//	running ← momentum · running + (1 − momentum) · batch's
	Momentum float64
	// Learning makes the running statistics follow, at each Forward in Train mode.
	Learning bool
}

// Epsilon is ε, which is added to a variance, as in the book.
const Epsilon = 1e-6

func (b *BatchNormalization[T]) Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	var out *graph.Node[T]
	g.Scope(b.Name, func() {
		mean := g.Apply(&op.Mean[T]{Running: b.running(b.RunningMean)}, x)
		variance := g.Apply(&op.Variance[T]{Running: b.running(b.RunningVar)}, x)
		normal := g.Apply(&op.Normalize[T]{Epsilon: Epsilon}, x, mean, variance)
		scaled := g.Apply(op.Mul[T]{}, normal, g.Param(b.Gamma.Name, b.Gamma.Value))
		out = g.Apply(op.Add[T]{}, scaled, g.Param(b.Beta.Name, b.Beta.Value))
	})
	return out
}

func (b *BatchNormalization[T]) running(p Param[T]) op.Running[T] {
	r := op.Running[T]{Value: p.Value}
	if b.Learning {
		r.Follow = 1 - b.Momentum
	}
	return r
}

// learner returns a layer whose running statistics follow the batches.
func (b *BatchNormalization[T]) learner(*rand.Rand) Layer[T] {
	learner := *b
	learner.Learning = true
	return &learner
}

func init() {
	register(spec.KindBatchNormalization, batchNormalization[float32], batchNormalization[float64])
}

func batchNormalization[T tensor.Float](p place[T]) Layer[T] {
	s := p.spec.(spec.BatchNormalization)
	return &BatchNormalization[T]{Name: p.name, Gamma: p.params[0], Beta: p.params[1],
		RunningMean: p.state[0], RunningVar: p.state[1], Momentum: s.Momentum}
}
