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
// part, beside its forward and backward passes: see Storied. A value on the way that has a letter of its own, such as
// the mean μ, is a line of its own: a node with a name.
//
// The numbers are float64, whatever the graph computed in: one program tells the stories of both types.
type Story struct {
	// Graph holds the numbers. Root is the element, and Name its name: dx[0,1].
	Graph *graph.Graph[float64]
	Root  *graph.Node[float64]
	Name  string
	// Scope is the layer that a story of TellWithin is told in, as graph.Node has it.
	Scope string
	// From are the elements that it was computed from, in the order in which they appear.
	From []Place

	nodes   []*told
	values  bool // values are told further, down to the leaves
	lines   map[string]*graph.Node[float64]
	most    int  // how many terms of a sum are told one by one, or 0 for all
	scratch bool // only numbers count, not names
	totals  int  // how many sums have lines of their own
}

// Place is an element of a node, by its index among the nodes of the graph: its value or its gradient. Leaf stands for
// it in the Story.
type Place struct {
	Node, Element int
	Gradient      bool
	Leaf          *graph.Node[float64]
}

// Storied is an operation that tells how its elements came about. One with one input that computes each element from
// the one in the same place need not be.
type Storied interface{ Story() Teller }

// Teller tells of an operation.
type Teller interface {
	// Tell returns element i of the output.
	Tell(s *Part, i int) *graph.Node[float64]
	// TellBack returns what comes back to element i of an input.
	TellBack(s *Part, input, i int) *graph.Node[float64]
}

// Lettered is an operation whose output has a letter in the books, μ.
type Lettered interface{ Letter() string }

// Keeper is an operation that keeps a value from its forward pass, for the way back, that is worth to be seen: y, the
// probabilities of SoftmaxWithLoss.
type Keeper[T tensor.Float] interface {
	Kept() (name string, v *tensor.Tensor[T])
}

// told is what a Story sees of a node.
type told struct {
	index        int
	name, letter string
	inputs       []*told
	shape        []int
	value, grad  func(i int) float64 // grad is nil where there is none
	leaf, total  bool                // there is nothing to tell of how it came about; it is one number of the batch
	given        bool                // its gradient came from elsewhere
	teller       Teller
}

// Tell returns the story of element i of a node of g, which has run: of its value, or of its gradient when end, whose
// own gradient came from elsewhere, sent it back. It returns nil if an operation tells nothing.
func Tell[T tensor.Float](g *graph.Graph[T], end, n *graph.Node[T], i int, gradient bool) *Story {
	s := newStory(g, g.Nodes()[:slices.Index(g.Nodes(), end)+1]) // what is made of it has sent the gradient
	s.nodes[len(s.nodes)-1].given = true
	return s.of(s.nodes[slices.Index(g.Nodes(), n)], i, gradient)
}

func newStory[T tensor.Float](g *graph.Graph[T], nodes []*graph.Node[T]) *Story {
	s := &Story{Graph: graph.New[float64](), lines: map[string]*graph.Node[float64]{}}
	s.nodes = make([]*told, len(nodes))
	for k, n := range nodes {
		s.nodes[k] = seen(g, n)
		s.nodes[k].index = k
		for _, x := range n.Inputs() {
			s.nodes[k].inputs = append(s.nodes[k].inputs, s.nodes[slices.Index(nodes, x)])
		}
	}
	return s
}

// seen returns what a Story sees of a node, but for its inputs.
func seen[T tensor.Float](g *graph.Graph[T], n *graph.Node[T]) *told {
	t := &told{name: NameOf(n), shape: n.Value.Shape}
	t.value = func(i int) float64 { return float64(n.Value.Data[i]) }
	if n.Grad != nil {
		t.grad = func(i int) float64 { return float64(n.Grad.Data[i]) }
	}
	_, settled := n.Op().(graph.Settled)
	t.leaf = len(n.Inputs()) == 0 || settled && g.Mode() == graph.Test
	switch n.Op().(type) {
	case *SoftmaxWithLoss[T], crossEntropy[T]:
		t.total = true
	}
	if l, ok := n.Op().(Lettered); ok {
		t.letter = l.Letter()
	}
	if o, ok := n.Op().(Storied); ok {
		t.teller = o.Story()
	} else if len(n.Inputs()) == 1 && slices.Equal(n.Inputs()[0].Value.Shape, n.Value.Shape) {
		t.teller = eachAlone(g.Mode(), n)
	}
	return t
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

// aloneStory is that of an operation that computes each element from the one in the same place.
type aloneStory struct {
	op    aloneOp
	slope func(i int) float64
}

// eachAlone returns the story of such an operation, with the derivative that its Backward has.
func eachAlone[T tensor.Float](mode graph.Mode, n *graph.Node[T]) Teller {
	o := aloneOp{kind: n.Kind, run: func(v float64) (out, slope float64) {
		g := graph.New[T]()
		x := g.Param("x", tensor.FromSlice([]T{T(v)}, 1))
		y := g.Apply(graph.Copied(n.Op()), x)
		g.Forward(mode)
		g.Backward(y)
		return float64(y.Value.Data[0]), float64(x.Grad.Data[0])
	}}
	return aloneStory{o, func(i int) float64 {
		_, slope := o.run(float64(n.Inputs()[0].Value.Data[i]))
		return slope
	}}
}

// aloneOp is an operation on one number, in float64, that computes as one of a graph of any type does.
type aloneOp struct {
	kind string
	run  func(v float64) (out, slope float64)
}

func (o aloneOp) Kind() string { return o.kind }

func (o aloneOp) Shape(in ...[]int) ([]int, error) { return unary(o.kind, in) }

func (o aloneOp) Forward(dst *tensor.Tensor[float64], in []*tensor.Tensor[float64], _ graph.Mode) {
	dst.Data[0], _ = o.run(in[0].Data[0])
}

func (o aloneOp) Backward(din []*tensor.Tensor[float64], dout, _ *tensor.Tensor[float64],
	in []*tensor.Tensor[float64]) {
	_, slope := o.run(in[0].Data[0])
	din[0].Data[0] += slope * dout.Data[0]
}

func (a aloneStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.apply(a.op, s.In(0, i))
}

func (a aloneStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	return s.Times(s.Dout(i), s.Known("slope"+index(s.node.shape, i), a.slope(i)))
}

// of tells the story, or returns nil.
func (s *Story) of(n *told, i int, gradient bool) *Story {
	s.values = !gradient
	s.Name = s.nameOf(n, i, gradient)
	switch {
	case gradient && !n.given:
		s.Root = s.sent(n, i)
	case gradient || n.leaf:
		s.Root = s.leaf(n, i, gradient)
	default:
		s.Root = s.toldValue(n, i)
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

// nameOf returns the name of an element: dx[0,1]. The loss of a batch has no place.
func (s *Story) nameOf(n *told, i int, gradient bool) string {
	name := n.name
	switch {
	case gradient && n.given:
		name = "dout"
	case gradient:
		name = "d" + name
	}
	if n.total {
		return name
	}
	return name + index(n.shape, i)
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

// leaf returns the element as a number that is known.
func (s *Story) leaf(n *told, i int, gradient bool) *graph.Node[float64] {
	v := n.value
	if gradient {
		v = n.grad
	}
	if s.scratch {
		return s.Graph.Param("", tensor.FromSlice([]float64{v(i)}, 1))
	}
	name := s.nameOf(n, i, gradient)
	if there := s.lines[name]; there != nil {
		return there
	}
	leaf := s.Graph.Param(name, tensor.FromSlice([]float64{v(i)}, 1))
	s.lines[name] = leaf
	s.From = append(s.From, Place{n.index, i, gradient, leaf})
	return leaf
}

// value returns an element's value as part of a story.
func (s *Story) value(n *told, i int) *graph.Node[float64] {
	switch {
	case !s.values || n.leaf:
		return s.leaf(n, i, false)
	case n.letter != "":
		return s.line(n.letter+index(n.shape, i), func() *graph.Node[float64] { return s.toldValue(n, i) })
	}
	return s.toldValue(n, i)
}

// line returns the value of that name, which is told once.
func (s *Story) line(name string, tell func() *graph.Node[float64]) *graph.Node[float64] {
	if s.lines[name] == nil {
		n := tell()
		if n != nil && n.Name == "" {
			n.Name = name
		}
		s.lines[name] = n
	}
	return s.lines[name]
}

func (s *Story) toldValue(n *told, i int) *graph.Node[float64] {
	if n.teller == nil {
		return nil
	}
	return n.teller.Tell(&Part{s, n}, i)
}

// gradient returns an element's gradient as part of a story.
func (s *Story) gradient(n *told, i int) *graph.Node[float64] {
	switch {
	case n.given:
		return s.leaf(n, i, true)
	case n.letter != "":
		return s.line("d"+n.letter+index(n.shape, i), func() *graph.Node[float64] { return s.sent(n, i) })
	}
	return s.sent(n, i)
}

// sent returns the sum of what the uses of an element send back.
func (s *Story) sent(n *told, i int) *graph.Node[float64] {
	var shares []*graph.Node[float64]
	for _, use := range s.nodes {
		if use.grad == nil || use.leaf {
			continue
		}
		for input, x := range use.inputs {
			if x != n {
				continue
			}
			if use.teller == nil {
				return nil
			}
			shares = append(shares, use.teller.TellBack(&Part{s, use}, input, i))
		}
	}
	return (&Part{s, n}).Sum(shares...)
}

// Part is what one operation tells of a Story.
type Part struct {
	story *Story
	node  *told
}

// In returns element i of an input, Out one of the output, and Dout one of the gradient of the output.
func (p *Part) In(input, i int) *graph.Node[float64] { return p.story.value(p.node.inputs[input], i) }
func (p *Part) Out(i int) *graph.Node[float64]       { return p.story.leaf(p.node, i, false) }
func (p *Part) Dout(i int) *graph.Node[float64]      { return p.story.gradient(p.node, i) }

// Value returns the number of element i of an input. Shape returns the input's shape, Size its number of elements.
func (p *Part) Value(input, i int) float64 { return p.node.inputs[input].value(i) }
func (p *Part) Shape(input int) []int      { return p.node.inputs[input].shape }
func (p *Part) Size(input int) int         { return tensor.Size(p.Shape(input)) }

// Line returns a value that has a name and is told once.
func (p *Part) Line(name string, tell func() *graph.Node[float64]) *graph.Node[float64] {
	return p.story.line(name, tell)
}

// Number returns a constant, Known one with a name.
func (p *Part) Number(v float64) *graph.Node[float64] {
	return p.story.Graph.Constant(tensor.FromSlice([]float64{v}, 1))
}

func (p *Part) Known(name string, v float64) *graph.Node[float64] {
	return p.story.line(name, func() *graph.Node[float64] { return p.Number(v) })
}

func (p *Part) apply(o graph.Op[float64], in ...*graph.Node[float64]) *graph.Node[float64] {
	if slices.Contains(in, nil) {
		return nil
	}
	n := p.story.Graph.Apply(o, in...)
	if n.Value == nil { // the graph has the error
		return nil
	}
	values := make([]*tensor.Tensor[float64], len(in))
	for k, x := range in {
		values[k] = x.Value
	}
	o.Forward(n.Value, values, graph.Train) // a sum looks at the sizes of its terms
	return n
}

// Sum returns a sum, which is 0 of nothing.
func (p *Part) Sum(of ...*graph.Node[float64]) *graph.Node[float64] {
	if most := p.story.most; most > 0 && len(of) > most && !slices.Contains(of, nil) {
		values := make([]float64, len(of))
		for k, n := range of {
			values[k] = n.Value.Data[0]
		}
		shown, rest := largest(values, most)
		var terms []*graph.Node[float64]
		for _, k := range shown {
			terms = append(terms, of[k])
		}
		of = append(terms, p.others(len(of)-most, rest))
	}
	return p.join(Add[float64]{}, of)
}

// Largest returns the first of the largest.
func (p *Part) Largest(of ...*graph.Node[float64]) *graph.Node[float64] {
	return p.join(FirstMax[float64]{}, of)
}

func (p *Part) join(o graph.Op[float64], of []*graph.Node[float64]) *graph.Node[float64] {
	if len(of) == 0 {
		return p.Number(0)
	}
	sum := of[0]
	for _, n := range of[1:] {
		sum = p.apply(o, sum, n)
	}
	return sum
}

func (p *Part) Times(a, b *graph.Node[float64]) *graph.Node[float64] {
	return p.apply(Mul[float64]{}, a, b)
}
func (p *Part) Minus(a, b *graph.Node[float64]) *graph.Node[float64] {
	return p.apply(Sub[float64]{}, a, b)
}
func (p *Part) By(a, b *graph.Node[float64]) *graph.Node[float64] {
	return p.apply(Div[float64]{}, a, b)
}
func (p *Part) Opposite(a *graph.Node[float64]) *graph.Node[float64] {
	return p.apply(Neg[float64]{}, a)
}
func (p *Part) Root(a *graph.Node[float64]) *graph.Node[float64] { return p.apply(Sqrt[float64]{}, a) }
func (p *Part) Exp(a *graph.Node[float64]) *graph.Node[float64]  { return p.apply(Exp[float64]{}, a) }
func (p *Part) Log(a *graph.Node[float64]) *graph.Node[float64]  { return p.apply(Log[float64]{}, a) }
func (p *Part) Square(a *graph.Node[float64]) *graph.Node[float64] {
	return p.apply(Pow[float64]{}, a, p.Number(2))
}

// over returns the sum of f over the elements of the output for which it is not nil.
func (p *Part) over(f func(e int) *graph.Node[float64]) *graph.Node[float64] {
	s := p.story
	size := tensor.Size(p.node.shape)
	if s.most > 0 && size > s.most && !s.scratch {
		return p.overLargest(size, f)
	}
	var terms []*graph.Node[float64]
	for e := range size {
		if t := f(e); t != nil {
			terms = append(terms, t)
		}
	}
	return p.Sum(terms...)
}
