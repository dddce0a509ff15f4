package draw

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestWords(t *testing.T) {
	unsure := protocol.Reading{Digit: 8, Probabilities: []float64{0, 0.1, 0, 0, 0, 0, 0, 0.05, 0.85, 0}}
	sure := unsure
	sure.Sure = true
	one := &protocol.Reading{Digit: 1, Probabilities: []float64{0, 0.9, 0, 0, 0, 0, 0, 0.1, 0, 0}, Sure: true}
	for _, c := range []struct {
		builtin bool
		seen    protocol.Classified
		want    string
	}{
		{true, protocol.Classified{Network: &sure},
			"Built-in network, 784–50–10, sees an 8, 85.0%; next a 1, 10.0%."},
		{false, protocol.Classified{Network: &sure, Reader: one}, "Your network, 784–50–10, sees an 8, 85.0%; " +
			"next a 1, 10.0%. Reader, a convolutional network, sees a 1, 90.0%; next a 7, 10.0%."},
		{false, protocol.Classified{Network: &unsure},
			"Your network, 784–50–10, is not sure that this is a digit."},
	} {
		s := statetest.Trained(10)
		s.Engine.Status.Builtin = c.builtin // this Engine is Trained's own
		s.Draw = &state.Draw{Seen: &c.seen}
		if got := answerWords(s); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if answerWords(state.New()) != "" {
		t.Error("there is something to say of nothing")
	}
}

func TestInkPath(t *testing.T) {
	for _, c := range []struct {
		name    string
		strokes [][][2]float64
		want    string
	}{
		{"nothing", [][][2]float64{{}}, ""},
		{"a dot", [][][2]float64{{{1, 2}}}, "M1.00 2.00L1.01 2.00"},
		{"a line", [][][2]float64{{{0, 0}, {4, 2}}}, "M0.00 0.00L4.00 2.00"},
		{"a bend", [][][2]float64{{{0, 0}, {4, 0}, {4, 4}}}, "M0.00 0.00Q4.00 0.00 4.00 2.00L4.00 4.00"},
		{"two strokes", [][][2]float64{{{0, 0}, {1, 0}}, {{2, 0}, {3, 0}}}, "M0.00 0.00L1.00 0.00M2.00 0.00L3.00 0.00"},
	} {
		if got := inkPath(c.strokes); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
