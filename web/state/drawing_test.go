package state_test

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func lengths(d *state.Draw) (n []int) {
	for _, stroke := range d.Drawing.Strokes {
		n = append(n, len(stroke))
	}
	return n
}

func TestStrokesAndUndo(t *testing.T) {
	d := state.New().Draw
	d = d.Begin([2]float64{1, 1}).Extend([2]float64{2, 2}, [2]float64{3, 3}).End()
	two := d.Begin([2]float64{5, 5}).Extend([2]float64{6, 6})
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
	if d := two.Undo().Undo().Undo(); !d.Drawing.Empty() {
		t.Error("more undo than strokes leaves ink")
	}
	if before := state.New().Draw; before.Clear().Version != before.Version {
		t.Error("clearing nothing is a change")
	}
}

// A stroke that is withdrawn leaves nothing, neither ink nor a drawing that Undo would bring back; one that has ended
// stays.
func TestWithdraw(t *testing.T) {
	d := state.New().Draw.Begin([2]float64{1, 1}).Extend([2]float64{2, 2}).End()
	palm := d.Begin([2]float64{5, 5}).Extend([2]float64{6, 6})
	if got := lengths(palm.Withdraw()); !reflect.DeepEqual(got, []int{2}) {
		t.Errorf("strokes of %v points", got)
	}
	if d := palm.Withdraw().Undo(); !d.Drawing.Empty() {
		t.Errorf("undo brings back strokes of %v points", lengths(d))
	}
	if got := lengths(palm.End().Withdraw()); !reflect.DeepEqual(got, []int{2, 2}) {
		t.Errorf("of strokes that have ended, those of %v points are left", got)
	}
}

func TestExtendLeavesEarlierStatesAlone(t *testing.T) {
	d := state.New().Draw.Begin([2]float64{1, 1}).Extend([2]float64{2, 2})
	a, b := d.Extend([2]float64{3, 3}), d.Extend([2]float64{4, 4})
	if a.Drawing.Strokes[0][2] != [2]float64{3, 3} || b.Drawing.Strokes[0][2] != [2]float64{4, 4} {
		t.Error("two of Draw share a stroke")
	}
}

func TestUndoIsBounded(t *testing.T) {
	d := state.New().Draw
	for range 3 * state.PastLength {
		d = d.Begin([2]float64{1, 1}).End()
	}
	if n := len(d.Past); n != state.PastLength {
		t.Errorf("%d drawings are kept, want %d", n, state.PastLength)
	}
}

func TestSampleMakesRoomForStrokes(t *testing.T) {
	d := state.New().Draw.Sampled(protocol.Sampled{Index: 7, Label: 4, Pixels: make([]float64, 784)})
	if got := d.Drawing; got.Sample != 7 || got.Label != 4 || got.Empty() {
		t.Fatalf("drawing %+v", got)
	}
	drawn := d.Begin([2]float64{1, 1})
	if got := drawn.Drawing; got.Sample != -1 || len(got.Pixels) != 0 || len(got.Strokes) != 1 {
		t.Errorf("drawing %+v", got)
	}
	if back := drawn.Undo(); back.Drawing.Sample != 7 {
		t.Error("undo does not bring the sample back")
	}
	if d := d.Sampled(protocol.Failed{Message: "none"}); d.Problem != "none" || d.Drawing.Sample != 7 {
		t.Errorf("after a refusal: %+v", d)
	}
}

func TestLatestAnswerWins(t *testing.T) {
	answer := func(digit int) protocol.Classified {
		return protocol.Classified{Network: &protocol.Reading{Digit: digit}}
	}
	d := state.New().Draw.Begin([2]float64{1, 1})
	old := d.Version
	d = d.Extend([2]float64{2, 2})
	d = d.Classified(d.Version, answer(3))
	if d = d.Classified(old, answer(8)); d.Seen.Network.Digit != 3 {
		t.Error("an answer about an earlier drawing replaced a later one")
	}
	if d = d.Classified(d.Version, answer(5)); d.Seen.Network.Digit != 5 {
		t.Error("the same drawing has a new answer, which is not shown")
	}
	version := d.Version
	d = d.Clear()
	if d.Seen != nil {
		t.Error("an empty area has an answer")
	}
	if d = d.Classified(version, answer(5)); d.Seen != nil {
		t.Error("a late answer came to an empty area")
	}
	d = d.Begin([2]float64{1, 1})
	if d = d.Classified(version, answer(5)); d.Seen != nil {
		t.Error("an answer about a drawing that was cleared came to the next one")
	}
	if d = d.Classified(d.Version, protocol.Classified{}); d.Seen != nil {
		t.Error("no digit is no answer")
	}
}

// What one network has said is not told under the name of the next.
func TestAnswersOfAnotherNetwork(t *testing.T) {
	s := statetest.Trained(100)
	s.Draw = s.Draw.Begin([2]float64{1, 1})
	answer := protocol.Classified{Network: &protocol.Reading{Digit: 3}, Reader: &protocol.Reading{Digit: 7}}
	s.Draw = s.Draw.Classified(s.Draw.Version, answer)
	same := s.Observe(s.Engine.Status)
	if network, reader := same.Draw.Answers(); network == nil || reader == nil {
		t.Errorf("the same network says %v, the reader %v", network, reader)
	}
	for name, change := range map[string]func(*protocol.Status){
		"fresh weights":    func(s *protocol.Status) { s.Step = 0 },
		"the built-in one": func(s *protocol.Status) { s.Builtin = true },
	} {
		status := s.Engine.Status
		change(&status)
		next := s.Observe(status)
		if network, reader := next.Draw.Answers(); network != nil || reader == nil {
			t.Errorf("%s: the network says %v, the reader %v", name, network, reader)
		}
		next.Draw = next.Draw.Classified(next.Draw.Version, answer)
		if network, _ := next.Draw.Answers(); network == nil {
			t.Errorf("%s: its answer is not told", name)
		}
	}
}

func TestStrokesOfAnyUnitLieOnPaper(t *testing.T) {
	given := [][][2]float64{{{-1000, 0}, {1000, 500}}, {{0, -500}}}
	d := state.StrokesDrawing(given)
	want := [][][2]float64{{{42, 140}, {238, 189}}, {{140,
		91}}} // the longer side is 0.7·280 = 196 long, the middle at 140, 140
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
