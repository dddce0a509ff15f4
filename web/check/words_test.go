package check

import (
	"math"
	"strings"
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
	planted := statetest.Checked("W2")
	planted.Planted = &protocol.Planted{Bug: protocol.Bugs()[0], Scope: "Affine2"}
	hidden := statetest.Checked()
	hidden.Planted = planted.Planted
	nan := statetest.Checked()
	nan.Params[1].MeanAbsDiff = math.NaN()
	kink := statetest.Checked("W1", "b1")
	kink.KinkCount = 1
	for _, c := range []struct {
		name   string
		change func(*state.Check)
		answer protocol.Checked
		want   string
	}{
		{"right", func(*state.Check) {}, statetest.Checked(), "All of them agree: the backward pass computes"},
		{"wrong", func(*state.Check) {}, statetest.Checked("W1", "b1", "W2"),
			"W1, b1 and W2 differ. The backward pass does not"},
		{"not a number", func(*state.Check) {}, nan, "b1 differs."},
		{"float32", func(k *state.Check) { k.DType = protocol.Float32 }, statetest.Checked("b2"),
			"b2 differs. In float32, rounding alone"},
		{"a kink", func(*state.Check) {}, kink, "W1 and b1 differ. The kinks below"},
		{"large h", func(k *state.Check) { k.H = k.H.With("0.1") }, statetest.Checked("b2"),
			"b2 differs. With such a large h, truncation"},
		{"small h", func(k *state.Check) { k.H = k.H.With("1e-11") }, statetest.Checked("b2"),
			"b2 differs. With such a small h, rounding"},
		{"planted", func(*state.Check) {}, planted, "W2 differs."},
		{"planted and hidden", func(*state.Check) {}, hidden,
			"All of them agree, although there is a mistake. Try more"},
		{"planted, one image", func(k *state.Check) { k.Samples = k.Samples.With("1") }, hidden,
			"All of them agree, although there is a mistake. Some show"},
	} {
		s := statetest.Answered(c.change, c.answer)
		r := s.Check.Real
		if c.answer.Planted != nil {
			r = s.Check.Planted
		}
		if got := verdict(r); !strings.HasPrefix(got, c.want) {
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
		{protocol.Kink{Param: "b1", Element: 17, Scope: "ReLU1", Unit: 17, Image: 2, Input: 4.1e-4},
			"b1[17] moved by ±0.001: the input of ReLU1, unit 17, image 2, is 4.1e−4 and crosses 0."},
		{protocol.Kink{Param: "W1", Element: 19_269, Scope: "ReLU1", Unit: 19, Image: 1, Input: -0.083},
			"W1[385, 19] moved by ±0.001: the input of ReLU1, unit 19, image 1, is −0.083 and crosses 0."},
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
