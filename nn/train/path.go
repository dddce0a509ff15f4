package train

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Path is a way from an element of a parameter to the loss, through one element of each node on it. The product of the
// local derivatives along it,
//
//	∂L/∂w = Σ over all paths  ∂a/∂w · ∂b/∂a · … · ∂L/∂z
//
// is what that path contributes to the gradient.
type Path struct {
	// Steps end at the loss, or with a step whose Local is 0.
	Steps []PathStep
	// Product is that of the local derivatives, and Share what part of the gradient that is; it is no finite number
	// where the gradient is 0.
	Product, Share float64
}

// PathStep is one use of the element before it: element Element of the node Node among those of the graph. Local is its
// derivative with respect to the element before. It is 0 in the last step where nothing is passed on; Element is -1
// then, if no element of the node depends on the one before.
type PathStep struct {
	Node, Element int
	Local         float64
}

// Path returns the strongest path: at each node the element that contributes most to the gradient of the element before
// it, Local · ∂L/∂out. Where none contributes, because the gradient is 0, it goes where the local derivative is
// largest, up to the step that passes nothing on. The derivatives are those of Backward, for a gradient that is 1 at
// one element of the output and 0 at the others.
func (p *Pull) Path() Path {
	p.now()
	nodes := p.batch.Graph.Nodes()
	path := Path{Product: 1}
	for n, i := p.param, p.element; n != p.batch.Loss; {
		best, strength := PathStep{Element: -1}, [2]float64{-1, -1}
		var use *graph.Node[float64]
		for id, candidate := range nodes {
			if candidate.Grad == nil || !uses(candidate, n) {
				continue
			}
			for j, local := range p.column(candidate, n, i) {
				s := [2]float64{math.Abs(local * candidate.Grad.Data[j]), math.Abs(local)}
				if s[0] > strength[0] || s[0] == strength[0] && s[1] > strength[1] {
					use, strength, best = candidate, s, PathStep{Node: id, Element: j}
				}
			}
		}
		if use == nil {
			break // there are NaNs only
		}
		if strength[1] == 0 {
			best.Element = -1
		} else {
			best.Local = row(use, n, best.Element, i)
		}
		path.Steps = append(path.Steps, best)
		if path.Product *= best.Local; best.Local == 0 {
			break
		}
		n, i = use, best.Element
	}
	path.Share = path.Product / p.Gradient
	return path
}

// uses reports whether n is an operand of a node.
func uses(of, n *graph.Node[float64]) bool {
	for _, x := range of.Inputs() {
		if x == n {
			return true
		}
	}
	return false
}

// column returns about the derivatives of all elements of a node with respect to element i of its operand x:
// differences of its Forward, which is run for that alone. They say which element to look at, not what its derivative
// is.
func (p *Pull) column(of, x *graph.Node[float64], i int) []float64 {
	const step = 1e-6
	in := make([]*tensor.Tensor[float64], len(of.Inputs()))
	for k, operand := range of.Inputs() {
		in[k] = operand.Value
	}
	out := tensor.New[float64](of.Value.Shape...)
	v := x.Value.Data[i]
	h := step * max(1, math.Abs(v))
	func() {
		defer func() { x.Value.Data[i] = v }()
		x.Value.Data[i] = v + h
		of.Op().Forward(out, in, p.mode)
	}()
	for j, y := range of.Value.Data {
		out.Data[j] = (out.Data[j] - y) / h
	}
	of.Op().Forward(of.Value, in, p.mode) // what the operation keeps for Backward is as it was
	return out.Data
}

// row returns the derivative of element j of a node with respect to element i of its operand x, by Backward.
func row(of, x *graph.Node[float64], j, i int) float64 {
	dout := tensor.New[float64](of.Value.Shape...)
	dout.Data[j] = 1
	dx := tensor.New[float64](x.Value.Shape...)
	in, din := make([]*tensor.Tensor[float64], len(of.Inputs())), make([]*tensor.Tensor[float64], len(of.Inputs()))
	for k, operand := range of.Inputs() {
		in[k] = operand.Value
		if operand == x { // twice, for x · x
			din[k] = dx
		}
	}
	of.Op().Backward(din, dout, of.Value, in)
	return dx.Data[i]
}
