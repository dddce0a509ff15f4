package train

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

func init() { registerOptimizer("AdaGrad", func() Optimizer[float32] { return &AdaGrad[float32]{} }) }

// AdaGrad gives each element a learning rate of its own, which falls as its squared gradients add up:
//
//	h ← h + g²        W ← W − η · g / (√h + 1e-7)
//
// Source: Saitoh, section 6.1.5; Duchi, Hazan and Singer, Adaptive Subgradient Methods for Online Learning and
// Stochastic Optimization (2011).
type AdaGrad[T tensor.Float] struct {
	LearningRate float64

	h memory[T]
}

func (o *AdaGrad[T]) SetLearningRate(eta float64) { o.LearningRate = eta }

func (o *AdaGrad[T]) SetHyper(method.Values) {}

func (o *AdaGrad[T]) Prepare(params []layer.Param[T]) { o.h = newMemory(params, "h") }

func (o *AdaGrad[T]) State() []layer.Param[T] { return o.h }

func (o *AdaGrad[T]) Update(params []*graph.Node[T]) {
	if o.h == nil {
		prepare(o, params)
	}
	eta := T(o.LearningRate)
	for i, p := range params {
		kernel.AdaGrad(p.Value.Data, o.h[i].Value.Data, p.Grad.Data, eta)
	}
}
