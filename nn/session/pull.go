package session

import (
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// shown is the graph of the latest Graphed, and what it takes to build it again as it was then.
type shown struct {
	*train.Batch[float32]
	net   *layer.Network[float32]
	step  int
	state []layer.Param[float32] // copies
	wide  *train.Batch[float64]  // built by the first Pull
	// reader says that the graph is the reader's, which is more than a batch of a network.
	reader bool
}

// newShown keeps b, a batch of net that has run: what is asked of it later is of the numbers that were shown, while
// training changes those of the network.
func newShown(b *train.Batch[float32], net *layer.Network[float32], step int) *shown {
	for _, n := range b.Graph.Params() {
		n.Value = n.Value.Clone()
	}
	s := &shown{Batch: b, net: net, step: step}
	for _, p := range net.State() {
		s.state = append(s.state, layer.Param[float32]{Name: p.Name, Value: p.Value.Clone()})
	}
	return s
}

// rebuilt returns a network of its own with the parameters and the running statistics that the graph has.
func rebuilt[T tensor.Float](s *shown) *layer.Network[T] {
	net := layer.Convert[T](s.net)
	params := s.Graph.Params()
	for i, p := range net.Params() { // in the order of the graph's
		tensor.Convert(p.Value.Data, params[i].Value.Data)
	}
	for i, p := range net.State() {
		tensor.Convert(p.Value.Data, s.state[i].Value.Data)
	}
	return net
}

// widen returns a copy of the first n images in float64, of a network of its own: with the parameters, the running
// statistics and the masks that the graph has.
func (s *shown) widen(n int) *train.Batch[float64] {
	if s.wide != nil && s.wide.T.Rows() == n {
		return s.wide
	}
	net := rebuilt[float64](s)
	masks := map[string]*tensor.Tensor[float32]{}
	for _, node := range s.Graph.Nodes() {
		if _, ok := node.Op().(*op.Mask[float32]); ok {
			masks[node.Scope] = node.Value
		}
	}
	g := &graph.Graph[float64]{Replace: func(scope string, o graph.Op[float64]) graph.Op[float64] {
		if m, ok := o.(*op.Mask[float64]); ok {
			m.Fixed = tensor.New[float64](m.Of...)
			tensor.Convert(m.Fixed.Data, masks[scope].Data[:len(m.Fixed.Data)])
		}
		return o
	}}
	b, err := train.BuildBatch(g, net, n)
	if err != nil {
		panic("session: " + err.Error()) // cannot fail: the network was built before, with another batch size
	}
	tensor.Convert(b.X.Data, s.X.Dense()[:len(b.X.Data)])
	tensor.Convert(b.T.Data, s.T.Data[:n])
	s.wide = b
	return b
}

// pull answers with what the loss does while an element of a parameter moves.
func (g *graphs) pull(id int, c protocol.Pull) *refusal {
	n, r := g.node(c.Node)
	if r != nil {
		return r
	}
	if r := pullable(n, c); r != nil {
		return r
	}
	if g.shown.reader {
		return refuse(protocol.CodeBadRequest, "A weight of the reader cannot be pulled, only one of your own network.")
	}
	param := 0
	for i, p := range g.shown.Graph.Params() {
		if p == n {
			param = i
		}
	}
	images, points := g.shown.affordable(param, c)
	b := g.shown.widen(images)
	p := train.NewPull(b, g.shown.Graph.Mode(), b.Graph.Params()[param], c.Element)
	if !isNumber(p.Value) || !isNumber(p.Loss) || !isNumber(p.Gradient) {
		return noAnswer()
	}
	e := protocol.Pulled{Name: at(n, c.Element).name, Value: p.Value, Loss: p.Loss, Gradient: p.Gradient,
		Samples: images}
	curve, kinks := p.Curve(c.Reach, points)
	for _, point := range curve {
		e.Points = append(e.Points, protocol.PullPoint(point))
	}
	for _, k := range kinks {
		e.Kinks = append(e.Kinks, protocol.PullKink{From: k.From, To: k.To, Loss: k.Loss, Before: k.Before,
			After: k.After, Scope: k.First.Scope, Unit: k.First.Unit, Image: k.First.Image, Count: k.Count,
			Crossing: k.First.Crossing})
	}
	for _, h := range c.H {
		e.Secants = append(e.Secants, protocol.Secant(p.Secant(h)))
	}
	path := p.Path()
	e.Product, e.Share = path.Product, path.Share
	e.Path, e.Image = g.steps(n, c.Element, path.Steps)
	g.host.Emit(id, e)
	return nil
}

// pullable refuses what cannot be pulled.
func pullable(n *graph.Node[float32], c protocol.Pull) *refusal {
	within := func(v float64) bool { return v >= protocol.MinPull && v <= protocol.MaxPull }
	if n.Kind != graph.KindParam {
		return refuse(protocol.CodeBadRequest, "Node %d is of kind %s: only an element of a parameter can be pulled.",
			c.Node, n.Kind)
	}
	if size := len(n.Value.Data); c.Element < 0 || c.Element >= size {
		return refuse(protocol.CodeBadRequest, "Element %d of %d: there is none.", c.Element, size)
	}
	if c.Points < protocol.MinPoints || c.Points > protocol.MaxPoints || c.Points%2 == 0 || !within(c.Reach) {
		return refuse(protocol.CodeBadRequest, "%d points as far as %g: there can be %d to %d, an odd number, as "+
			"far as %g to %g.", c.Points, c.Reach, protocol.MinPoints, protocol.MaxPoints, protocol.MinPull,
			protocol.MaxPull)
	}
	if len(c.H) > protocol.MaxSecants {
		return refuse(protocol.CodeBadRequest, "%d secants: there can be %d.", len(c.H), protocol.MaxSecants)
	}
	for _, h := range c.H {
		if !within(h) {
			return refuse(protocol.CodeBadRequest, "h is %g; it can be %g to %g.", h, protocol.MinPull,
				protocol.MaxPull)
		}
	}
	return nil
}

// affordable returns how many of the images, and of the points asked for, can be computed within about a second.
func (s *shown) affordable(param int, c protocol.Pull) (images, points int) {
	// mostWork is how many multiplications that is, in float64, which has no SIMD.
	const mostWork, fewest = 6e8, 17
	images = s.T.Rows()
	each := s.work(param) / float64(images)
	fixed := 2*len(c.H) + 12 // the secants, the path and some kinks
	if most := mostWork / each / float64(fixed+min(c.Points, fewest)); most < float64(images) {
		images = max(1, int(most))
	}
	points = min(c.Points, max(min(c.Points, fewest), int(mostWork/each/float64(images))-fixed))
	return images, points - (points+1)%2
}

// convolutionCost is how much longer a multiplication takes in a Convolution than in a MatMul, which skips zeros and
// copies nothing.
const convolutionCost = 2.5

// work is about how many multiplications the nodes take that depend on a parameter.
func (s *shown) work(param int) float64 {
	from, sum := s.Graph.Params()[param], 0.0
	after := false
	for _, n := range s.Graph.Nodes() {
		if after = after || n == from; !after || n.Op() == nil {
			continue
		}
		each := 1.0
		if in := n.Inputs(); len(in) == 2 && in[1].Kind == graph.KindParam && len(in[1].Value.Shape) > 1 {
			taps := float64(len(in[1].Value.Data) / n.Value.Shape[1]) // of a column, or of a filter
			if n.Kind != (op.MatMul[float32]{}).Kind() {
				taps *= convolutionCost
			}
			each += taps
		}
		sum += float64(len(n.Value.Data)) * each
	}
	return sum
}

// steps names the steps of a path from an element of a parameter, and returns the image that it ends with,
// or -1 if it does not reach the loss.
func (g *graphs) steps(n *graph.Node[float32], element int, path []train.PathStep) (steps []protocol.PathStep,
	image int) {
	nodes := g.shown.Graph.Nodes()
	image = -1
	loss := len(g.shown.wide.Graph.Nodes()) - 1
	for _, s := range path {
		if s.Node == loss { // which is in parts in the graph that is shown
			image = element / n.Value.Cols()
			steps = append(steps, protocol.PathStep{Kind: g.shown.wide.Loss.Kind, Scope: g.shown.wide.Loss.Scope,
				Name: "loss", Local: s.Local, Factor: factorOfLoss(n, element, g.shown.wide.T.Rows())})
			break
		}
		use := nodes[s.Node]
		step := protocol.PathStep{Kind: use.Kind, Scope: use.Scope, Local: s.Local}
		if s.Element >= 0 {
			step.Name = at(use, s.Element).name
			step.Factor = g.factor(use, s.Element, at(n, element).name)
			n, element = use, s.Element
		}
		steps = append(steps, step)
	}
	return steps, image
}

// factor names the number that an element of a product is multiplied by, or returns "".
func (g *graphs) factor(n *graph.Node[float32], element int, of string) string {
	var factors [][2]term
	switch n.Kind {
	case op.MatMul[float32]{}.Kind():
		factors = matMulFactors(n, element)
	case (*op.Convolution[float32])(nil).Kind():
		factors = g.convolutionFactors(n, element)
	}
	for _, f := range factors {
		for side, t := range f {
			if t.name == of {
				return f[1-side].name
			}
		}
	}
	return ""
}

// factorOfLoss writes the derivative of the loss with respect to a score: (y[0,3] − t[0,3]) / 100.
func factorOfLoss(scores *graph.Node[float32], element, images int) string {
	place := at(scores, element).name
	place = place[strings.LastIndex(place, "["):]
	text := "(y" + place + " − t" + place + ")"
	if images > 1 {
		text += " / " + strconv.Itoa(images)
	}
	return text
}
