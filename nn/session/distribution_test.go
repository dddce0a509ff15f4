package session_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// watched trains a network of the settings for so many steps and returns what Watch brought.
func watched(t *testing.T, settings setting.Settings, steps int) []protocol.Distributions {
	t.Helper()
	h := newHost()
	s := started(t, h, settings)
	s.Handle(2, protocol.Reset{})
	s.Handle(3, protocol.Watch{Distributions: true})
	s.Handle(4, protocol.Train{Steps: steps})
	run(s)
	answer[protocol.Trained](t, h, 4)
	return all[protocol.Distributions](h)
}

// rms returns the RMS of every tensor of a kind, in the order of the layers.
func rms(d protocol.Distributions, of string) []float64 {
	var found []float64
	for _, t := range d.Tensors {
		if t.Of == of {
			found = append(found, t.RMS())
		}
	}
	return found
}

func deep(activation, init string) setting.Settings {
	s := small()
	s.Hidden, s.Activation, s.Init = []int{50, 50, 50, 50}, activation, init
	return s
}

// With small weights each Sigmoid passes back about a quarter of 0.01·√50 of the gradient: at the first layer next to
// nothing is left. Xavier and He keep its size.
func TestGradientsVanish(t *testing.T) {
	for _, c := range []struct {
		activation, init string
		least, most      float64 // of the first layer's gradient over the last hidden layer's
	}{
		{"Sigmoid", "Normal", 0, 1e-4},
		{"Sigmoid", "Xavier", 5e-3, 1}, // a Sigmoid's derivative is a quarter at most, and there are three
		{"ReLU", "He", 0.3, 3},
	} {
		for _, d := range watched(t, deep(c.activation, c.init), 10) {
			grads := rms(d, protocol.OfActivationGradient)
			if len(grads) != 5 {
				t.Fatalf("%s, %s: %d gradients of layers", c.activation, c.init, len(grads))
			}
			if ratio := grads[0] / grads[3]; !(ratio >= c.least && ratio <= c.most) {
				t.Errorf("%s, %s at step %d: first over last %.3g, want %g to %g", c.activation, c.init, d.Step, ratio,
					c.least, c.most)
			}
		}
	}
}

func TestWatchedSteps(t *testing.T) {
	var steps []int
	for _, d := range watched(t, small(), 47) {
		steps = append(steps, d.Step)
	}
	want := []int{0}
	for i := range 10 {
		want = append(want, i+1)
	}
	want = append(want, 12, 14, 16, 19, 22, 26, 31, 37, 44, 47)
	if !slices.Equal(steps, want) {
		t.Errorf("steps %v, want %v", steps, want)
	}
}

// What is told of the weights is what they are: fresh ones have the spread of their beginning, and the numbers are
// those of Params.
func TestDistributionOfWeights(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Watch{Distributions: true})
	s.Handle(3, protocol.Train{Steps: 30})
	run(s)
	s.Handle(4, protocol.Params{})
	params := answer[protocol.ParamsCopied](t, h, 4).Params
	d := last[protocol.Distributions](t, h)
	if d.Step != 30 {
		t.Fatalf("the last are of step %d", d.Step)
	}
	for _, got := range d.Tensors {
		i := slices.IndexFunc(params, func(p protocol.Param) bool { return p.Name == got.Name })
		if got.Of != protocol.OfWeight {
			continue
		}
		var sum, squares float64
		for _, v := range params[i].Data {
			sum += v
			squares += v * v
		}
		n := float64(len(params[i].Data))
		want := math.Sqrt(squares / n)
		if math.Abs(got.RMS()-want) > 0.05*want { // a part of W1 is looked at
			t.Errorf("%s: RMS %v, want %v", got.Name, got.RMS(), want)
		}
		if got.Elements != len(params[i].Data) || got.Looked < 1 || got.Looked > min(got.Elements, 1024) {
			t.Errorf("%s: %d of %d elements", got.Name, got.Looked, got.Elements)
		}
		if math.Abs(got.Mean()-sum/n) > 0.1*want || got.Low() < slices.Min(params[i].Data) ||
			got.High() > slices.Max(params[i].Data) || got.Low() >= got.High() {
			t.Errorf("%s: %+v", got.Name, got)
		}
		if len(got.Density) != protocol.DensityBins || slices.Max(got.Density) != 1 {
			t.Errorf("%s: density %v", got.Name, got.Density)
		}
	}
}

// The numbers of a network that trains in parts are those of the whole batch, as far as one part can tell: equal to a
// few per cent.
func TestDistributionInParts(t *testing.T) {
	s := small()
	if err := s.Set("network", "conv4k5-relu-pool2-affine10"); err != nil {
		t.Fatal(err)
	}
	ds := watched(t, s, 1)
	before, after := ds[0], ds[len(ds)-1]
	for i, d := range after.Tensors {
		want := before.Tensors[i]
		if d.Name != want.Name || d.Of != want.Of {
			t.Fatalf("%s, %s after %s, %s", d.Name, d.Of, want.Name, want.Of)
		}
		if d.Elements != want.Elements {
			t.Errorf("%s of %s: of %d elements after %d", d.Of, d.Name, d.Elements, want.Elements)
		}
		if ratio := d.RMS() / want.RMS(); ratio < 0.5 || ratio > 2 { // another batch, and a fourth of the images
			t.Errorf("%s of %s: RMS %g after %g", d.Of, d.Name, d.RMS(), want.RMS())
		}
	}
	if got := rms(after, protocol.OfWeight); len(got) != 2 {
		t.Errorf("%d weights", len(got))
	}
}

// Nobody who has not asked gets anything, and who has is told of every network that takes the place of another.
func TestWatchIsSwitched(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Train{Steps: 3})
	run(s)
	if got := all[protocol.Distributions](h); len(got) > 0 {
		t.Fatalf("not asked for: %d", len(got))
	}
	s.Handle(3, protocol.Watch{Distributions: true})
	if d := last[protocol.Distributions](t, h); d.Step != 3 {
		t.Errorf("at once: step %d", d.Step)
	}
	s.Handle(4, protocol.Reset{})
	if d := last[protocol.Distributions](t, h); d.Step != 0 {
		t.Errorf("after Reset: step %d", d.Step)
	}
	s.Handle(5, protocol.Train{Steps: 1000})
	s.Work(time.Millisecond)
	s.Handle(6, protocol.Watch{})
	n := len(all[protocol.Distributions](h))
	run(s)
	if got := len(all[protocol.Distributions](h)); got != n {
		t.Errorf("%d after it was switched off", got-n)
	}
}

// Watching changes nothing: the weights have the same bits.
func TestWatchLeavesNoTrace(t *testing.T) {
	s := small()
	if err := s.Set("network", "affine20-batchnorm-relu-dropout0.5-affine10"); err != nil {
		t.Fatal(err)
	}
	train := func(watch bool) []protocol.Param {
		h := newHost()
		session := started(t, h, s)
		session.Handle(2, protocol.Watch{Distributions: watch})
		session.Handle(3, protocol.Train{Steps: 25})
		run(session)
		session.Handle(4, protocol.Params{})
		return answer[protocol.ParamsCopied](t, h, 4).Params
	}
	with, without := train(true), train(false)
	for i := range with {
		if !slices.Equal(with[i].Data, without[i].Data) {
			t.Errorf("%s differs", with[i].Name)
		}
	}
}
