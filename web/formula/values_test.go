package formula

import (
	"math"
	"regexp"
	"testing"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/state"
)

func TestMarkAt(t *testing.T) {
	for _, c := range []struct {
		text              string
		column            int
		before, at, after string
	}{
		{"größe+", 0, "größe+", "", ""},
		{"größe+", 1, "", "g", "röße+"},
		{"größe+", 6, "größe", "+", ""},
		{"größe+", 7, "größe+", "\u00a0", ""},
		{"größe+", 99, "größe+", "\u00a0", ""},
		{"exp\nx", 4, "exp", "\u00a0", "\nx"},
	} {
		if before, at, after := markAt(c.text, c.column); before != c.before || at != c.at || after != c.after {
			t.Errorf("%d: %q %q %q", c.column, before, at, after)
		}
	}
}

// Whoever types a formula reads which functions there are.
func TestHelpHasEveryFunction(t *testing.T) {
	row, _ := setting.Find("formula")
	for _, word := range expr.Functions() {
		if !regexp.MustCompile(`\b` + word + `\b`).MatchString(row.Help) {
			t.Errorf("the help of the field does not speak of %s", word)
		}
	}
}

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		text   string
		column int
		want   string
	}{
		{"größe+", 7, "Column 7"},
		{"t = x\nz = +", 12, "Line 2, column 6"},
		{"t = x\nz = +", 1, "Line 1, column 1"},
		{"t = x\nz = +", 7, "Line 2, column 1"},
		{"t = x\n\nz", 99, "Line 3, column 92"},
	} {
		if got := place(c.text, c.column); got != c.want {
			t.Errorf("%q, column %d: %s, want %s", c.text, c.column, got, c.want)
		}
	}
}

func TestSliderOfAValue(t *testing.T) {
	for v, want := range map[float64]float64{0: 1, 0.03: 1, 0.3: 1, 1: 2, 1.1: 5, 2: 5, -2.9: 10, 100: 200, 150: 500,
		500: 1000, 5e9: 1e10} {
		if got := state.RangeFor(v); math.Abs(got-want) > 1e-9*want {
			t.Errorf("the range of %g is ±%g, want %g", v, got, want)
		}
	}
	for _, reach := range []float64{1, 2, 5, 200, 0.5} {
		for p := range control.SliderSteps + 1 {
			text := valueText(p, reach)
			s := state.State{Settings: &state.Settings{},
				Formula: &state.Formula{Ranges: map[string]float64{}}}.WithValue("x", text, true)
			if v := s.Settings.Wanted.Values["x"]; valuePosition(v, reach) != p || len(text) > 6 {
				t.Errorf("±%g: place %d is %s, whose place is %d", reach, p, text, valuePosition(v, reach))
			}
		}
	}
	if valuePosition(99, 2) != control.SliderSteps || valuePosition(-99, 2) != 0 ||
		valuePosition(1, 0) != control.SliderSteps/2 {
		t.Error("a value beyond the range is not at its end")
	}
}
