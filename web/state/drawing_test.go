package state_test

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
)

func lengths(s state.State) (n []int) {
	for _, stroke := range s.Draw.Drawing.Strokes {
		n = append(n, len(stroke))
	}
	return n
}

func TestStrokesAndUndo(t *testing.T) {
	s := state.New()
	s = s.Begin([2]float64{1, 1}).Extend([2]float64{2, 2}, [2]float64{3, 3}).End()
	two := s.Begin([2]float64{5, 5}).Extend([2]float64{6, 6})
	if got := lengths(two); !reflect.DeepEqual(got, []int{3, 2}) {
		t.Fatalf("strokes of %v points", got)
	}
	if got := lengths(two.Extend([2]float64{7, 7})); !reflect.DeepEqual(got, []int{3, 3}) {
		t.Errorf("strokes of %v points after one more", got)
	}
	if got := lengths(two.End().Extend([2]float64{7, 7})); !reflect.DeepEqual(got, []int{3, 2}) {
		t.Errorf("a stroke that has ended grew: %v", got)
	}
	if got := lengths(two.Undo()); !reflect.DeepEqual(got, []int{3}) {
		t.Errorf("after undo, strokes of %v points", got)
	}
	if got := lengths(two.Clear().Undo()); !reflect.DeepEqual(got, []int{3, 2}) {
		t.Errorf("after undoing Clear, strokes of %v points", got)
	}
	if s := two.Undo().Undo().Undo(); !s.Draw.Drawing.Empty() {
		t.Error("more undo than strokes leaves ink")
	}
	if before := state.New(); before.Clear().Draw.Version != before.Draw.Version {
		t.Error("clearing nothing is a change")
	}
}

func TestExtendLeavesEarlierStatesAlone(t *testing.T) {
	s := state.New().Begin([2]float64{1, 1}).Extend([2]float64{2, 2})
	a, b := s.Extend([2]float64{3, 3}), s.Extend([2]float64{4, 4})
	if a.Draw.Drawing.Strokes[0][2] != [2]float64{3, 3} || b.Draw.Drawing.Strokes[0][2] != [2]float64{4, 4} {
		t.Error("two States share a stroke")
	}
}

func TestUndoIsBounded(t *testing.T) {
	s := state.New()
	for range 3 * state.PastLength {
		s = s.Begin([2]float64{1, 1}).End()
	}
	if n := len(s.Draw.Past); n != state.PastLength {
		t.Errorf("%d drawings are kept, want %d", n, state.PastLength)
	}
}

func TestSampleMakesRoomForStrokes(t *testing.T) {
	s := state.New().Sampled(protocol.Sampled{Index: 7, Label: 4, Pixels: make([]float64, 784)})
	if d := s.Draw.Drawing; d.Sample != 7 || d.Label != 4 || d.Empty() {
		t.Fatalf("drawing %+v", d)
	}
	drawn := s.Begin([2]float64{1, 1})
	if d := drawn.Draw.Drawing; d.Sample != -1 || len(d.Pixels) != 0 || len(d.Strokes) != 1 {
		t.Errorf("drawing %+v", d)
	}
	if back := drawn.Undo(); back.Draw.Drawing.Sample != 7 {
		t.Error("undo does not bring the sample back")
	}
	if s := s.Sampled(protocol.Failed{Message: "none"}); s.Draw.Problem != "none" || s.Draw.Drawing.Sample != 7 {
		t.Errorf("after a refusal: %+v", s.Draw)
	}
}

func TestLatestAnswerWins(t *testing.T) {
	answer := func(digit int) protocol.Classified {
		return protocol.Classified{Digit: digit, Probabilities: make([]float64, 10)}
	}
	s := state.New().Begin([2]float64{1, 1})
	old := s.Draw.Version
	s = s.Extend([2]float64{2, 2})
	s = s.Classified(s.Draw.Version, answer(3))
	if s = s.Classified(old, answer(8)); s.Draw.Seen.Digit != 3 {
		t.Error("an answer about an earlier drawing replaced a later one")
	}
	if s = s.Classified(s.Draw.Version, answer(5)); s.Draw.Seen.Digit != 5 {
		t.Error("the same drawing has a new answer, which is not shown")
	}
	version := s.Draw.Version
	s = s.Clear()
	if s.Draw.Seen != nil {
		t.Error("an empty area has an answer")
	}
	if s = s.Classified(version, answer(5)); s.Draw.Seen != nil {
		t.Error("a late answer came to an empty area")
	}
	s = s.Begin([2]float64{1, 1})
	if s = s.Classified(version, answer(5)); s.Draw.Seen != nil {
		t.Error("an answer about a drawing that was cleared came to the next one")
	}
	if s = s.Classified(s.Draw.Version, protocol.Classified{Digit: -1}); s.Draw.Seen != nil {
		t.Error("no digit is no answer")
	}
}

func TestStrokesOfAnyUnitLieOnPaper(t *testing.T) {
	given := [][][2]float64{{{-1000, 0}, {1000, 500}}, {{0, -500}}}
	d := state.StrokesDrawing(given)
	want := [][][2]float64{{{42, 140}, {238, 189}}, {{140, 91}}} // the longer side is 0.7·280 = 196 long, the middle at 140, 140
	if !reflect.DeepEqual(d.Strokes, want) {
		t.Errorf("strokes %v, want %v", d.Strokes, want)
	}
	if dot := state.StrokesDrawing([][][2]float64{{{9, 9}}}); dot.Strokes[0][0] != [2]float64{140, 140} {
		t.Errorf("a dot is at %v", dot.Strokes[0][0])
	}
	if !state.StrokesDrawing(nil).Empty() {
		t.Error("no strokes make ink")
	}
}
