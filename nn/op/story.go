package op

import (
	"fmt"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// A Story says how one element of a node came about, as a graph of single numbers that computes it again:
//
//	out[0,1] = x[0,0] × W[0,1] + x[0,1] × W[1,1] + b[1]
//
// for a value, and for a gradient the sum of what each use of the element sends back. Each operation tells its own
// part, beside its forward and backward passes: see Teller. A value on the way that has a letter of its own, such as
// the mean μ, is a line of its own: a node with a name.
type Story[T tensor.Float] struct {
	// Graph holds the numbers. Root is the element.
	Graph *graph.Graph[T]
	Root  *graph.Node[T]
	// From are the elements that it was computed from, in the order in which they appear.
	From []Place[T]

	of     *graph.Graph[T]
	end    *graph.Node[T]
	values bool // values are told further, down to the leaves
	lines  map[string]*graph.Node[T]
}

// Place is an element of a node, its value or its gradient, which a leaf of a Story stands for.
type Place[T tensor.Float] struct {
	Node     *graph.Node[T]
	Element  int
	Gradient bool
	Leaf     *graph.Node[T]
}

// Teller is an operation that tells how one of its elements came about. An operation with one input that computes each
// element from the one in the same place need not be one.
type Teller[T tensor.Float] interface {
	// Tell returns element i of the output.
	Tell(s *Part[T], i int) *graph.Node[T]
	// TellBack returns what comes back to element i of an input.
	TellBack(s *Part[T], input, i int) *graph.Node[T]
}

// Keeper is an operation that keeps a value from its forward pass, for the way back, that is worth to be seen: y, the
// probabilities of SoftmaxWithLoss.
type Keeper[T tensor.Float] interface {
	Kept() (name string, v *tensor.Tensor[T])
}

// Lettered is an operation whose output has a letter in the books, μ.
type Lettered interface{ Letter() string }

// Tell returns the story of element i of a node of g, which has run: of its value, or of its gradient when end, whose
// own gradient came from elsewhere, sent it back. It returns nil if an operation is no Teller.
func Tell[T tensor.Float](g *graph.Graph[T], end, n *graph.Node[T], i int, gradient bool) *Story[T] {
	s := &Story[T]{Graph: graph.New[T](), of: g, end: end, values: !gradient, lines: map[string]*graph.Node[T]{}}
	switch {
	case gradient && n != end:
		s.Root = s.sent(n, i)
	case gradient || s.isLeaf(n):
		s.Root = s.leaf(n, i, gradient)
	default:
		s.Root = s.told(n, i)
	}
	if s.Root == nil || s.Graph.Err() != nil {
		return nil
	}
	s.Graph.Forward(graph.Train)
	if s.Root.Grad != nil {
		s.Graph.Backward(s.Root)
	}
	return s
}

// isLeaf says that there is nothing to tell of how a node came about.
func (s *Story[T]) isLeaf(n *graph.Node[T]) bool {
	_, settled := n.Op().(graph.Settled)
	return len(n.Inputs()) == 0 || settled && s.of.Mode() == graph.Test
}

// leaf returns the element as a number that is known.
func (s *Story[T]) leaf(n *graph.Node[T], i int, gradient bool) *graph.Node[T] {
	v, name := n.Value, s.Name(n, i, gradient)
	if gradient {
		v = n.Grad
	}
	if there := s.lines[name]; there != nil {
		return there
	}
	leaf := s.Graph.Param(name, tensor.FromSlice([]T{v.Data[i]}, 1))
	s.lines[name] = leaf
	s.From = append(s.From, Place[T]{n, i, gradient, leaf})
	return leaf
}

// Name returns the name of an element: dx[0,1].
func (s *Story[T]) Name(n *graph.Node[T], i int, gradient bool) string {
	name := NameOf(n)
	switch {
	case gradient && n == s.end:
		return "dout" + placeOf(n, i)
	case gradient:
		name = "d" + name
	}
	return name + placeOf(n, i)
}

// NameOf returns the name of a node in its stories: its own, or the letter of its operation, or that of a value
// between others.
func NameOf[T tensor.Float](n *graph.Node[T]) string {
	if n.Name != "" {
		return n.Name
	}
	if l, ok := n.Op().(Lettered); ok {
		return l.Letter()
	}
	return "z"
}

// placeOf writes the place of an element of a node; the loss of a batch has none.
func placeOf[T tensor.Float](n *graph.Node[T], i int) string {
	if _, total := n.Op().(*SoftmaxWithLoss[T]); total {
		return ""
	}
	return index(n.Value.Shape, i)
}

// index writes the place of an element: [0,12].
func index(shape []int, i int) string {
	places := make([]string, len(shape))
	for axis := len(shape) - 1; axis >= 0; axis-- {
		places[axis] = fmt.Sprint(i % shape[axis])
		i /= shape[axis]
	}
	return "[" + strings.Join(places, ",") + "]"
}

// value returns an element's value as part of a story.
func (s *Story[T]) value(n *graph.Node[T], i int) *graph.Node[T] {
	l, lettered := n.Op().(Lettered)
	switch {
	case !s.values || s.isLeaf(n):
		return s.leaf(n, i, false)
	case lettered:
		return s.line(l.Letter()+index(n.Value.Shape, i), func() *graph.Node[T] { return s.told(n, i) })
	}
	return s.told(n, i)
}

// line returns the value of that name, which is told once.
func (s *Story[T]) line(name string, tell func() *graph.Node[T]) *graph.Node[T] {
	if s.lines[name] == nil {
		n := tell()
		if n != nil && n.Name == "" {
			n.Name = name
		}
		s.lines[name] = n
	}
	return s.lines[name]
}

func (s *Story[T]) told(n *graph.Node[T], i int) *graph.Node[T] {
	p := &Part[T]{s, n}
	if t, ok := n.Op().(Teller[T]); ok {
		return t.Tell(p, i)
	}
	if !eachAlone(n) {
		return nil
	}
	return p.apply(graph.Copied(n.Op()), p.In(0, i))
}

// eachAlone says that an operation computes each element from the one in the same place.
func eachAlone[T tensor.Float](n *graph.Node[T]) bool {
	return len(n.Inputs()) == 1 && slices.Equal(n.Inputs()[0].Value.Shape, n.Value.Shape)
}

// gradient returns an element's gradient as part of a story.
func (s *Story[T]) gradient(n *graph.Node[T], i int) *graph.Node[T] {
	if n == s.end {
		return s.leaf(n, i, true)
	}
	if l, ok := n.Op().(Lettered); ok {
		return s.line("d"+l.Letter()+index(n.Value.Shape, i), func() *graph.Node[T] { return s.sent(n, i) })
	}
	return s.sent(n, i)
}

// sent returns the sum of what the uses of an element send back.
func (s *Story[T]) sent(n *graph.Node[T], i int) *graph.Node[T] {
	var shares []*graph.Node[T]
	for _, use := range s.of.Nodes() {
		if use.Grad == nil || s.isLeaf(use) {
			continue
		}
		for input, x := range use.Inputs() {
			if x != n {
				continue
			}
			share := s.share(use, input, i)
			if share == nil {
				return nil
			}
			shares = append(shares, share)
		}
		if use == s.end {
			break // what is made of the end only says where its gradient came from
		}
	}
	return (&Part[T]{s, n}).Sum(shares...)
}

func (s *Story[T]) share(use *graph.Node[T], input, i int) *graph.Node[T] {
	p := &Part[T]{s, use}
	if t, ok := use.Op().(Teller[T]); ok {
		return t.TellBack(p, input, i)
	}
	if !eachAlone(use) {
		return nil
	}
	return p.Times(p.Dout(i), p.Known("slope"+index(use.Value.Shape, i), p.slope(i)))
}

// Part is what one operation tells of a Story.
type Part[T tensor.Float] struct {
	story *Story[T]
	node  *graph.Node[T]
}

// In returns element i of an input, Out one of the output, and Dout one of the gradient of the output.
func (p *Part[T]) In(input, i int) *graph.Node[T] { return p.story.value(p.node.Inputs()[input], i) }
func (p *Part[T]) Out(i int) *graph.Node[T]       { return p.story.leaf(p.node, i, false) }
func (p *Part[T]) Dout(i int) *graph.Node[T]      { return p.story.gradient(p.node, i) }

// Shape returns the shape of an input, Size its number of elements.
func (p *Part[T]) Shape(input int) []int { return p.node.Inputs()[input].Value.Shape }
func (p *Part[T]) Size(input int) int    { return tensor.Size(p.Shape(input)) }

// Line returns a value that has a name and is told once.
func (p *Part[T]) Line(name string, tell func() *graph.Node[T]) *graph.Node[T] {
	return p.story.line(name, tell)
}

// Number returns a constant, Known one with a name.
func (p *Part[T]) Number(v T) *graph.Node[T] {
	return p.story.Graph.Constant(tensor.FromSlice([]T{v}, 1))
}

func (p *Part[T]) Known(name string, v T) *graph.Node[T] {
	return p.story.line(name, func() *graph.Node[T] { return p.Number(v) })
}

func (p *Part[T]) apply(o graph.Op[T], in ...*graph.Node[T]) *graph.Node[T] {
	if slices.Contains(in, nil) {
		return nil
	}
	return p.story.Graph.Apply(o, in...)
}

// Sum returns a sum, which is 0 of nothing.
func (p *Part[T]) Sum(of ...*graph.Node[T]) *graph.Node[T] { return p.join(Add[T]{}, of) }

// Largest returns the first of the largest.
func (p *Part[T]) Largest(of ...*graph.Node[T]) *graph.Node[T] { return p.join(FirstMax[T]{}, of) }

func (p *Part[T]) join(o graph.Op[T], of []*graph.Node[T]) *graph.Node[T] {
	if len(of) == 0 {
		return p.Number(0)
	}
	sum := of[0]
	for _, n := range of[1:] {
		sum = p.apply(o, sum, n)
	}
	return sum
}

func (p *Part[T]) Times(a, b *graph.Node[T]) *graph.Node[T] { return p.apply(Mul[T]{}, a, b) }
func (p *Part[T]) Minus(a, b *graph.Node[T]) *graph.Node[T] { return p.apply(Sub[T]{}, a, b) }
func (p *Part[T]) By(a, b *graph.Node[T]) *graph.Node[T]    { return p.apply(Div[T]{}, a, b) }
func (p *Part[T]) Opposite(a *graph.Node[T]) *graph.Node[T] { return p.apply(Neg[T]{}, a) }
func (p *Part[T]) Square(a *graph.Node[T]) *graph.Node[T]   { return p.apply(Pow[T]{}, a, p.Number(2)) }
func (p *Part[T]) Root(a *graph.Node[T]) *graph.Node[T]     { return p.apply(Sqrt[T]{}, a) }
func (p *Part[T]) Exp(a *graph.Node[T]) *graph.Node[T]      { return p.apply(Exp[T]{}, a) }
func (p *Part[T]) Log(a *graph.Node[T]) *graph.Node[T]      { return p.apply(Log[T]{}, a) }

// slope returns the derivative of element i of the output by that of the input, as Backward of the operation has it.
func (p *Part[T]) slope(i int) T {
	g := graph.New[T]()
	x := g.Param("x", tensor.FromSlice([]T{p.node.Inputs()[0].Value.Data[i]}, 1))
	y := g.Apply(graph.Copied(p.node.Op()), x)
	g.Forward(p.story.of.Mode())
	g.Backward(y)
	return x.Grad.Data[0]
}

// over returns the sum of f over the elements of the output for which it is not nil.
func (p *Part[T]) over(f func(e int) *graph.Node[T]) *graph.Node[T] {
	var terms []*graph.Node[T]
	for e := range p.node.Value.Data {
		if t := f(e); t != nil {
			terms = append(terms, t)
		}
	}
	return p.Sum(terms...)
}
