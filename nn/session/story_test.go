package session_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// In networks with every kind of layer, in training and in prediction, each operation tells how its elements came
// about, and each gradient does. The stories come to the numbers that are shown, whatever training does meanwhile.
func TestStoriesOfEachKind(t *testing.T) {
	kinds := map[string]bool{}
	for _, text := range []string{everything, "network=affine5-layernorm-leakyrelu0.1-tanh-gelu-affine10",
		"network=conv2k3p1-layernorm-gelu-batchnorm-affine10"} {
		h := newHost()
		s := started(t, h, parsed(t, text))
		id := 10
		for _, train := range []bool{true, false} {
			id += 2
			s.Handle(id, protocol.Graph{Train: train})
			g := answer[protocol.Graphed](t, h, id).Graph
			s.Handle(id+1, protocol.Train{Steps: 1})
			run(s)
			id++
			for _, n := range g.Nodes {
				kinds[strings.TrimRight(n.Scope, "0123456789")] = true
				size := len(n.Value.Data)
				for element := 0; element < size; element += 1 + size/7 {
					id++
					s.Handle(id, protocol.Tell{Node: n.ID, Element: element, Top: 6})
					told := answer[protocol.Told](t, h, id)
					if (told.Value != nil) != (len(n.Inputs) > 0) || (told.Gradient != nil) != (n.Grad != nil) {
						t.Fatalf("%s in %s, %s: %+v", n.Kind, n.Scope, text, told)
					}
					networkStory(t, g, told.Value, n.Value.Data[element])
					if told.Gradient != nil {
						of := told.Gradient.Of
						if of.Node != n.ID && (n.Kind != "CrossEntropy" || g.Nodes[of.Node].Scope == n.Scope) {
							t.Errorf("the gradient of %s is told of node %d", n.Kind, of.Node)
						}
						networkStory(t, g, told.Gradient, g.Nodes[of.Node].Grad.Data[of.Index])
					}
				}
			}
		}
	}
	for _, k := range spec.Kinds() {
		if !kinds[k.Name] {
			t.Errorf("no network here has a %s", k)
		}
	}
}

// networkStory holds a story of an element of a network's graph against the number that is shown, and what it came from
// against those of the others.
func networkStory(t *testing.T, g *snapshot.Graph, s *protocol.Story, want float64) {
	t.Helper()
	if s == nil {
		return
	}
	of := g.Nodes[s.Of.Node]
	// Sums of float32 in another order: 1e-5 of the largest values, which are below 10.
	if got := s.Graph.Nodes[s.Root].Value.Data[0]; !(math.Abs(got-want) <= 1e-4*max(1, math.Abs(want))) {
		t.Errorf("%s of %s in %s is %v, and its story comes to %v", s.Name, of.Kind, of.Scope, want, got)
	}
	if len(s.Graph.Nodes) > 1000 {
		t.Errorf("the story of %s has %d numbers", s.Name, len(s.Graph.Nodes))
	}
	for _, from := range s.From {
		n := g.Nodes[from.Element.Node]
		v := n.Value
		if from.Element.Gradient {
			v = n.Grad
		}
		if got := s.Graph.Nodes[from.Leaf].Value.Data[0]; got != v.Data[from.Element.Index] {
			t.Errorf("%s of %s: %s is %v in the story, and %v in the graph", s.Name, of.Kind,
				s.Graph.Nodes[from.Leaf].Name, got, v.Data[from.Element.Index])
		}
	}
}

// A sum of many terms has the largest and the rest, and the names are those of the layer.
func TestLongStory(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Graph{Train: true})
	g := answer[protocol.Graphed](t, h, 2).Graph
	product := slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool { return n.Kind == "MatMul" })
	s.Handle(3, protocol.Tell{Node: product, Element: 1, Top: 4})
	story := answer[protocol.Told](t, h, 3).Value
	var leaves []string
	for _, n := range story.Graph.Nodes {
		if len(n.Inputs) == 0 {
			leaves = append(leaves, n.Name)
		}
	}
	if len(leaves) != 9 || !slices.Contains(leaves, "780 others") || len(story.From) != 8 {
		t.Errorf("the story begins from %q", leaves)
	}
	for id, c := range map[int]protocol.Tell{5: {Node: -1, Top: 1}, 6: {Node: 99, Top: 1}, 7: {Element: -1, Top: 1},
		8: {}, 9: {Top: 1000}} {
		s.Handle(id, c)
		if f := answer[protocol.Failed](t, h, id); f.Code != protocol.CodeBadRequest {
			t.Errorf("%+v: %+v", c, f)
		}
	}
	s = started(t, h, small())
	s.Handle(20, protocol.Tell{Top: 1})
	if f := answer[protocol.Failed](t, h, 20); f.Code != protocol.CodeNotReady {
		t.Errorf("before there is a graph: %+v", f)
	}
}
