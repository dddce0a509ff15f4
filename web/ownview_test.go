package web

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestLabel(t *testing.T) {
	s := state.New()
	if s.CanLabel() || s.Label(3).Own != s.Own {
		t.Error("an empty sheet has a label")
	}
	sample := s.Redraw(s.Draw.Show(state.Drawing{Pixels: make([]float64, 784), Sample: 5, Label: 7}))
	if sample.CanLabel() || sample.Label(3).Own != sample.Own {
		t.Error("an image of the test set can be trained on")
	}
	growing := s.Redraw(s.Draw.Begin([2]float64{1, 1}))
	if growing.CanLabel() {
		t.Error("a stroke that grows has a label")
	}
	hidden := statetest.Set(statetest.Penned(s, statetest.Stroke), "hide", "ownShare")
	if hidden.CanLabel() || strings.Contains(html(t, hidden, "draw"), "own-label") ||
		!strings.Contains(html(t, s, "draw"), "own-label") {
		t.Error("a page that hides the setting has the buttons")
	}
	s = statetest.Penned(s, statetest.Stroke).Label(7)
	if len(s.Own.List) != 1 || s.Own.List[0].Label != 7 || s.Shown() != 0 || s.Own.Version != 1 {
		t.Fatalf("%+v", s.Own)
	}
	if s.Label(7).Own != s.Own {
		t.Error("the same label twice is a change")
	}
	s = s.Label(1)
	if len(s.Own.List) != 1 || s.Own.List[0].Label != 1 {
		t.Errorf("another label: %+v", s.Own.List)
	}
	s = statetest.Penned(s, statetest.Dot).Label(0)
	if len(s.Own.List) != 2 || s.Shown() != 1 || s.Own.Counts() != [10]int{1, 1} {
		t.Errorf("a second drawing: %+v", s.Own.List)
	}
	if opened := s.Redraw(s.Draw.Show(s.Own.Drawing(0))); opened.Shown() != 0 {
		t.Errorf("what is opened is taken for drawing %d", opened.Shown())
	}
	full := s
	full.Own = &state.Own{List: make([]state.OwnDrawing, protocol.MaxExamples)}
	if full = full.Label(3); len(full.Own.List) != protocol.MaxExamples || full.Own.Problem == "" {
		t.Errorf("%d drawings, problem %q", len(full.Own.List), full.Own.Problem)
	}
}
