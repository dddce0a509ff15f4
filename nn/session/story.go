package session

import (
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// tell answers with how an element of the graph that is shown came about.
func (g *graphs) tell(id int, c protocol.Tell) *refusal {
	n, r := g.element(c.Node, c.Element, c.Top, "terms")
	if r != nil {
		return r
	}
	e := protocol.Told{}
	if _, ok := n.Op().(graph.Settled); !ok || g.shown.Graph.Mode() == graph.Train {
		if len(n.Inputs()) > 0 {
			e.Value = g.story(n, c, false)
		}
		if n.Grad != nil {
			e.Gradient = g.story(n, c, true)
		}
		if e.Gradient == nil && len(n.Inputs()) > 0 { // the loss: what it sends back says more
			x := comesIn(n)
			c.Node, c.Element = slices.Index(g.shown.Graph.Nodes(), x), 0
			for i, v := range x.Grad.Data[:x.Grad.Cols()] {
				if math.Abs(float64(v)) > math.Abs(float64(x.Grad.Data[c.Element])) {
					c.Element = i
				}
			}
			e.Gradient = g.story(x, c, true)
		}
	}
	g.host.Emit(id, e)
	return nil
}

// comesIn is what comes into the layer that computes a node: into that of the loss, the scores.
func comesIn(n *graph.Node[float32]) *graph.Node[float32] {
	x := n
	for x.Scope == n.Scope && len(x.Inputs()) > 0 {
		x = x.Inputs()[0]
	}
	return x
}

func (g *graphs) story(n *graph.Node[float32], c protocol.Tell, gradient bool) *protocol.Story {
	s := op.TellWithin(g.shown.Graph, n, c.Element, gradient, c.Top)
	if s == nil || len(s.Root.Inputs()) == 0 && len(s.From) > 0 && s.From[0].Node == c.Node {
		return nil // it is told of itself alone: it was given, as the gradient of the loss is
	}
	return storyOf(s, protocol.Element{Node: c.Node, Index: c.Element, Gradient: gradient})
}

// storyOf returns a story as the page has it: with the numbers that it ends in, and no others.
func storyOf(s *op.Story, of protocol.Element) *protocol.Story {
	nodes := s.Graph.Nodes()
	used := map[*graph.Node[float64]]bool{s.Root: true}
	for _, n := range slices.Backward(nodes) {
		for _, in := range n.Inputs() {
			used[in] = used[in] || used[n]
		}
	}
	ids := map[*graph.Node[float64]]int{}
	g := &snapshot.Graph{}
	for i, n := range s.Graph.Snapshot().Nodes {
		if !used[nodes[i]] {
			continue
		}
		n.ID = len(g.Nodes)
		ids[nodes[i]] = n.ID
		for k, in := range nodes[i].Inputs() {
			n.Inputs[k] = ids[in]
		}
		g.Nodes = append(g.Nodes, n)
	}
	e := &protocol.Story{Of: of, Name: s.Name, Scope: s.Scope, Graph: g, Root: ids[s.Root]}
	for _, p := range s.From {
		if used[p.Leaf] {
			from := protocol.Element{Node: p.Node, Index: p.Element, Gradient: p.Gradient}
			e.From = append(e.From, protocol.Origin{Element: from, Leaf: ids[p.Leaf],
				Passes: p.Leaf.Grad.Data[0] != 0})
		}
	}
	return e
}
