package state_test

import (
	"slices"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
)

func TestEntryKeepsTheLastValidNumber(t *testing.T) {
	whole := state.Entry{Value: 3, Min: 1, Max: 1000, Whole: true}
	h := state.New().Check.H
	for _, c := range []struct {
		entry   state.Entry
		text    string
		value   float64
		problem string
	}{
		{whole, "10", 10, ""},
		{whole, " 1000 ", 1000, ""},
		{whole, "0", 3, "0 is outside 1 to 1000."},
		{whole, "2.5", 3, "2.5 is not a whole number."},
		{whole, "three", 3, `"three" is not a number.`},
		{whole, "", 3, `"" is not a number.`},
		{h, "1e-5", 1e-5, ""},
		{h, "1e−5", 1e-5, ""}, // as the page itself writes it
		{h, "0.1", 0.1, ""},
		{h, "1e-13", 1e-4, "1e-13 is outside 1e-12 to 0.1."},
		{whole, "1e999", 3, `1e999 is outside 1 to 1000.`},
		{h, "NaN", 1e-4, `"NaN" is not a number.`},
		{h, "inf", 1e-4, "inf is outside 1e-12 to 0.1."},
	} {
		got := c.entry.With(c.text)
		if got.Value != c.value || got.Problem != c.problem || got.Text != c.text {
			t.Errorf("%q: %v, %q; want %v, %q", c.text, got.Value, got.Problem, c.value, c.problem)
		}
	}
}

// An answer to no question changes nothing: two buttons may be pressed before either is drawn anew.
func TestAnAnswerTooMany(t *testing.T) {
	c := state.New().Check
	for _, answer := range []protocol.Event{protocol.Checked{}, protocol.Curved{}, protocol.Failed{}} {
		if c.End(answer, 0, state.NetworkLayers{}) != c {
			t.Errorf("%T changes the panel", answer)
		}
	}
}

func TestLayersOfTheNetwork(t *testing.T) {
	s := setting.Default()
	s.Hidden, s.Activation = []int{30, 20}, "Sigmoid"
	n := state.LayersOf(s)
	if want := []string{"Affine1", "Sigmoid1", "Affine2", "Sigmoid2", "Affine3",
		"SoftmaxWithLoss"}; !slices.Equal(n.Names, want) {
		t.Errorf("layers %v, want %v", n.Names, want)
	}
	if len(n.Params) != 6 || n.Params[2].Name != "W2" || !slices.Equal(n.Params[2].Shape, []int{30, 20}) {
		t.Errorf("parameters %+v", n.Params)
	}
}

// An answer that nobody waits for, as after two clicks where one would do, is of no Command under way.
func TestAnswersToAnotherCheck(t *testing.T) {
	idle := state.New().Check
	checking := idle.Start(idle.CheckCommand(), time.Now())
	measuring := idle.Start(idle.CurveCommand(), time.Now())
	for name, c := range map[string]struct {
		check  *state.Check
		answer protocol.Event
	}{
		"Checked while nothing runs": {idle, protocol.Checked{}},
		"Curved while nothing runs":  {idle, protocol.Curved{}},
		"Checked for a Curve":        {measuring, protocol.Checked{}},
		"Curved for a Check":         {checking, protocol.Curved{}},
	} {
		if got := c.check.End(c.answer, 3, state.NetworkLayers{}); got != c.check {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := checking.End(protocol.Checked{}, 3, state.NetworkLayers{}); got.Runs != nil || got.Real == nil {
		t.Errorf("Checked for a Check: %+v", got)
	}
}
