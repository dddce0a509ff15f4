// Package build makes the computational graph of a formula.
//
//	f, err := expr.Parse("(x + y)^2")
//	g := graph.New[float64]()
//	out, err := build.Formula(g, f, map[string]float64{"x": 1, "y": 2})
//	g.Forward(graph.Train)
//	g.Backward(out) // out = 9; the gradients of x and y are 6
//
// It is a package beside expr so that a page can read and show formulas without linking the operations.
package build

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Formula adds the nodes of f to g, each of shape [1], in the order in which a person would compute them, and returns
// the last: the result. It adds
//
//   - one Param for each of f.Names, with its value, however often the name appears, in that order;
//   - one Constant for each number in the text;
//   - one node for each operation in the text, even if another one computes the same.
//
// The value of a line has the line's name. A line that is a number alone, x = 3, makes a Param: the formula itself
// gives the name its value. A line that is another name alone, y = x, makes no node: both names are the same value.
//
// An error names a name that has no value, and leaves g unchanged. Values of other names do not matter. A formula
// without a name has no gradient: the Grad of its result is nil, and Backward would panic.
func Formula[T tensor.Float](g *graph.Graph[T], f *expr.Formula, values map[string]T) (*graph.Node[T], error) {
	for _, name := range f.Names() {
		if _, ok := values[name]; !ok {
			return nil, fmt.Errorf("build: there is no value for %s", name)
		}
	}
	b := builder[T]{g, values, map[string]*graph.Node[T]{}}
	var out *graph.Node[T]
	for _, l := range f.Lines() {
		out = b.line(l)
	}
	if err := g.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

type builder[T tensor.Float] struct {
	g      *graph.Graph[T]
	values map[string]T
	names  map[string]*graph.Node[T]
}

func (b builder[T]) line(l expr.Line) *graph.Node[T] {
	if l.Name == "" {
		return b.node(l.Root)
	}
	var x *graph.Node[T]
	if v, ok := l.Number(); ok {
		x = b.g.Param(l.Name, scalar(T(v)))
	} else if x = b.node(l.Root); x.Name == "" {
		x.Name = l.Name
	}
	b.names[l.Name] = x
	return x
}

func (b builder[T]) node(n *expr.Node) *graph.Node[T] {
	switch n.Kind {
	case expr.KindNumber:
		return b.g.Constant(scalar(T(n.Value)))
	case expr.KindName:
		x, ok := b.names[n.Name]
		if !ok {
			x = b.g.Param(n.Name, scalar(b.values[n.Name]))
			b.names[n.Name] = x
		}
		return x
	}
	inputs := make([]*graph.Node[T], len(n.Args))
	for i, x := range n.Args {
		inputs[i] = b.node(x)
	}
	return b.g.Apply(operation[T](n.Kind), inputs...)
}

func scalar[T tensor.Float](v T) *tensor.Tensor[T] { return tensor.FromSlice([]T{v}, 1) }

func operation[T tensor.Float](kind string) graph.Op[T] {
	switch kind {
	case "Add":
		return op.Add[T]{}
	case "Sub":
		return op.Sub[T]{}
	case "Mul":
		return op.Mul[T]{}
	case "Div":
		return op.Div[T]{}
	case "Pow":
		return op.Pow[T]{}
	case "Neg":
		return op.Neg[T]{}
	case "Exp":
		return op.Exp[T]{}
	case "Log":
		return op.Log[T]{}
	case "Sqrt":
		return op.Sqrt[T]{}
	case "Sin":
		return op.Sin[T]{}
	case "Cos":
		return op.Cos[T]{}
	case "Abs":
		return op.Abs[T]{}
	case "Max":
		return op.Max[T]{}
	case "ReLU":
		return op.ReLU[T]{}
	case "Sigmoid":
		return op.Sigmoid[T]{}
	case "Tanh":
		return op.Tanh[T]{}
	}
	panic("build: there is no operation " + kind)
}
