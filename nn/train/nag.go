package train

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

func init() { registerOptimizer("NAG", func() Optimizer[float32] { return &NAG[float32]{} }) }

// NAG is Nesterov's accelerated gradient: Momentum that takes the gradient not where the ball is, but where its
// movement is about to carry it. If the ball is at θ,
//
//	v ← μ · v − η · ∂L/∂W(θ + μ · v)        θ ← θ + v
//
// A network computes gradients at its own parameters. So these are not θ but the point ahead, W = θ + μ · v, for which
// the same movement is
//
//	v ← μ · v − η · g        W ← W + μ · v − η · g
//
// with the momentum μ, 0.9 by default, and with the new v in the formula of W.
//
// Source: Nesterov, A Method of Solving a Convex Programming Problem with Convergence Rate O(1/k²) (1983); Sutskever et
// al., On the Importance of Initialization and Momentum in Deep Learning (2013), section 2; for the form with W,
// Bengio, Boulanger-Lewandowski and Pascanu, Advances in Optimizing Recurrent Networks (2013), section 3.5. The book's
// code is in common/optimizer.py.
type NAG[T tensor.Float] struct {
	LearningRate, Momentum float64

	v memory[T]
}

func (o *NAG[T]) SetLearningRate(eta float64) { o.LearningRate = eta }

func (o *NAG[T]) SetHyper(v method.Values) { o.Momentum = v.Of(method.Momentum) }

func (o *NAG[T]) Prepare(params []layer.Param[T]) { o.v = newMemory(params, "v") }

func (o *NAG[T]) State() []layer.Param[T] { return o.v }

func (o *NAG[T]) Update(params []*graph.Node[T]) {
	if o.v == nil {
		prepare(o, params)
	}
	mu, eta := T(o.Momentum), T(o.LearningRate)
	for i, p := range params {
		w, v := p.Value.Data, o.v[i].Value.Data
		// Each product is rounded by itself, even on processors with a fused multiply-add: see package kernel.
		for j, g := range p.Grad.Data {
			step := T(eta * g)
			v[j] = T(mu*v[j]) - step
			w[j] += T(mu*v[j]) - step
		}
	}
}
