package train

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Kink is a ReLU whose input crossed 0 while an element of a parameter was moved by h. The loss is not differentiable
// there: a central difference across the kink is a mean of two slopes, and backpropagation gives one of them.
type Kink struct {
	// Param and Element say what was moved.
	Param   string
	Element int
	// Scope is the ReLU's. Unit and Image say which input crossed 0, and Input is its value before the parameter is
	// moved.
	Scope       string
	Unit, Image int
	Input       float64
}

// maxKinks is how many kinks are recorded. All are counted.
const maxKinks = 10

// relu is a node of kind ReLU, with its input and output before anything was moved.
type relu[T tensor.Float] struct {
	node          *graph.Node[T]
	input, output []T
}

func findReLUs[T tensor.Float](g *graph.Graph[T]) []relu[T] {
	var rs []relu[T]
	for _, n := range g.Nodes() {
		if n.Kind == (op.ReLU[T]{}).Kind() {
			rs = append(rs, relu[T]{n, slices.Clone(n.Inputs()[0].Value.Data), slices.Clone(n.Value.Data)})
		}
	}
	return rs
}

// look is called after element e of param was moved. It compares every ReLU with its state before.
func (c *GradientCheck[T]) look(param string, e int) {
	for _, r := range c.relus {
		units := r.node.Value.Cols()
		for i, v := range r.node.Value.Data {
			if v > 0 == (r.output[i] > 0) {
				continue
			}
			if c.crossed++; len(c.kinks) < maxKinks {
				c.kinks = append(c.kinks,
					Kink{Param: param, Element: e, Scope: r.node.Scope, Unit: i % units, Image: i / units,
						Input: float64(r.input[i])})
			}
		}
	}
}

// Kinks returns the first few kinks, and how many there were.
func (c *GradientCheck[T]) Kinks() ([]Kink, int) { return c.kinks, c.crossed }
