// Package snapshot is a computational graph as plain data: what graph.Snapshot copies out of the nodes that computed,
// and all that views and messages see of them.
//
// The package imports nothing of the core, so that a page can show a graph without linking the mathematics. The element
// type ends here: values are float64 whatever the network computed in (a float32 is exactly representable).
package snapshot

import "math"

// Graph is one computation: its nodes in an order in which every node comes after its inputs.
type Graph struct {
	Nodes []Node
}

// Node is one value of the computation and how it came to be.
type Node struct {
	// ID is the node's place in Graph.Nodes, from 0.
	ID int
	// Kind is the operation (MatMul, Add, ReLU, ...), or Input, Target, Param or Constant for a leaf. An operation that
	// reads nothing for a prediction is a leaf there: RunningMean, RunningVariance or KeptShare.
	Kind string
	// Name is what the field calls this value (x, t, W1, b1, loss), or "".
	Name string
	// Scope is the path of the layer that built the node, outermost first, joined by "/" (Affine1); "" at top level.
	Scope string
	// Inputs are the IDs of the operands, in order.
	Inputs []int
	// Shape is that of Value and of Grad; axis 0 is the batch. A scalar has shape [1].
	Shape []int
	// Value is the forward value.
	Value *Tensor
	// Grad is the gradient of the loss with respect to Value; nil where none was computed.
	Grad *Tensor
	// Local has the local derivative ∂value/∂input for each input, where value and inputs are scalars; it is nil
	// elsewhere. Times Grad, it is what flows back along that edge: the gradient of an input is the sum of these over
	// all its uses.
	Local []float64
	// Kink says that such a value stands on a kink of its operation, as |x| does where x is 0: it has no derivative
	// there, and Local is what the operation takes in its place.
	Kink bool
}

// Tensor is a dense row-major array. Its data may hold NaN and ±Inf.
type Tensor struct {
	Shape []int
	// Data has as many elements as Shape says.
	Data []float64
}

// Len returns the number of elements that a shape holds.
func Len(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// Stats sums up a tensor. NaNs are counted and left out of the other figures.
type Stats struct {
	Min, Max, Mean float64
	// Norm is the Euclidean norm, √Σx².
	Norm float64
	// Zeros and NaNs count elements.
	Zeros, NaNs int
}

// Stats walks the data once. The zero Stats is returned for an empty tensor.
func (t *Tensor) Stats() Stats {
	var s Stats
	var sum, sq float64
	n := 0
	for _, v := range t.Data {
		if math.IsNaN(v) {
			s.NaNs++
			continue
		}
		if n == 0 || v < s.Min {
			s.Min = v
		}
		if n == 0 || v > s.Max {
			s.Max = v
		}
		if v == 0 {
			s.Zeros++
		}
		sum += v
		sq += v * v
		n++
	}
	if n > 0 {
		s.Mean = sum / float64(n)
	}
	s.Norm = math.Sqrt(sq)
	return s
}
