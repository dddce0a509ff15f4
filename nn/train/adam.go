package train

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

func init() { registerOptimizer("Adam", func() Optimizer[float32] { return &Adam[float32]{} }) }

// Adam follows moving averages of the gradient and of its square, both corrected for their start at 0. At update t,
// from 1:
//
//	m ← m + (1 − β₁) · (g − m)        v ← v + (1 − β₂) · (g² − v)
//	W ← W − η · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + 1e-7)
//
// with β₁ = 0.9 and β₂ = 0.999 by default.
//
// Source: Saitoh, section 6.1.6; Kingma and Ba, Adam: A Method for Stochastic Optimization (2015), in the form at the
// end of its section 2.
type Adam[T tensor.Float] struct {
	LearningRate, Beta1, Beta2 float64

	m, v  memory[T]
	steps layer.Param[T] // t, of shape [1]; a float32 counts to 16 million
}

func (o *Adam[T]) SetLearningRate(eta float64) { o.LearningRate = eta }

func (o *Adam[T]) SetHyper(v method.Values) {
	o.Beta1, o.Beta2 = v.Of(method.Momentum), v.Of(method.Beta2)
}

func (o *Adam[T]) Prepare(params []layer.Param[T]) {
	o.m, o.v = newMemory(params, "m"), newMemory(params, "v")
	o.steps = layer.Param[T]{Name: "steps", Value: tensor.New[T](1)}
}

func (o *Adam[T]) State() []layer.Param[T] {
	if o.m == nil {
		return nil
	}
	return append(append([]layer.Param[T]{o.steps}, o.m...), o.v...)
}

func (o *Adam[T]) Update(params []*graph.Node[T]) {
	if o.m == nil {
		prepare(o, params)
	}
	t := &o.steps.Value.Data[0]
	*t++
	n := float64(*t)
	eta := T(o.LearningRate * math.Sqrt(1-math.Pow(o.Beta2, n)) / (1 - math.Pow(o.Beta1, n)))
	b1, b2 := T(1-o.Beta1), T(1-o.Beta2)
	for i, p := range params {
		kernel.Adam(p.Value.Data, o.m[i].Value.Data, o.v[i].Value.Data, p.Grad.Data, b1, b2, eta)
	}
}
