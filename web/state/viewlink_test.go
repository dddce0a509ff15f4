package state_test

import (
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

// A link brings the graph as it was shown, and what is done to it comes into the link.
// noted is s once the settings have followed the graph.
func noted(s state.State) state.State {
	s.Follow()
	return s
}

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

	wanted.Node, wanted.Unfolded = 99, "Affine7,ReLU1"
	if g := state.New().WithSettings(wanted, nil).
		Graph.Answered(state.GraphSubject{}, oneLayer(), 0); g.Selected != -1 || g.Problem != "" || g.Picture == nil {
		t.Errorf("of what is not there: node %d, %q", g.Selected, g.Problem)
	}
}
