package state_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
)

// benchHost keeps an engine's latest answer.
type benchHost struct{ answer protocol.Event }

func (h *benchHost) Emit(_ int, e protocol.Event)                                      { h.answer = e }
func (h *benchHost) Fetch(string, func(loaded, total int), func(data []byte, _ error)) {}

// benched asks an engine until every question of the bench is answered.
func benched(t *testing.T, s state.State) state.State {
	t.Helper()
	for range 5 {
		of, c, ok := s.Bench.Question(s.Settings.Wanted)
		if !ok {
			return s
		}
		h := &benchHost{}
		session.New(h).Handle(1, c)
		s.Bench = s.Bench.Answered(of, h.answer)
	}
	t.Fatal("the questions do not end")
	return s
}

func withLink(t *testing.T, link string) state.State {
	t.Helper()
	wanted, errs := setting.ParseQuery(link)
	if errs != nil {
		t.Fatal(errs)
	}
	return state.New().WithSettings(wanted, nil)
}

// What is on the bench, with the chosen element, goes into a link and comes back from it.
func TestBenchLink(t *testing.T) {
	s := benched(t, state.New()).WithLayerKind(spec.KindConvolution)
	s = benched(t, s.WithLayerField("filters", "2").TypeCell(state.BenchCell{Array: "W", Index: 17, Text: "−2,5"}))
	last := len(s.Bench.Benched.Graph.Nodes) - 1
	s = benched(t, s.ChooseElement(protocol.Element{Node: last, Index: 10}).NewMask().BenchGoTo(2))
	link := s.Settings.Wanted.Query()
	for _, want := range []string{"layer=conv2k3", "-2.5~b=0,0", "element=out.0.1.0.1", "mask=3", "layerStep=2"} {
		if !strings.Contains(link, want) {
			t.Errorf("the link %s lacks %s", link, want)
		}
	}
	again := benched(t, withLink(t, link))
	if got, want := again.Bench.Story().Name, "out[0,1,0,1]"; got != want {
		t.Errorf("the story is of %s, want %s", got, want)
	}
	if w, at := again.BenchAt(); w == nil || at != 2 {
		t.Errorf("it stands at %d", at)
	}
	if got := again.ChooseElement(protocol.Element{Node: last, Index: 10}).Settings.Wanted.Element; got != "" {
		t.Errorf("the chosen element, chosen again, is %q", got)
	}
}

// What is wrong is said, what there was stays, and numbers keep their places.
func TestBenchProblems(t *testing.T) {
	s := benched(t, withLink(t, "layer=softmaxwithloss&numbers=x=1,2~t=0,1"))
	s = benched(t, s.TypeCell(state.BenchCell{Array: "t", Index: 0, Text: "3"}))
	if w := s.Settings.Wanted; !s.Bench.Stale(w) || !strings.Contains(s.Bench.Trouble(w), "adds up to 4") {
		t.Errorf("it says %q", s.Bench.Trouble(w))
	}
	s = s.TypeCell(state.BenchCell{Array: "x", Index: 1, Text: "1e"})
	if !s.Bench.CellWrong("x", 1) || s.Bench.CellText("x", 1, 2) != "1e" || s.OfBench().Arrays[0].Data[1] != 2 {
		t.Error("what is not a number changes one, or is not said")
	}
	if s = s.LeaveCell(); s.Bench.CellText("x", 1, 2) != "2" {
		t.Error("a cell that is left keeps what is not a number")
	}
	// What does not fit is refused, and the numbers stay.
	s = benched(t, state.New().TypeCell(state.BenchCell{Array: "x", Index: 0, Text: "7"}))
	for _, no := range []state.State{s.WithLayerField("units", "1000"), s.ResizeX(1, 5)} {
		if w := no.Settings.Wanted; w.Query() != s.Settings.Wanted.Query() || no.Bench.Stale(w) ||
			!strings.Contains(no.Bench.Trouble(w), "fit here") {
			t.Errorf("it says %q of %s", no.Bench.Trouble(w), w.Query())
		}
		if yes := no.WithLayerField("units", "3"); yes.Bench.Trouble(yes.Settings.Wanted) != "" {
			t.Errorf("then it still says %q", yes.Bench.Trouble(yes.Settings.Wanted))
		}
	}
	for _, link := range []string{"layer=foo", "layer=conv1k9", "numbers=x", "numbers=x=1,2,3,4,5", "layer=affine0"} {
		s := withLink(t, link)
		if s.Bench.Trouble(s.Settings.Wanted) == "" || s.OfBench().Layer == nil {
			t.Errorf("%s: nothing is said", link)
		}
	}
}

// A table is pasted from a cell on, and x takes the size of what is pasted into its corner.
func TestBenchPaste(t *testing.T) {
	for _, c := range []struct {
		array string
		index int
		text  string
		want  string
	}{
		{"x", 0, "1 2\n3 4\n5 6", "x=1,2;3,4;5,6~W=1,0;0.5,-1~b=0,1~dout=1,0;0,1;1,-1"},
		{"x", 1, "9 8 7", "x=1,9,8;0,3,1~W=1,0;0.5,-1;2,1~b=0,1~dout=1,0;0,1"},
		{"W", 2, "7\n8", "x=1,2,-1;0,3,1~W=1,0;7,-1;8,1~b=0,1~dout=1,0;0,1"},
	} {
		s, ok := state.New().PasteCells(c.array, c.index, c.text)
		if got := spec.FormatArrays(s.OfBench().Arrays); !ok || got != c.want {
			t.Errorf("%q at %s, %d: %s, want %s", c.text, c.array, c.index, got, c.want)
		}
	}
	if _, ok := state.New().PasteCells("x", 0, "7"); ok {
		t.Error("a single number is taken for a table")
	}
	s := state.New().ResizeX(0, 1).ResizeX(1, -2)
	if got := s.OfBench().Arrays[0].Shape; got[0] != 3 || got[1] != 1 {
		t.Errorf("x is %v", got)
	}
	if got := s.ResizeX(1, -1).OfBench().Arrays[0].Shape[1]; got != 1 {
		t.Errorf("x has %d columns", got)
	}
}

// Each kind begins with its first example, which the page names.
func TestBenchExamples(t *testing.T) {
	for _, k := range spec.Lone() {
		s := state.New().WithLayerKind(k.Name)
		if of := s.OfBench(); of.Kind() != k || s.Bench.Trouble(s.Settings.Wanted) != "" {
			t.Errorf("%s: there is %s, and %q", k, of.Kind(), s.Bench.Trouble(s.Settings.Wanted))
		}
		for i, e := range k.Examples {
			if got := s.WithBenchExample(e).BenchExample(); got != i {
				t.Errorf("%s: example %d is taken for %d", k, i, got)
			}
		}
	}
}
