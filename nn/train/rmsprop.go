package train

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

func init() { registerOptimizer("RMSProp", func() Optimizer[float32] { return &RMSProp[float32]{} }) }

// RMSProp is AdaGrad with a fading memory, so that the learning rates do not keep falling:
//
//	h ← ρ · h + (1 − ρ) · g²        W ← W − η · g / (√h + 1e-7)
//
// with the decay ρ, 0.99 by default.
//
// Source: Saitoh, section 6.1.5; Tieleman and Hinton, Neural Networks for Machine Learning, lecture 6.5 (2012).
type RMSProp[T tensor.Float] struct {
	LearningRate, Decay float64

	h memory[T]
}

func (o *RMSProp[T]) SetLearningRate(eta float64) { o.LearningRate = eta }

func (o *RMSProp[T]) SetHyper(v method.Values) { o.Decay = v.Of(method.Decay) }

func (o *RMSProp[T]) Prepare(params []layer.Param[T]) { o.h = newMemory(params, "h") }

func (o *RMSProp[T]) State() []layer.Param[T] { return o.h }

func (o *RMSProp[T]) Update(params []*graph.Node[T]) {
	if o.h == nil {
		prepare(o, params)
	}
	rho, eta := T(o.Decay), T(o.LearningRate)
	for i, p := range params {
		kernel.RMSProp(p.Value.Data, o.h[i].Value.Data, p.Grad.Data, rho, eta)
	}
}
