package state_test

import (
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/state"
)

func TestQuiz(t *testing.T) {
	f := shown(2, 1./3).Formula.Ask(true)
	score := func(found, first, of int) {
		t.Helper()
		if n, i, o := f.Quiz().Score(f.Walk); n != found || i != first || o != of {
			t.Errorf("score %d, %d of %d; want %d, %d of %d", n, i, o, found, first, of)
		}
	}
	if f.Selected != 1 { // from the result backwards, the last operand first
		t.Fatalf("node %d is asked for", f.Selected)
	}
	f = f.WithGuess("two")
	if q := f.Quiz(); q.Judged != state.Unreadable || len(q.Wrong) != 0 ||
		!strings.Contains(q.Verdict, "not a number") {
		t.Errorf("words: %+v", q)
	}
	f = f.WithGuess("2,01") // within half a per cent
	if q := f.Quiz(); q.Judged != state.Right || q.Guess != "" || f.Selected != 0 {
		t.Errorf("right: %+v, next %d", q, f.Selected)
	}
	score(1, 1, 2)
	f = f.WithGuess("0.3")
	if q := f.Quiz(); q.Judged != state.Wrong || q.Wrong[0] != 1 || !strings.HasPrefix(q.Verdict, "Not 0.3. ") ||
		!strings.Contains(q.Verdict, "0.3333 × 1") {
		t.Errorf("wrong: %+v", q)
	}
	kept := f
	f = f.WithGuess("1/3")
	score(2, 1, 2)
	if f.Selected != -1 {
		t.Errorf("all are found, and node %d is asked for", f.Selected)
	}
	if f = f.WithGuess("1"); f.Quiz().Judged != state.Right {
		t.Error("a guess of nothing was judged")
	}
	f = kept.Tell()
	if q := f.Quiz(); q.Judged != state.NotJudged || !strings.Contains(q.Verdict, "0.3333") {
		t.Errorf("told: %+v", q)
	}
	score(1, 1, 2)

	other := product(5, 7)
	other.Text = "y*x"
	f = f.Answered(state.FormulaSubject{Text: "y*x", Values: ""}, other)
	score(0, 0, 2)
	f = f.Answered(state.FormulaSubject{Text: "x*y", Values: ""},
		product(5, 7)) // other values: what was found is found
	score(1, 1, 2)
}

func TestParseGuess(t *testing.T) {
	for text, want := range map[string]float64{
		"2.2": 2.2, "2,2": 2.2, "2,2?": 2.2, " = 2.2 ": 2.2, "−1": -1, "-1e-3": -1e-3, "11/5": 2.2, "-1 / 4": -0.25,
		"∞": math.Inf(1), "−∞": math.Inf(-1),
	} {
		if v, ok := state.ParseGuess(text); !ok || math.Abs(v-want) > 1e-15 && v != want {
			t.Errorf("%q is %g, %v", text, v, ok)
		}
	}
	if v, ok := state.ParseGuess("NaN"); !ok || !math.IsNaN(v) {
		t.Errorf("NaN is %g, %v", v, ok)
	}
	for _, text := range []string{"", "?", "x", "1/0", "1/", "/2", "1/2/3", "2x", "1.2.3"} {
		if v, ok := state.ParseGuess(text); ok {
			t.Errorf("%q is taken for %g", text, v)
		}
	}
}
