package state_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
)

func oneLayer() protocol.Graphed {
	one := &snapshot.Tensor{Shape: []int{1}, Data: []float64{1}}
	return protocol.Graphed{Graph: &snapshot.Graph{Nodes: []snapshot.Node{
		{Kind: "Input", Name: "x", Shape: []int{1}, Inputs: []int{}, Value: one, Grad: one},
		{ID: 1, Kind: "ReLU", Scope: "ReLU1", Shape: []int{1}, Inputs: []int{0}, Value: one, Grad: one},
	}}}
}

// noted is s once the settings have followed the graph.
func noted(s state.State) state.State {
	s.Follow()
	return s
}

// A link brings the graph as it was shown, and what is done to it comes into the link.
func TestTheGraphInALink(t *testing.T) {
	s := state.New()
	s.Graph = s.Graph.Answered(state.GraphSubject{}, oneLayer(), 0).Toggle("ReLU1").Select(1).WithSteps(true).GoTo(2).
		WithTraining(false)
	s = noted(s)
	query := s.Settings.Wanted.Query()
	if query != "unfolded=ReLU1&node=1&graphStep=2&graphMode=predict" {
		t.Fatalf("the link is %q", query)
	}
	wanted, errs := setting.ParseQuery(query)
	n := state.New().WithSettings(wanted, errs)
	n.Graph = n.Graph.Answered(state.GraphSubject{}, oneLayer(), 0)
	g := n.Graph
	if _, at := n.Graph.Position(); len(errs) > 0 || g.Selected != 1 || !g.Unfolded["ReLU1"] || at != 2 ||
		g.Tensors == nil || g.Mode != setting.GraphPredict {
		t.Errorf("%v, node %d, unfolded %v, at %d", errs, g.Selected, g.Unfolded, at)
	}
	if noted(n).Settings != n.Settings {
		t.Error("the link changes by itself")
	}
	s.Graph = s.Graph.Toggle("ReLU1").Select(-1).WithSteps(false).WithTraining(true)
	if back := noted(s); back.Settings.Wanted.Query() != "" {
		t.Errorf("as it was at first, the link is %q", back.Settings.Wanted.Query())
	}

	wanted.Unfolded = "Affine7,ReLU1"
	const part = `The graph has no part "Affine7" to unfold.`
	for _, c := range []struct {
		node, element int
		want          []string
	}{
		{99, 0, []string{part, "The graph has no node 99."}},
		{1, 8, []string{part, "The graph has no element 8 of its node 1, which has 1 element."}},
	} {
		wanted.Node, wanted.GraphElement = c.node, c.element
		s := state.New().WithSettings(wanted, nil).Graphed(state.GraphSubject{}, oneLayer())
		g := s.Graph
		if g.Selected >= 0 && c.node == 99 || g.Element != 0 || g.Problem != "" || g.Picture == nil ||
			!slices.Equal(s.Settings.Ignored, c.want) {
			t.Errorf("of what is not there: node %d, %q, %q", g.Selected, g.Problem, s.Settings.Ignored)
		}
		if query := noted(s).Settings.Wanted.Query(); strings.Contains(query, "Affine7") ||
			strings.Contains(query, "99") || strings.Contains(query, "=8") {
			t.Errorf("the link still has it: %q", query)
		}
	}
}
