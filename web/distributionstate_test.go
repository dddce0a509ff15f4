package web

import (
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// measured is an Event of a step with one weight whose elements are in one bin, and a gradient.
func measured(step, bin int) protocol.Distributions {
	density := make([]float64, protocol.DensityBins)
	density[bin] = 1
	return protocol.Distributions{Step: step, Tensors: []protocol.Distribution{
		protocol.NewDistribution("W1", protocol.OfWeight, 0, 0.1, 0, -1, 1, density),
		protocol.NewDistribution("W1", protocol.OfWeightGradient, 0, 1e-9, 0, math.Ldexp(1, -40), 256, density),
	}}
}

func TestDistributionsBelongToTheNetwork(t *testing.T) {
	status := protocol.Status{Settings: setting.Default(), Parameters: 1}
	run := NewState().Observe(status)
	for step := range 10 {
		run = run.Observe(measured(step, 3))
	}
	for _, c := range []struct {
		name    string
		status  func(*protocol.Status)
		moments int
	}{
		{"the same network", func(s *protocol.Status) { s.Step = 9 }, 10},
		{"gone back", func(s *protocol.Status) { s.Step = 4 }, 5},
		{"from scratch", func(s *protocol.Status) {}, 1}, // step 0 is measured again, and takes the place of this one
		{"the built-in one", func(s *protocol.Status) { s.Step, s.Builtin = 10_000, true }, 0},
		{"another network", func(s *protocol.Status) { s.Step, s.Settings.Hidden = 20, []int{9} }, 0},
	} {
		st := status
		c.status(&st)
		if got := len(run.Observe(st).Distributions.Moments); got != c.moments {
			t.Errorf("%s: %d moments, want %d", c.name, got, c.moments)
		}
	}
	if again := run.Observe(measured(9, 5)).Distributions.Moments; len(again) != 10 || again[9].Tensors[0].Density[5] == 0 {
		t.Errorf("a step measured again is there %d times", len(again)-9)
	}
	if len(run.Distributions.Moments) != 10 || run.Distributions.Moments[9].Tensors[0].Density[5] != 0 {
		t.Error("an earlier State was changed")
	}
}

// What is kept is bounded; the first and the last stay, and no large gap opens.
func TestDistributionsAreThinned(t *testing.T) {
	s := NewState()
	const last = 5000
	for step := range last + 1 {
		s = s.Observe(measured(step, 3))
	}
	m := s.Distributions.Moments
	if len(m) != maxMoments || m[0].Step != 0 || m[len(m)-1].Step != last {
		t.Fatalf("%d moments from %d to %d", len(m), m[0].Step, m[len(m)-1].Step)
	}
	for i := range m[1:] {
		if gap := along(m[i+1].Step) - along(m[i].Step); gap > math.Ln2+1e-9 { // that between the steps 0 and 1
			t.Errorf("from %d to %d nothing is kept", m[i].Step, m[i+1].Step)
		}
	}
}

func TestThePictureOfADistribution(t *testing.T) {
	s := NewState().Observe(measured(0, 0)).Observe(measured(100, protocol.DensityBins-1)).ShowDistributions(protocol.OfWeight)
	all := s.Distributions.spreads()
	if len(all) != 1 || all[0].Name != "W1" {
		t.Fatalf("%+v", all)
	}
	axis := scaleOf(all)
	if axis != (scale{Low: -1, High: 1}) {
		t.Fatalf("axis %+v", axis)
	}
	pix := all[0].pix(axis, 100)
	alpha := func(x, y int) byte { return pix[4*(y*spreadWidth+x)+3] }
	for _, c := range []struct {
		name  string
		x, y  int
		alpha byte
	}{
		{"the first step is at the bottom", 0, spreadHeight - 1, 255}, {"and not at the top", 0, 0, 0},
		{"the last step is at the top", spreadWidth - 1, 0, 255}, {"and not at the bottom", spreadWidth - 1, spreadHeight - 1, 0},
	} {
		if got := alpha(c.x, c.y); got != c.alpha {
			t.Errorf("%s: %d, want %d", c.name, got, c.alpha)
		}
	}
	grads := s.ShowDistributions(protocol.OfWeightGradient).Distributions.spreads()
	if axis := scaleOf(grads); !axis.Log || axis.Low != -13 || axis.High != 3 { // 2^-40 is 9e-13, 2^8 is 256
		t.Errorf("axis of gradients %+v", axis)
	}
	if axis := scaleOf(nil); !(axis.Low < axis.High) {
		t.Errorf("axis of nothing %+v", axis)
	}
}

// All elements of a weight may be the same, as those that begin at 0 are.
func TestThePictureOfZeros(t *testing.T) {
	d := protocol.NewDistribution("W1", protocol.OfWeight, 0, 0, 1, 0, 0, make([]float64, protocol.DensityBins))
	one := spread{Name: "W1", Steps: []int{0}, Values: []protocol.Distribution{d}}
	for _, v := range one.pix(scaleOf([]spread{one}), 0) {
		if v != 0 && v != 0x72 && v != 0xb2 {
			t.Fatal("something is drawn")
		}
	}
}

// The engine is told once when somebody looks, and a new engine is told anew.
func TestTheEngineIsToldWhoLooks(t *testing.T) {
	s := trained(0).OpenDistributions(true).toldDistributions(true)
	if s = s.WithLink(Link{Phase: Fetching}); s.Distributions.Told {
		t.Error("a new engine is taken to know")
	}
}

func TestPageShowsRunsAndDistributions(t *testing.T) {
	sgd, adam := setting.Default(), parsed(t, "optimizer=Adam")
	s := trained(0).train(sgd, 5).scratch(adam).train(adam, 5)
	for _, c := range []struct {
		name       string
		state      State
		has, lacks []string
	}{
		{"one run", trained(0).train(sgd, 5), nil, []string{"Clear earlier runs", "run-remove"}},
		{"two runs", s, []string{"Clear earlier runs", ">Adam<", ">SGD<", "Remove SGD", "SGD from 1 to 1 at step 5", "loss 1, test 50.0% at step 5"}, []string{"Activations"}},
		{"hidden", s.ShowRun(1, false), []string{"Remove SGD"}, []string{"SGD from"}},
		{"read", s.ReadAt(true, 3), []string{"Step 3. loss 1. SGD 1."}, nil},
		{"distributions", s.Observe(measured(0, 3)).OpenDistributions(true).ShowDistributions(protocol.OfWeight),
			[]string{"Gradients of weights", ">W1<", "RMS 0.1"}, nil},
		{"none yet", s.OpenDistributions(true), []string{"Measured as soon as"}, []string{">W1<"}},
	} {
		got := html(t, c.state, "train")
		checkTexts(t, c.name, got, c.has, c.lacks)
	}
}

func checkTexts(t *testing.T, name, got string, has, lacks []string) {
	t.Helper()
	for _, want := range has {
		if !strings.Contains(got, want) {
			t.Errorf("%s: the page does not say %q", name, want)
		}
	}
	for _, unwanted := range lacks {
		if strings.Contains(got, unwanted) {
			t.Errorf("%s: the page says %q", name, unwanted)
		}
	}
}
