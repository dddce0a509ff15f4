package train

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

func init() { registerOptimizer("Momentum", func() Optimizer[float32] { return &Momentum[float32]{} }) }

// Momentum lets the parameters move like a ball with friction, which the gradient pushes:
//
//	v ← μ · v − η · g        W ← W + v
//
// with the momentum μ, 0.9 by default.
//
// Source: Saitoh, section 6.1.4; Polyak, Some Methods of Speeding up the Convergence of Iteration Methods (1964).
type Momentum[T tensor.Float] struct {
	LearningRate, Momentum float64

	v memory[T]
}

func (o *Momentum[T]) SetLearningRate(eta float64) { o.LearningRate = eta }

func (o *Momentum[T]) SetHyper(v method.Values) { o.Momentum = v.Of(method.Momentum) }

func (o *Momentum[T]) Prepare(params []layer.Param[T]) { o.v = newMemory(params, "v") }

func (o *Momentum[T]) State() []layer.Param[T] { return o.v }

func (o *Momentum[T]) Update(params []*graph.Node[T]) {
	if o.v == nil {
		prepare(o, params)
	}
	mu, eta := T(o.Momentum), T(o.LearningRate)
	for i, p := range params {
		kernel.Momentum(p.Value.Data, o.v[i].Value.Data, p.Grad.Data, mu, eta)
	}
}
