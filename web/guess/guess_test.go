package guess_test

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/web/guess"
)

func TestNumber(t *testing.T) {
	for text, want := range map[string]float64{
		"2.2": 2.2, "2,2": 2.2, " = 2.2 ": 2.2, "−1": -1, "-1e-3": -1e-3, "11/5": 2.2, "-1 / 4": -0.25,
	} {
		if v, ok := guess.Number(text); !ok || math.Abs(v-want) > 1e-15 {
			t.Errorf("%q is %g, %v", text, v, ok)
		}
	}
	for _, text := range []string{"", "?", "x", "1/0", "1/", "/2", "1/2/3", "2x", "1.2.3", "2,2?"} {
		if v, ok := guess.Number(text); ok {
			t.Errorf("%q is taken for %g", text, v)
		}
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		guess, grad float64
		want        bool
	}{
		{2.2, 2.2, true}, {2.21, 2.2, true}, {2.22, 2.2, false}, {-2.2, 2.2, false}, {0.0197, 0.01966, true}, {0.02,
			0.01966, false},
		{0, 3e-17, true}, {0, 0.001, false}, {1e-4, 0, false}, {math.NaN(), math.NaN(), true}, {0, math.NaN(), false},
		{math.Inf(1), math.Inf(1), true}, {math.Inf(-1), math.Inf(1), false}, {1e300, math.Inf(1), false}, {math.NaN(),
			1, false},
		{math.Inf(1), 1, false},
	} {
		if got := guess.Near(c.guess, c.grad); got != c.want {
			t.Errorf("%g for %g: %v", c.guess, c.grad, got)
		}
	}
}
