package api

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
)

// A formula that the engine could read is shown with all its steps done, and can be gone through from there.
func TestSetFormulaAndStep(t *testing.T) {
	h := newHost(t)
	h.receive(1, `{"method": "setFormula", "params": {"expression": "x*y", "values": {"x": -2}}}`)
	one := func(v float64) *snapshot.Tensor { return &snapshot.Tensor{Shape: []int{1}, Data: []float64{v}} }
	h.said()
	h.engine.Answer(protocol.Formulated{Text: "x*y", Names: []string{"x", "y"},
		Values: map[string]float64{"x": -2, "y": 1},
		Graph: &snapshot.Graph{Nodes: []snapshot.Node{
			{Kind: "Param", Name: "x", Shape: []int{1}, Inputs: []int{}, Value: one(-2), Grad: one(1)},
			{ID: 1, Kind: "Param", Name: "y", Shape: []int{1}, Inputs: []int{}, Value: one(1), Grad: one(-2)},
			{ID: 2, Kind: "Mul", Shape: []int{1}, Inputs: []int{0, 1}, Value: one(-2), Grad: one(1),
				Local: []float64{1, -2}},
		}}})
	if said := h.said(); !strings.Contains(said, `"result":{"expression":"x*y","values":{"x":-2,"y":1},"nodes":[`) {
		t.Errorf("it answered %s", said)
	}
	s := h.desk.State()
	if s.Settings.Wanted.Formula != "x*y" || s.Settings.Wanted.Values["x"] != -2 || s.Formula.Walk == nil {
		t.Errorf("the page shows %q with %v", s.Settings.Wanted.Formula, s.Settings.Wanted.Values)
	}
	w, at := s.FormulaAt()
	if at != w.End() || w.End() < 2 {
		t.Errorf("it is at step %d of %d", at, w.End())
	}
	for id, c := range []struct {
		by   string
		want int
	}{{"-1", w.End() - 1}, {"-100", 0}, {"1", 1}, {"1000000000", w.End()}} {
		h.receive(id+2, `{"method": "step", "params": {"by": `+c.by+`}}`)
		if _, at := h.desk.State().FormulaAt(); at != c.want {
			t.Errorf("by %s it came to %d, want %d", c.by, at, c.want)
		}
	}
}

// Without a formula it is the network's graph that is gone through; what was unfolded stays, and the end stays the end.
func TestStepThroughTheNetwork(t *testing.T) {
	h := newHost(t)
	h.receive(1, `{"method": "step"}`)
	if said := h.said(); !strings.Contains(said, protocol.CodeNotReady) {
		t.Errorf("before there is a graph, it answered %s", said)
	}
	value := &snapshot.Tensor{Shape: []int{1}, Data: []float64{1}}
	h.desk.Update(func(s *state.State) {
		s.Graph = s.Graph.Answered(state.GraphSubject{}, protocol.Graphed{Graph: &snapshot.Graph{Nodes: []snapshot.Node{
			{Kind: "Input", Name: "x", Shape: []int{1}, Inputs: []int{}, Value: value, Grad: value},
			{ID: 1, Kind: "ReLU", Scope: "ReLU1", Shape: []int{1}, Inputs: []int{0}, Value: value, Grad: value},
		}}}, 0)
	})
	for id, c := range []struct{ by, want string }{{"-1", `"step":3,"steps":4`}, {"-9", `"step":0,"steps":4`},
		{"1", `"step":1,"steps":4`}, {"5", `"step":4,"steps":4`}} {
		h.receive(id+2, `{"method": "step", "params": {"by": `+c.by+`}}`)
		if said := h.said(); !strings.Contains(said, c.want) {
			t.Errorf("by %s it answered %s, want %s", c.by, said, c.want)
		}
	}
	if s := h.desk.State(); !s.Graph.Stepping || s.Graph.At != -1 {
		t.Errorf("stepping %t, at %d", s.Graph.Stepping, s.Graph.At)
	}
}
