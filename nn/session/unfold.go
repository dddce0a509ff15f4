package session

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// maxTop is how many products, or terms of another kind, can be shown one by one.
const maxTop = 100

// element returns the node of the graph that is shown whose element is asked for, in at most top of what terms says, or
// refuses.
func (g *graphs) element(node, element, top int, terms string) (*graph.Node[float32], *refusal) {
	n, r := g.node(node)
	if r != nil {
		return nil, r
	}
	if element < 0 || element >= len(n.Value.Data) || top < 1 || top > maxTop {
		return nil, refuse(protocol.CodeBadRequest, "Element %d of %d, %d %s: there can be 1 to %d.", element,
			len(n.Value.Data), top, terms, maxTop)
	}
	return n, nil
}

// node returns a node of the graph that is shown, or refuses.
func (g *graphs) node(node int) (*graph.Node[float32], *refusal) {
	if g.shown == nil {
		return nil, refuse(protocol.CodeNotReady, "There is no graph yet.")
	}
	nodes := g.shown.Graph.Nodes()
	if node < 0 || node >= len(nodes) {
		return nil, refuse(protocol.CodeBadRequest, "Node %d of %d: there is none.", node, len(nodes))
	}
	return nodes[node], nil
}

// products answers with the graph of scalars that computes one element of a node, with its largest terms one by one.
func (g *graphs) products(id int, c protocol.Products) *refusal {
	n, r := g.element(c.Node, c.Element, c.Top, "products")
	if r != nil {
		return r
	}
	var e protocol.Unfolded
	switch n.Kind {
	case op.MatMul[float32]{}.Kind():
		e = sumOf(n, c.Element, c.Top, matMulFactors(n, c.Element))
	case (*op.Convolution[float32])(nil).Kind():
		e = sumOf(n, c.Element, c.Top, g.convolutionFactors(n, c.Element))
	case (*op.AveragePooling[float32])(nil).Kind():
		e = sumOf(n, c.Element, c.Top, g.averageFactors(n, c.Element))
	case (*op.MaxPooling[float32])(nil).Kind():
		e = g.largestOf(n, c.Element, c.Top)
	default:
		return refuse(protocol.CodeBadRequest,
			"Node %d is of kind %s: only a MatMul, a Convolution or a pooling can be taken apart.", c.Node, n.Kind)
	}
	g.host.Emit(id, e)
	return nil
}

// term is a named number.
type term struct {
	name  string
	value float64
}

// matMulFactors returns x[n,k] and w[k,j] for each k.
func matMulFactors(n *graph.Node[float32], element int) [][2]term {
	x, w := n.Inputs()[0], n.Inputs()[1]
	row, col := element/n.Value.Cols(), element%n.Value.Cols()
	factors := make([][2]term, w.Value.Rows())
	for k := range factors {
		factors[k] = [2]term{at(x, row*len(factors)+k), at(w, k*w.Value.Cols()+col)}
	}
	return factors
}

// at returns one element of a node, named by its place: x[0,12].
func at(n *graph.Node[float32], i int) term {
	shape := n.Value.Shape
	places := make([]string, len(shape))
	for axis, rest := len(shape)-1, i; axis >= 0; axis-- {
		places[axis] = fmt.Sprint(rest % shape[axis])
		rest /= shape[axis]
	}
	return term{nameOf(n) + "[" + strings.Join(places, ",") + "]", float64(n.Value.Data[i])}
}

// nameOf returns the name of a value: its own, or that of the layer whose output it is.
func nameOf(n *graph.Node[float32]) string {
	return cmp.Or(n.Name, n.Scope, n.Kind)
}

// tap is an element of the input under a window: its index, and its place in the window, counted through all channels.
type tap struct{ index, place int }

// taps returns the elements under the window of an output element, in the given channels, without the pad.
func taps(x, out []int, element, size, stride, pad, from, channels int) []tap {
	ox, oy := element%out[3], element/out[3]%out[2]
	image := element / (out[1] * out[2] * out[3])
	var ts []tap
	for c := range channels {
		for i := range size {
			for j := range size {
				if row, col := oy*stride+i-pad, ox*stride+j-pad; row >= 0 && row < x[2] && col >= 0 && col < x[3] {
					ts = append(ts, tap{((image*x[1]+from+c)*x[2]+row)*x[3] + col, (c*size+i)*size + j})
				}
			}
		}
	}
	return ts
}

// layerOf returns the layer that made a node.
func layerOf[L spec.Layer](g *graphs, n *graph.Node[float32]) L {
	layers, _ := g.shown.net.Spec().Resolve() // cannot fail: it was built
	i := slices.IndexFunc(layers, func(l spec.Resolved) bool { return l.Name == n.Scope })
	return layers[i].Layer.(L)
}

// convolutionFactors returns the products of a window with its filter.
func (g *graphs) convolutionFactors(n *graph.Node[float32], element int) [][2]term {
	x, w, l := n.Inputs()[0], n.Inputs()[1], layerOf[spec.Convolution](g, n)
	out := n.Value.Shape
	filter := element / (out[2] * out[3]) % out[1] * w.Value.Cols()
	var factors [][2]term
	for _, t := range taps(x.Value.Shape, out, element, l.Kernel, l.Stride, l.Pad, 0, x.Value.Shape[1]) {
		factors = append(factors, [2]term{at(x, t.index), at(w, filter+t.place)})
	}
	return factors
}

// pooled returns the elements under a pool.
func (g *graphs) pooled(n *graph.Node[float32], element int) []tap {
	l, out := layerOf[spec.Pooling](g, n), n.Value.Shape
	channel := element / (out[2] * out[3]) % out[1]
	return taps(n.Inputs()[0].Value.Shape, out, element, l.Size, l.Stride, 0, channel, 1)
}

// averageFactors returns the elements under a pool, each with its share.
func (g *graphs) averageFactors(n *graph.Node[float32], element int) [][2]term {
	pool := g.pooled(n, element)
	var factors [][2]term
	for _, t := range pool {
		factors = append(factors, [2]term{at(n.Inputs()[0], t.index),
			{fmt.Sprintf("1/%d", len(pool)), 1 / float64(len(pool))}})
	}
	return factors
}

// scalars is a graph under construction that ends in one number.
type scalars struct {
	graph *graph.Graph[float64]
	end   *graph.Node[float64]
}

func (s *scalars) leaf(t term) *graph.Node[float64] {
	return s.graph.Param(t.name, tensor.FromSlice([]float64{t.value}, 1))
}

// join adds y to the operands.
func (s *scalars) join(o graph.Op[float64], y *graph.Node[float64]) {
	if s.end == nil {
		s.end = y
	} else {
		s.end = s.graph.Apply(o, s.end, y)
	}
}

// unfolded runs the graph, with the gradient of the element.
func (s *scalars) unfolded(e protocol.Unfolded, n *graph.Node[float32], element int) protocol.Unfolded {
	s.graph.Forward(graph.Train)
	if n.Grad != nil {
		s.graph.BackwardFrom(s.end, float64(n.Grad.Data[element]))
	}
	e.Graph = s.graph.Snapshot()
	return e
}

// sortDown sorts by key, the largest first. Both kinds of graph use it, since each type that is sorted adds 10 kB to
// the program.
func sortDown(terms [][2]term, key func([2]term) float64) {
	slices.SortStableFunc(terms, func(a, b [2]term) int { return cmp.Compare(key(b), key(a)) })
}

// sumOf builds the graph of a sum of products, the largest first and the rest as one number.
func sumOf(n *graph.Node[float32], element, top int, factors [][2]term) protocol.Unfolded {
	product := func(f [2]term) float64 { return f[0].value * f[1].value }
	sortDown(factors, func(f [2]term) float64 { return math.Abs(product(f)) })
	top = min(top, len(factors))
	e := protocol.Unfolded{Shown: top, Rest: len(factors) - top}
	s := &scalars{graph: graph.New[float64]()}
	for _, f := range factors[:top] {
		a := s.leaf(f[0])
		s.join(op.Add[float64]{}, s.graph.Apply(op.Mul[float64]{}, a, s.leaf(f[1])))
	}
	if e.Rest > 0 {
		rest := 0.0
		for _, f := range factors[top:] {
			rest += product(f)
		}
		e.RestTotal = rest
		s.join(op.Add[float64]{}, s.leaf(term{fmt.Sprintf("%d others", e.Rest), rest}))
	}
	if len(factors) == 0 { // the whole window may lie in the pad
		s.join(nil, s.leaf(term{"pad", 0}))
	}
	return s.unfolded(e, n, element)
}

// largestOf builds the graph of the maximum of a pool, with the chosen element first. The largest element that is not
// shown stands for all of those.
func (g *graphs) largestOf(n *graph.Node[float32], element, top int) protocol.Unfolded {
	var pool [][2]term // the second is not used
	for _, t := range g.pooled(n, element) {
		pool = append(pool, [2]term{at(n.Inputs()[0], t.index)})
	}
	sortDown(pool, func(f [2]term) float64 { return f[0].value })
	top = min(top, len(pool))
	e := protocol.Unfolded{Shown: top, Rest: len(pool) - top}
	s := &scalars{graph: graph.New[float64]()}
	for _, t := range pool[:top] {
		s.join(op.FirstMax[float64]{}, s.leaf(t[0]))
	}
	if e.Rest > 0 {
		e.RestTotal = pool[top][0].value
		s.join(op.FirstMax[float64]{}, s.leaf(term{fmt.Sprintf("largest of %d others", e.Rest), pool[top][0].value}))
	}
	return s.unfolded(e, n, element)
}
