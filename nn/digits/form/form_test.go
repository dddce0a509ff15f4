package form_test

import (
	"errors"
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/form"
)

func TestCheckPixels(t *testing.T) {
	with := func(v float64) []float64 {
		p := make([]float64, form.Pixels)
		p[9] = v
		return p
	}
	for _, c := range []struct {
		name string
		p    []float64
		want string
	}{
		{"blank", with(0), ""},
		{"ink", with(1), ""},
		{"between", with(0.5), ""},
		{"none", nil, "digits: 0 pixels, want 784"},
		{"one too few", with(0)[1:], "digits: 783 pixels, want 784"},
		{"negative", with(-0.1), "digits: pixel 9 is -0.1, outside 0 to 1"},
		{"a byte", with(255), "digits: pixel 9 is 255, outside 0 to 1"},
		{"NaN", with(math.NaN()), "digits: pixel 9 is NaN, outside 0 to 1"},
		{"infinite", with(math.Inf(1)), "digits: pixel 9 is +Inf, outside 0 to 1"},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, form.CheckPixels(c.p), c.want) })
	}
}

func TestValidate(t *testing.T) {
	points := func(n int) form.Strokes { return form.Strokes{make([]form.Point, n)} }
	at := func(x, y float64) form.Strokes { return form.Strokes{{{0, 0}}, {{1, 2}, {x, y}}} }
	for _, c := range []struct {
		name string
		s    form.Strokes
		want string
	}{
		{"a dot", points(1), ""},
		{"as many points as possible", points(form.MaxPoints), ""},
		{"as far as possible", at(form.MaxCoordinate, -form.MaxCoordinate), ""},
		{"none", nil, form.ErrEmpty.Error()},
		{"strokes without points", form.Strokes{{}, {}}, form.ErrEmpty.Error()},
		{"too many points", points(form.MaxPoints + 1),
			"digits: a drawing of 10001 points; at most 10000 are possible"},
		{"too far", at(0, 1.5e9), "digits: stroke 2, point 2: (0, 1.5e+09) is outside ±1e+09"},
		{"NaN", at(math.NaN(), 0), "digits: stroke 2, point 2: (NaN, 0) is outside ±1e+09"},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, c.s.Validate(), c.want) })
	}
	if err := (form.Strokes{}).Validate(); !errors.Is(err, form.ErrEmpty) {
		t.Errorf("%v is not ErrEmpty", err)
	}
}

// check wants no error for "", else one with this very text.
func check(t *testing.T, err error, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
