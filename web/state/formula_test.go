package state_test

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/code"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/state"
)

// product is the answer about x*y.
func product(x, y float64) protocol.Formulated {
	one := func(v float64) *snapshot.Tensor { return &snapshot.Tensor{Shape: []int{1}, Data: []float64{v}} }
	return protocol.Formulated{
		Text: "x*y", Names: []string{"x", "y"}, Values: map[string]float64{"x": x, "y": y},
		Graph: &snapshot.Graph{Nodes: []snapshot.Node{
			{ID: 0, Kind: "Param", Name: "x", Shape: []int{1}, Value: one(x), Grad: one(y)},
			{ID: 1, Kind: "Param", Name: "y", Shape: []int{1}, Value: one(y), Grad: one(x)},
			{ID: 2, Kind: "Mul", Inputs: []int{0, 1}, Shape: []int{1}, Value: one(x * y), Grad: one(1),
				Local: []float64{y, x}},
		}},
	}
}

func shown(x, y float64) state.State {
	return formulated(state.New(), state.FormulaSubject{Text: "x*y", Values: ""}, product(x, y))
}

// formulated is s with an answer about a formula.
func formulated(s state.State, of state.FormulaSubject, answer protocol.Event) state.State {
	s.Formula = s.Formula.Answered(of, answer)
	return s
}

// question is what is asked of the formula as it stands.
func question(s state.State) (state.FormulaSubject, protocol.Formula, bool) {
	return s.Formula.Question(s.Settings.Wanted)
}

// valueText is what the field of a value shows.
func valueText(s state.State, name string) string {
	return s.Formula.ValueText(name, s.Settings.Wanted)
}

func drawn(s state.State) graphview.Drawn { return s.Formula.Drawn(s.Settings.Wanted) }

func TestFormulaIsAskedForOnce(t *testing.T) {
	s := state.New()
	of, c, ok := question(s)
	if !ok || c.Expression != setting.Default().Formula || c.Values["tax"] != 1.1 {
		t.Fatalf("the question is %+v, %v", c, ok)
	}
	s = formulated(s, of, product(2, 3))
	if _, _, ok := question(s); ok {
		t.Error("it is asked again")
	}
	if _, c, ok := question(s.TypeFormula("x*y ")); !ok || c.Expression != "x*y " {
		t.Errorf("after typing: %+v, %v", c, ok)
	}
	if _, c, ok := question(s.WithValue("x", "-0,5", false)); !ok || c.Values["x"] != -0.5 {
		t.Errorf("after a new value: %+v, %v", c, ok)
	}
	if _, _, ok := question(s.GoTo(1)); ok {
		t.Error("it is asked again for another step")
	}
}

func TestWrongFormulaKeepsTheGraph(t *testing.T) {
	s := shown(2, 3)
	s = formulated(s.TypeFormula("x*"), state.FormulaSubject{Text: "x*", Values: ""},
		protocol.Failed{Code: protocol.CodeBadFormula, Column: 3,
			Message: "after \"*\" comes a number"})
	if f := s.Formula; f.Problem != "After \"*\" comes a number." || f.Column != 3 || f.Walk == nil || drawn(s).
		Root == nil {
		t.Errorf("problem %q at %d, walk %v", f.Problem, f.Column, f.Walk)
	}
	if !s.Formula.Stale() || shown(2, 3).Formula.Stale() {
		t.Error("an earlier graph is not told from that of the formula")
	}
	if s.Settings.Wanted.Formula != "x*" {
		t.Errorf("the setting is %q", s.Settings.Wanted.Formula)
	}
	s = formulated(s, state.FormulaSubject{Text: "x*y", Values: ""}, product(2, 3))
	if s.Formula.Problem != "" || s.Formula.Column != 0 {
		t.Errorf("the error stays: %q", s.Formula.Problem)
	}
	bad := product(2, 3)
	bad.Graph = &snapshot.Graph{}
	if s = formulated(s, state.FormulaSubject{}, bad); s.Formula.Problem == "" || drawn(s).Root == nil {
		t.Error("an empty graph was taken")
	}
}

func TestValues(t *testing.T) {
	s := shown(2, 3)
	if got := valueText(s, "x"); got != "1" {
		t.Errorf("a name without a value is %s", got)
	}
	before := s.Settings.Wanted
	s = s.WithValue("x", "cold", false)
	if got := valueText(s, "x"); got != "cold" || s.Settings.Wanted.Values["x"] != 0 {
		t.Errorf("a draft is %q, its value %g", got, s.Settings.Wanted.Values["x"])
	}
	s = s.WithValue("x", " 1e3 ", false)
	if valueText(s, "x") != "1000" || s.Formula.Ranges["x"] != 2000 || len(s.Formula.Drafts) != 0 {
		t.Errorf("value %s, range %g, drafts %v", valueText(s, "x"), s.Formula.Ranges["x"], s.Formula.Drafts)
	}
	s = s.WithValue("x", "10", true)
	if s.Formula.Ranges["x"] != 2000 {
		t.Errorf("the slider's own move changes its range to %g", s.Formula.Ranges["x"])
	}
	if _, ok := before.Values["x"]; ok {
		t.Error("an earlier State was changed")
	}
	for text, want := range map[string]string{"NaN": "“NaN” is not a number.", "x": "“x” is not a number.",
		"": "“” is not a number.", "1e999": "“1e999” is too large.", "2": ""} {
		if got, wrong := s.WithValue("x", text, false).Formula.ValueProblem("x"); got != want || wrong != (want != "") {
			t.Errorf("the value %q: %q, %v; want %q", text, got, wrong, want)
		}
	}
}

func TestExamples(t *testing.T) {
	for i, e := range expr.Examples() {
		s := shown(2, 3).GoTo(1).WithExample(e)
		// A value can be written before the engine has read the formula that it belongs to.
		if early := s.WithValue("x", "7", false); early.Settings.Wanted.Values["x"] != 7 {
			t.Errorf("%s: an early value is %v", e.Name, early.Settings.Wanted.Values["x"])
		}
		got, at := s.Formula.Example()
		_, c, ok := question(s)
		if at != i || got.Name != e.Name || !ok || c.Expression != e.Formula || len(c.Values) != len(e.Values) {
			t.Errorf("%s: %+v, %d, %+v", e.Name, got, at, c)
		}
		if s.Settings.Wanted.Step != setting.AllSteps {
			t.Errorf("%s begins at step %d", e.Name, s.Settings.Wanted.Step)
		}
	}
	wanted := setting.Default()
	wanted.Formula = "x*y"
	s := state.New().WithSettings(wanted, nil) // from a URL
	if _, at := s.Formula.Example(); at != -1 || s.Formula.Typed != "x*y" {
		t.Errorf("a formula of one's own is example %d, %q", at, s.Formula.Typed)
	}
}

func TestSteps(t *testing.T) {
	s := shown(2, 3)
	w, at := s.FormulaAt()
	if at != w.End() || drawn(s).View.Moment != nil {
		t.Errorf("a page begins at %d of %d", at, w.End())
	}
	s = s.GoTo(1)
	if _, at := s.FormulaAt(); at != 1 || s.Settings.Wanted.Step != 1 || drawn(s).View.Moment == nil {
		t.Errorf("at %d", at)
	}
	if s.GoTo(w.End()).Settings.Wanted.Step != setting.AllSteps {
		t.Error("the end is not the end of any formula")
	}
	if _, at := s.ShowNode(2).FormulaAt(); at != 1 {
		t.Errorf("the product is computed at %d", at)
	}
	if _, at := s.GoTo(3).ShowNode(2).FormulaAt(); at != 3 {
		t.Errorf("the product sends back at %d", at)
	}
	if n := s.ShowNode(0); n.Formula.Selected != 0 || n.Settings.Wanted.Step != 1 {
		t.Errorf("of a leaf: selected %d, step %d", n.Formula.Selected, n.Settings.Wanted.Step)
	}
	if w, _ := state.New().FormulaAt(); w != nil || drawn(state.New()).Root != nil {
		t.Error("there is a way before there is a graph")
	}
}

// While a step is shown, the operation at work is known, with its values: backward also the shares of the gradient.
func TestFormulaWork(t *testing.T) {
	s := shown(2, 3) // x·y
	w, _ := s.FormulaAt()
	for at, want := range map[int]*code.Work{
		0: nil, w.Turn(): nil, w.End(): nil,
		1: {Values: map[string]string{"x": "2", "y": "3", "out": "6"}},
		w.Turn() + 1: {Backward: true,
			Values: map[string]string{"x": "2", "y": "3", "out": "6", "dx": "3", "dy": "2"}},
	} {
		kind, work := s.GoTo(at).FormulaWork()
		if !reflect.DeepEqual(work, want) || (kind == "Mul") != (want != nil) {
			t.Errorf("at %d of %d %q is at work with %+v", at, w.End(), kind, work)
		}
	}
	if kind, work := state.New().FormulaWork(); kind != "" || work != nil {
		t.Error("something works before there is a graph")
	}
}
