package train

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

func init() { registerOptimizer("SGD", func() Optimizer[float32] { return &SGD[float32]{} }) }

// SGD is stochastic gradient descent:
//
//	W ← W − η · g
//
// Source: Saitoh, section 6.1.2; Robbins and Monro, A Stochastic Approximation Method (1951).
type SGD[T tensor.Float] struct{ LearningRate float64 }

func (o *SGD[T]) SetLearningRate(eta float64) { o.LearningRate = eta }

func (o *SGD[T]) SetHyper(method.Values) {}

func (o *SGD[T]) Prepare([]layer.Param[T]) {}

func (o *SGD[T]) State() []layer.Param[T] { return nil }

func (o *SGD[T]) Update(params []*graph.Node[T]) {
	for _, p := range params {
		tensor.Axpy(T(-o.LearningRate), p.Grad.Data, p.Value.Data)
	}
}
