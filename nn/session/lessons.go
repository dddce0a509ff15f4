package session

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/expr/build"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// formula answers with the graph of what was typed. It needs no network.
func (s *Session) formula(id int, c protocol.Formula) *refusal {
	f, err := expr.Parse(c.Expression)
	if err != nil {
		r := refuse(protocol.CodeBadFormula, "%v", err)
		if syntax := (*expr.SyntaxError)(nil); errors.As(err, &syntax) {
			r.column = syntax.Column
		}
		return r
	}
	e := protocol.Formulated{Text: f.String(), MathML: f.MathML(), Names: f.Names(), Values: map[string]protocol.Number{}}
	values := map[string]float64{}
	for _, name := range e.Names {
		v, ok := c.Values[name]
		if !ok {
			v = 1
		}
		values[name], e.Values[name] = v, protocol.Number(v)
	}
	g := graph.New[float64]()
	y, err := build.Formula(g, f, values)
	if err != nil {
		return refuse(protocol.CodeBadFormula, "%v", err)
	}
	g.Forward(graph.Train)
	if y.Grad != nil { // a formula of numbers alone has nothing to differentiate by
		g.Backward(y)
	}
	e.Graph = g.Snapshot()
	s.host.Emit(id, e)
	return nil
}

// maxTop is how many products can be shown one by one.
const maxTop = 100

// products answers with the graph of one element of a MatMul: the sum of x[n,k]·w[k,j] over k, the largest products one by one.
func (s *Session) products(id int, c protocol.Products) *refusal {
	if s.graphed == nil {
		return refuse(protocol.CodeNotReady, "There is no graph yet.")
	}
	nodes := s.graphed.Graph.Nodes()
	if c.Node < 0 || c.Node >= len(nodes) || nodes[c.Node].Kind != (op.MatMul[float32]{}).Kind() {
		return refuse(protocol.CodeBadRequest, "Node %d is not a MatMul.", c.Node)
	}
	n := nodes[c.Node]
	if c.Element < 0 || c.Element >= len(n.Value.Data) || c.Top < 1 || c.Top > maxTop {
		return refuse(protocol.CodeBadRequest, "Element %d of %d, %d products: it can be 1 to %d.", c.Element, len(n.Value.Data), c.Top, maxTop)
	}
	s.host.Emit(id, unfold(n, c.Element, c.Top))
	return nil
}

// unfold builds the graph of scalars that gives one element of the MatMul n.
func unfold(n *graph.Node[float32], element, top int) protocol.Unfolded {
	x, w := n.Inputs()[0], n.Inputs()[1]
	row, col := element/n.Value.Cols(), element%n.Value.Cols()
	type factor struct {
		k    int
		x, w float64
	}
	factors := make([]factor, w.Value.Rows())
	for k := range factors {
		factors[k] = factor{k, float64(x.Value.Data[row*len(factors)+k]), float64(w.Value.Data[k*w.Value.Cols()+col])}
	}
	slices.SortStableFunc(factors, func(a, b factor) int { return cmp.Compare(math.Abs(b.x*b.w), math.Abs(a.x*a.w)) })
	top = min(top, len(factors))
	e := protocol.Unfolded{Shown: top, Rest: len(factors) - top}

	g := graph.New[float64]()
	scalar := func(v float64) *tensor.Tensor[float64] { return tensor.FromSlice([]float64{v}, 1) }
	var sum *graph.Node[float64]
	add := func(y *graph.Node[float64]) {
		if sum == nil {
			sum = y
		} else {
			sum = g.Apply(op.Add[float64]{}, sum, y)
		}
	}
	for _, f := range factors[:top] {
		a := g.Param(fmt.Sprintf("%s[%d,%d]", nameOf(x), row, f.k), scalar(f.x))
		b := g.Param(fmt.Sprintf("%s[%d,%d]", nameOf(w), f.k, col), scalar(f.w))
		add(g.Apply(op.Mul[float64]{}, a, b))
	}
	if e.Rest > 0 {
		rest := 0.0
		for _, f := range factors[top:] {
			rest += f.x * f.w
		}
		e.RestTotal = protocol.Number(rest)
		add(g.Param(fmt.Sprintf("%d others", e.Rest), scalar(rest)))
	}
	g.Forward(graph.Train)
	if n.Grad != nil {
		g.BackwardFrom(sum, float64(n.Grad.Data[element]))
	}
	e.Graph = g.Snapshot()
	return e
}

// nameOf is what a value is called: by its own name, or after the layer it comes out of.
func nameOf(n *graph.Node[float32]) string {
	return cmp.Or(n.Name, n.Scope, n.Kind)
}

// tryStep answers with what a step on one image would change. It is taken on a copy, and the image is seen as it is classified.
func (s *Session) tryStep(id int, c protocol.TryStep) *refusal {
	net := layer.Convert[float32](s.model.net)
	b, r := digitBatch(net, c.Pixels, c.Label)
	if r != nil {
		return r
	}
	one, err := train.NewPredictor(net, 1)
	if err != nil {
		panic("session: " + err.Error()) // the network was built before
	}
	o, err := s.model.nextOptimizer(s.settings, net)
	if err != nil {
		panic("session: " + err.Error()) // settings are valid
	}
	rate := s.settings.LearningRate * rateFactor(s.settings, s.model.step)
	o.SetLearningRate(rate)
	e := protocol.Tried{LearningRate: rate,
		ProbabilitiesBefore: make([]float64, digits.Classes), ProbabilitiesAfter: make([]float64, digits.Classes)}
	pass := func(probabilities []float64) {
		b.ForwardTest()
		b.Backward()
		one.Predict(probabilities, c.Pixels)
	}
	pass(e.ProbabilitiesBefore)
	e.Before = b.Graph.Snapshot()
	train.Decay(net, b.Graph.Params(), s.settings.WeightDecay)
	o.Update(b.Graph.Params())
	pass(e.ProbabilitiesAfter)
	e.After = b.Graph.Snapshot()
	s.host.Emit(id, e)
	return nil
}
