package state_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// back is a page that looks at step 3 of a network that has had so many.
func back(s state.State) state.State {
	now := s.Engine.Status
	now.Past, now.Looked = true, 3
	return s.Observe(now)
}

// While an earlier step is looked at, training changes nothing of what is seen; files and mistakes are of that step.
func TestAnEarlierStep(t *testing.T) {
	s := statetest.TrainSteps(statetest.FromScratch(state.New(), setting.Default()), setting.Default(), 20)
	s = s.WithLink(engine.Link{Phase: engine.Ready})
	s.Mistakes = s.Mistakes.Ask(s.Engine).Answered(protocol.Confused{Step: 20})
	if s.Mistakes.Old(s.Engine) {
		t.Fatal("the mistakes are old at once")
	}
	s = back(s)
	if !s.Mistakes.Old(s.Engine) || s.Engine.Looked() != 3 || s.Engine.Status.Step != 20 {
		t.Errorf("step %d of %d is looked at, and the mistakes are of 20", s.Engine.Looked(), s.Engine.Status.Step)
	}
	if got, want := state.FileName(s.Engine.LookedAt()), "inkgrad-784-50-10-step-3.safetensors"; got != want {
		t.Errorf("the file is %s, want %s", got, want)
	}
	before := s.Engine.Network
	s = s.Observe(protocol.Progress{Step: 21, Losses: []float64{1}})
	if s.Engine.Network != before || s.Engine.Looked() != 3 {
		t.Error("training changes the network that is looked at")
	}
	s = s.Observe(protocol.Remembered{Moments: []protocol.Moment{{Step: 3}}})
	s = s.WithLink(engine.Link{Phase: engine.Fetching})
	if s.Moments.Past() || s.Moments.Any(21) || s.Engine.Status.Past {
		t.Error("a new engine remembers moments of the one before")
	}
}

// Whoever goes on from an earlier step keeps the curve up to then as an earlier run, once.
func TestGoneBack(t *testing.T) {
	settings := setting.Default()
	for name, to := range map[string]int{"to a step on the way": 8, "to its first step": 0} {
		before := statetest.TrainSteps(statetest.FromScratch(state.New(), settings), settings, 20)
		s := before.Observe(protocol.Status{Settings: settings, Step: to, Parameters: 1}).GoneBack(before)
		if n := len(s.Runs.Earlier); n != 1 || len(s.Runs.Earlier[0].Loss.Points) != 20 {
			t.Errorf("%s: %d earlier runs", name, n)
		}
		if n := len(s.Train.Loss.Points); n != to {
			t.Errorf("%s: the curve has %d points, want %d", name, n, to)
		}
	}
}
