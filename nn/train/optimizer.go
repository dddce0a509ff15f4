package train

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Optimizer changes parameters, given their gradients. In the formulas of this package g is ∂L/∂W, η the learning rate, and all is done
// element by element.
type Optimizer[T tensor.Float] interface {
	// Update changes each Value, reading each Grad. It must be given the same parameters, in the same order, each time.
	Update(params []*graph.Node[T])
	// SetLearningRate may be called between updates; see Schedule.
	SetLearningRate(eta float64)
	// Prepare forgets what the optimizer knows, and makes room for these parameters. The first Update does it where nobody has.
	Prepare(params []layer.Param[T])
	// State is what has to be kept, beside the parameters, to go on later with the same bits. It is the optimizer's own memory: to
	// restore it, Prepare, then layer.Assign to the State.
	State() []layer.Param[T]
}

// Optimizers returns the names that NewOptimizer knows, in the order to show them.
func Optimizers() []string { return []string{"SGD", "Momentum", "AdaGrad", "RMSProp", "Adam"} }

// NewOptimizer returns the optimizer of that name with the figures that are usual for it.
func NewOptimizer[T tensor.Float](name string) (Optimizer[T], error) {
	switch name {
	case "SGD":
		return &SGD[T]{LearningRate: 0.1}, nil
	case "Momentum":
		return &Momentum[T]{LearningRate: 0.01, Momentum: 0.9}, nil
	case "AdaGrad":
		return &AdaGrad[T]{LearningRate: 0.01}, nil
	case "RMSProp":
		return &RMSProp[T]{LearningRate: 0.001, Decay: 0.99}, nil
	case "Adam":
		return &Adam[T]{LearningRate: 0.001, Beta1: 0.9, Beta2: 0.999}, nil
	}
	return nil, fmt.Errorf("train: there is no optimizer %q", name)
}

// SGD is stochastic gradient descent:
//
//	W ← W − η · g
//
// Source: Saitoh, section 6.1.2; Robbins and Monro, A Stochastic Approximation Method (1951).
type SGD[T tensor.Float] struct{ LearningRate float64 }

func (o *SGD[T]) SetLearningRate(eta float64) { o.LearningRate = eta }

func (o *SGD[T]) Prepare([]layer.Param[T]) {}

func (o *SGD[T]) State() []layer.Param[T] { return nil }

func (o *SGD[T]) Update(params []*graph.Node[T]) {
	for _, p := range params {
		tensor.Axpy(T(-o.LearningRate), p.Grad.Data, p.Value.Data)
	}
}

// memory is what an optimizer remembers: for each parameter, in their order, a tensor of its shape.
type memory[T tensor.Float] []layer.Param[T]

func newMemory[T tensor.Float](params []layer.Param[T], what string) memory[T] {
	var m memory[T]
	for _, p := range params {
		m = append(m, layer.Param[T]{Name: p.Name + "." + what, Value: tensor.New[T](p.Value.Shape...)})
	}
	return m
}

// prepare prepares o for its first Update.
func prepare[T tensor.Float](o Optimizer[T], nodes []*graph.Node[T]) {
	params := make([]layer.Param[T], len(nodes))
	for i, n := range nodes {
		params[i] = layer.Param[T]{Name: n.Name, Value: n.Value}
	}
	o.Prepare(params)
}
