package graph

import "github.com/inkgrad/inkgrad/nn/tensor"

// KindConstant is the kind of a leaf that never changes: a number in a formula.
const KindConstant = "Constant"

// Constant makes a leaf without a name, as Input does, that never has a gradient.
func (g *Graph[T]) Constant(v *tensor.Tensor[T]) *Node[T] {
	return g.add(&Node[T]{Kind: KindConstant, Value: v}, false)
}
