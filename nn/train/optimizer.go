package train

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Optimizer changes parameters, given their gradients.
type Optimizer[T tensor.Float] interface {
	// Update changes each Value, reading each Grad. It must be given the same parameters each time.
	Update(params []*graph.Node[T])
}

// SGD is stochastic gradient descent:
//
//	W ← W − η · ∂L/∂W
//
// with the learning rate η. Source: Saitoh, section 6.1.2; Robbins and Monro, A Stochastic Approximation Method (1951).
type SGD[T tensor.Float] struct{ LearningRate float64 }

func (o *SGD[T]) Update(params []*graph.Node[T]) {
	for _, p := range params {
		tensor.Axpy(T(-o.LearningRate), p.Grad.Data, p.Value.Data)
	}
}
