package state_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// begun is a page on which an experiment of four learning rates has begun, from a network of so many steps.
func begun(step int) state.State {
	s := statetest.Trained(step)
	s.Settings = s.Settings.With("experiment", "learning-rate").With("hidden", "12")
	return s.BeginTrial()
}

// trained is what the page hears of a variant that trains to the end.
func trained(s state.State) state.State {
	steps := s.Trial.Of.Steps
	s = statetest.FromScratch(s, s.Settings.Wanted).StartTraining(protocol.Train{Steps: steps, Fresh: true})
	s = statetest.TrainSteps(s, s.Settings.Wanted, steps)
	return s.EndVariant(protocol.Trained{Step: steps, Accuracy: &protocol.Evaluated{Step: steps, TestAccuracy: 0.875}})
}

// The variants follow one another; each ends up beside the others, under its name.
func TestTrial(t *testing.T) {
	s := begun(0)
	for i, v := range s.Trial.Of.Variants {
		rate := s.Settings.Wanted.Text("learningRate")
		if !s.Trial.Running || len(s.Trial.Ends) != i || v.Query != "learningRate="+rate {
			t.Fatalf("variant %d: %+v, a rate of %v", i, s.Trial, s.Settings.Wanted.LearningRate)
		}
		want := "Training " + string(rune('1'+i)) + " of 4: " + v.Label + "."
		if !strings.HasSuffix(s.Trial.News(), want) {
			t.Errorf("the news are %q, want %q", s.Trial.News(), want)
		}
		s = trained(s)
	}
	if s.Trial.Running || s.Trial.Note != "" || s.Trial.News() != "Rate 10: loss 1, test 87.50%." {
		t.Errorf("at the end: %+v, %q", s.Trial, s.Trial.News())
	}
	var names []string
	for _, r := range s.Runs.All(s.Train, s.Engine) {
		names = append(names, r.Label)
	}
	if want := []string{"Rate 0.01", "Rate 0.1", "Rate 1", "Rate 10"}; !slices.Equal(names, want) {
		t.Errorf("the runs are %q", names)
	}
	if s.LosesToTrial() {
		t.Error("its own network cannot be lost")
	}
	if on := s.StartTraining(protocol.Train{Steps: 10}); !on.LosesToTrial() {
		t.Error("a network that was trained on can")
	}
	if s = s.BackFromTrial(); s.Settings.Wanted.Text("hidden") != "12" || s.Trial.Back != nil ||
		s.Settings.Wanted.Experiment != "learning-rate" {
		t.Errorf("back at %s", s.Settings.Wanted.Query())
	}
}

// What the learner was at before is asked about, hidden behind the experiment's curves, and brought back.
func TestTrialAfterTraining(t *testing.T) {
	own := statetest.TrainSteps(statetest.FromScratch(statetest.Trained(0), setting.Default()), setting.Default(), 40)
	own = own.Observe(protocol.Checkpoint{Network: 1, Step: 40, File: []byte("own")})
	own.Settings = own.Settings.With("experiment", "optimizers")
	if !own.LosesToTrial() || !own.AskTrial(true).Trial.Asking {
		t.Fatal("it does not ask")
	}
	s := own.BeginTrial()
	lasts := func(when string) {
		t.Helper()
		if k := s.Kept(); string(k.File) != "own" || k.Step != 40 || k.Goal != 0 {
			t.Errorf("%s the page keeps %q of step %d, on the way to %d", when, k.File, k.Step, k.Goal)
		}
		if q := s.Lasting().Query(); q != "experiment=optimizers" {
			t.Errorf("%s the address has %s", when, q)
		}
	}
	lasts("at the beginning")
	for n := range 4 {
		s = trained(s.Observe(protocol.Checkpoint{Network: 2 + n}))
		s = s.Observe(protocol.Checkpoint{Network: 2 + n, Step: 300})
		lasts("after a variant")
	}
	on := s.StartTraining(protocol.Train{Steps: 10})
	if string(on.Kept().File) == "own" || on.Lasting().Query() == "experiment=optimizers" {
		t.Error("a network of an experiment that is trained on is not the one that is kept")
	}
	set := s
	set.Settings = set.Settings.With("batchSize", "7")
	if q := set.Lasting().Query(); !strings.Contains(q, "batchSize=7") {
		t.Errorf("a setting that was changed since is not in the address: %s", q)
	}
	r, runs := s.BringsBack(), s.Runs.Earlier
	if r == nil || string(r.File) != "own" || !runs[0].Hidden || runs[1].Hidden {
		t.Fatalf("%+v, runs %+v", s.BringsBack(), s.Runs)
	}
	if s = s.BeginTrial(); string(s.Trial.Back.Network.File) != "own" {
		t.Error("another experiment forgets where the learner comes from")
	}
}

// Whatever comes between, the experiment ends, and says why.
func TestTrialEndsEarly(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(state.State) state.State
		note    string
		ends    int
		running bool
	}{
		"pause": {func(s state.State) state.State { return s.EndVariant(protocol.Trained{Step: 17}) },
			"The experiment was ended at step 17 of Rate 0.1.", 2, false},
		"stop between two networks": {func(s state.State) state.State {
			return s.Observe(protocol.Trained{Step: 300}).StopTrial()
		}, "The experiment was ended before Rate 0.1.", 1, false},
		"stop when it has had all its steps": {func(s state.State) state.State {
			return s.StopTrial().Observe(protocol.Trained{Step: 300}).EndVariant(protocol.Trained{Step: 300})
		}, "The experiment was ended after Rate 0.1.", 2, false},
		"stop when it diverges": {func(s state.State) state.State {
			return s.StopTrial().EndVariant(protocol.Failed{Code: protocol.CodeDiverged})
		}, "The experiment was ended after Rate 0.1.", 2, false},
		"the engine ends": {func(s state.State) state.State {
			return s.EndVariant(protocol.Failed{Code: protocol.CodePanic, Message: "It broke."})
		}, "The experiment has ended: It broke.", 1, false},
		"divergence": {func(s state.State) state.State {
			return s.EndVariant(protocol.Failed{Code: protocol.CodeDiverged})
		}, "", 2, true},
		"another setting": {func(s state.State) state.State {
			s.Settings = s.Settings.With("batchSize", "7")
			s.Follow()
			return s.EndVariant(protocol.Trained{Step: 300})
		}, "The experiment has ended, since the settings were changed.", 1, false},
		"another theme": {func(s state.State) state.State {
			s.Settings = s.Settings.With("theme", "dark")
			s.Follow()
			return s
		}, "", 1, true},
	} {
		s := c.change(trained(begun(0)))
		if s.Trial.Note != c.note || len(s.Trial.Ends) != c.ends || s.Trial.Running != c.running {
			t.Errorf("%s: %q after %d, running: %v", name, s.Trial.Note, len(s.Trial.Ends), s.Trial.Running)
		}
		if c.running && !strings.Contains(s.Trial.News(), "Training") || s.Trial.Back == nil {
			t.Errorf("%s: %q, back to %v", name, s.Trial.News(), s.Trial.Back)
		}
	}
}
