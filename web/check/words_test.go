package check

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestTheSliderHasHalfDecades(t *testing.T) {
	last := math.Inf(1)
	for i := 0; i <= hPlaces; i++ {
		e := state.New().Check.H.With(hText(i))
		if e.Problem != "" || e.Value >= last || hPosition(e.Value) != i {
			t.Errorf("place %d is %s, which is at place %d: %s", i, e.Text, hPosition(e.Value), e.Problem)
		}
		last = e.Value
	}
}

func TestVerdict(t *testing.T) {
	roughly := func(c protocol.Checked) protocol.Checked {
		c.Params[0].MeanAbsDiff, c.Params[0].Coarse, c.Rounding = 1e-4, 3, 0.011
		return c
	}
	unseen := func(c protocol.Checked, names ...string) protocol.Checked {
		for i := range c.Params {
			if p := &c.Params[i]; slices.Contains(names, p.Name) {
				p.MeanAbsDiff, p.MaxRelDiff = p.MeanAbs, 1
			}
		}
		c.Rounding = 7
		return c
	}
	largest := func(c protocol.Checked, diff float64) protocol.Checked {
		c.Params[2].MaxRelDiff = diff
		return c
	}
	standing := func(c protocol.Checked, kinked int) protocol.Checked {
		c.Params[1].Kinked = kinked
		return c
	}
	planted := func(c protocol.Checked) protocol.Checked {
		c.Planted = &protocol.Planted{Bug: protocol.Bugs()[0], Scope: "Affine2"}
		return c
	}
	float32s := func(k *state.Check) { k.DType = protocol.Float32 }
	step := func(h string) func(*state.Check) { return func(k *state.Check) { k.H = k.H.With(h) } }
	as := func(*state.Check) {}
	for _, c := range []struct {
		name   string
		change func(*state.Check)
		answer protocol.Checked
		want   string
	}{
		{"right", as, statetest.Checked(), "All of them agree: the backward pass computes the gradient of the loss."},
		{"wrong", as, statetest.Checked("W1", "b1", "W2"), "W1, b1 and W2 differ by more than rounding and " +
			"truncation explain: the backward pass does not compute the gradient of the loss."},
		{"kinks", as, standing(statetest.Checked(), 18), "All of them agree: the backward pass computes the gradient " +
			"of the loss. 18 of 278 stand on a kink: the derivative does not exist there, and they do not count."},
		{"a kink", as, standing(statetest.Checked("b2"), 1), "b2 differs by more than rounding and truncation " +
			"explain: the backward pass does not compute the gradient of the loss. 1 of 261 stands on a kink: the " +
			"derivative does not exist there, and it does not count."},
		{"float32", float32s, roughly(statetest.Checked()), "All of them agree as closely as can be told. The " +
			"differences are rounding: float32 has seven digits, and the error that this leaves in the loss, divided " +
			"by 2h, is up to 0.011. A step of 1e−2 shows more, and float64 much more."},
		{"large h", step("0.1"), roughly(statetest.Checked()), "All of them agree as closely as can be told. The " +
			"differences are truncation: they go away with a step smaller than 0.1."},
		{"small h", step("1e-11"), roughly(statetest.Checked()), "All of them agree as closely as can be told. The " +
			"differences are rounding: the error that it leaves in the loss, divided by such a small step, is up to " +
			"0.011. A step of 1e−4 shows more."},
		{"the book", func(k *state.Check) { k.BookLogarithm = true }, roughly(statetest.Checked()), "All of them " +
			"agree as closely as can be told. The differences come from the 1e−7 in the logarithm, which y − t " +
			"leaves out."},
		{"planted", as, planted(statetest.Checked("W2")), "W2 differs."},
		{"planted and hidden", as, planted(statetest.Checked()),
			"All of them agree, although there is a mistake. Try more images."},
		{"planted, one image", func(k *state.Check) { k.Samples = k.Samples.With("1") }, planted(statetest.Checked()),
			"All of them agree, although there is a mistake. Some show only when a batch has more than one image."},
		{"planted in float32", float32s, roughly(planted(statetest.Checked())), "All of them agree, although there " +
			"is a mistake: it is smaller than what this check can tell. The differences are rounding: float32 has " +
			"seven digits, and the error that this leaves in the loss, divided by 2h, is up to 0.011. A step of 1e−2 " +
			"shows more, and float64 much more."},
		{"nothing is seen", step("1e-11"), unseen(statetest.Checked(), "W1", "b1", "W2", "b2"), "Nothing can be " +
			"told: the differences are as large as the gradients. The differences are rounding: the error that it " +
			"leaves in the loss, divided by such a small step, is up to 7. A step of 1e−4 shows more."},
		{"some are not seen", step("1e-11"), unseen(statetest.Checked(), "W1", "b1"), "Nothing can be told about W1 " +
			"and b1: the differences are as large as the gradients. The others agree as closely as can be told. The " +
			"differences are rounding: the error that it leaves in the loss, divided by such a small step, is up to " +
			"7. A step of 1e−4 shows more."},
		{"planted and nothing is seen", step("1e-11"), planted(unseen(statetest.Checked(), "W1", "b1", "W2", "b2")),
			"Nothing can be told: the differences are as large as the gradients. There is a mistake, and this check " +
				"cannot show it. The differences are rounding: the error that it leaves in the loss, divided by such " +
				"a small step, is up to 7. A step of 1e−4 shows more."},
		{"a tiny gradient", as, largest(statetest.Checked(), 0.5), "All of them agree: the backward pass computes " +
			"the gradient of the loss. A large relative difference is that of an element whose gradient is so small " +
			"that rounding counts."},
	} {
		s := statetest.Answered(c.change, c.answer)
		r := s.Check.Real
		if c.answer.Planted != nil {
			r = s.Check.Planted
		}
		if got := verdict(r); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTimes(t *testing.T) {
	r := statetest.Answered(func(*state.Check) {}, statetest.Checked()).Check.Real
	got := timesOf(r)
	if got.Passes != 79_520 || math.Abs(got.Numerical-19.88) > 1e-9 || got.Measured ||
		factorText(got.Factor) != "50,000" {
		t.Errorf("%+v, %s times", got, factorText(got.Factor))
	}
	r.BackpropSeconds = 0 // a clock may be too coarse for it
	if text := factorText(timesOf(r).Factor); text != "–" {
		t.Errorf("from nothing: %s times", text)
	}
	for _, c := range []struct {
		seconds float64
		want    string
	}{{3.8e-4, "0.38 ms"}, {0.185, "185 ms"}, {1.24, "1.2 s"}, {31.2, "31 s"}, {75, "1 min 15 s"}} {
		if got := secondsText(c.seconds); got != c.want {
			t.Errorf("%v s: %s, want %s", c.seconds, got, c.want)
		}
	}
}

func TestKinkText(t *testing.T) {
	r := statetest.Answered(func(k *state.Check) { k.H = k.H.With("1e-3") }, statetest.Checked()).Check.Real
	for _, c := range []struct {
		kink protocol.Kink
		want string
	}{
		{protocol.Kink{Param: "b1", Element: 17, Scope: "ReLU1", Unit: 17, Image: 2, Crossing: "its input crosses 0"},
			"b1[17] moved by ±0.001: at unit 17 of ReLU1, image 2, its input crosses 0."},
		{protocol.Kink{Param: "W1", Element: 19_269, Scope: "Pooling1", Unit: 19, Image: 1, Crossing: "all is new"},
			"W1[385, 19] moved by ±0.001: at unit 19 of Pooling1, image 1, all is new."},
	} {
		if got := kinkText(r, c.kink); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestProgressAndEndOfACheck(t *testing.T) {
	s := statetest.Answered(func(*state.Check) {}, statetest.Checked())
	first := s.Check.Real
	began := time.Now()
	s.Check = s.Check.Start(s.Check.CheckCommand(), began)
	k := s.Check.Progress(protocol.CheckProgress{Done: 100, Total: 400}, began.Add(2*time.Second))
	if got := progressText(k); got != "100 of 400 elements, 6 s left." {
		t.Errorf("%q", got)
	}
	if s.Check.CanRun(s.Engine) {
		t.Error("another check could begin")
	}
	for _, c := range []struct {
		code          string
		news, problem bool
	}{{protocol.CodeCancelled, true, false}, {protocol.CodePanic, false, false}, {protocol.CodeBusy, false, true}} {
		got := s.Check.End(protocol.Failed{Code: c.code, Message: "Why."}, 0, s.Layers())
		if got.Runs != nil || got.Real != first || (got.News != "") != c.news || (got.Problem == "Why.") != c.problem {
			t.Errorf("%s: %+v", c.code, got)
		}
	}
	idle := state.New().Check
	if idle.Progress(protocol.CheckProgress{Done: 1, Total: 2}, began) != idle {
		t.Error("the progress of somebody else’s check was taken for the panel’s")
	}
}
