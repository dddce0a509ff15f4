package draw

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
)

func TestWords(t *testing.T) {
	seven := []float64{0, 0.1, 0, 0, 0, 0, 0, 0.85, 0, 0.05}
	eight := []float64{0, 0, 0, 0.15, 0, 0, 0, 0, 0.8, 0.05}
	one := &protocol.Reading{Digit: 1, Probabilities: []float64{0, 0.9, 0, 0, 0, 0, 0, 0.1, 0, 0}, Sure: true}
	for _, c := range []struct {
		seen protocol.Classified
		want string
	}{
		{protocol.Classified{Digit: 7, Probabilities: seven, Sure: true},
			"The network sees a 7, 85.0%; next a 1, 10.0%."},
		{protocol.Classified{Digit: 7, Probabilities: seven, Sure: true, Reader: one},
			"The network sees a 7, 85.0%; next a 1, 10.0%."},
		{protocol.Classified{Digit: 8, Probabilities: eight, Sure: true},
			"The network sees an 8, 80.0%; next a 3, 15.0%."},
		{protocol.Classified{Digit: 7, Probabilities: seven}, "The network is not sure that this is a digit."},
		{protocol.Classified{Digit: 7, Probabilities: seven, Sure: true, Own: true},
			"Your network sees a 7, 85.0%; next a 1, 10.0%."},
		{protocol.Classified{Digit: 7, Probabilities: seven, Own: true, Reader: one},
			"Your network is not sure that this is a digit. The built-in reader sees a 1, 90.0%; next a 7, 10.0%."},
	} {
		if got := answerWords(&state.Draw{Seen: &c.seen}); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if answerWords(&state.Draw{}) != "" {
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
