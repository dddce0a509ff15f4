package state_test

import (
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestARunBecomesAnEarlierOne(t *testing.T) {
	sgd, adam, wide := setting.Default(), statetest.Parsed(t, "optimizer=Adam"), statetest.Parsed(t, "hidden=100")
	run := statetest.TrainSteps(statetest.FromScratch(state.New(), sgd), sgd, 20)
	for _, c := range []struct {
		name   string
		status protocol.Status
		runs   int
	}{
		{"from scratch", protocol.Status{Settings: sgd}, 1},
		{"the built-in network", protocol.Status{Settings: sgd, Step: 10_000, Builtin: true}, 1},
		{"another network from a file", protocol.Status{Settings: wide, Step: 25}, 1},
		{"the same, with another optimizer", protocol.Status{Settings: adam, Step: 20}, 0},
		{"back to a checkpoint", protocol.Status{Settings: sgd, Step: 10}, 0},
	} {
		c.status.Parameters = 1
		s := run.Observe(c.status)
		if got := len(s.Runs.Earlier); got != c.runs {
			t.Errorf("%s: %d earlier runs, want %d", c.name, got, c.runs)
			continue
		}
		if c.runs == 1 && (len(s.Runs.Earlier[0].Loss.Points) != 20 ||
			len(s.Runs.Earlier[0].TestAccuracy.Points) != 1 || len(s.Train.Loss.Points) != 0) {
			t.Errorf("%s: %+v", c.name, s.Runs.Earlier[0])
		}
	}
	if s := statetest.FromScratch(statetest.FromScratch(state.New(), sgd), sgd); len(s.Runs.Earlier) != 0 {
		t.Error("a run without a step is kept")
	}
	if len(run.Runs.Earlier) != 0 {
		t.Error("an earlier State was changed")
	}
}

func TestRunsAreBounded(t *testing.T) {
	d := setting.Default()
	s := statetest.FromScratch(state.New(), d)
	numbers := func() []int {
		var ns, slots []int
		for _, r := range s.Runs.Earlier {
			ns, slots = append(ns, r.Number), append(slots, r.Slot)
		}
		slices.Sort(slots)
		if len(slices.Compact(slots)) != len(ns) {
			t.Errorf("two runs look the same: %+v", slots)
		}
		return ns
	}
	for range state.MaxRuns {
		s = statetest.FromScratch(statetest.TrainSteps(s, d, 1), d)
	}
	s.Runs = s.Runs.Show(3, false)
	s = statetest.FromScratch(statetest.TrainSteps(s, d, 1), d)
	if got, want := numbers(), []int{1, 2, 4, 5, 6, 7}; !slices.Equal(got, want) {
		t.Errorf("the hidden one goes first: %v, want %v", got, want)
	}
	s = statetest.FromScratch(statetest.TrainSteps(s, d, 1), d)
	if got, want := numbers(), []int{2, 4, 5, 6, 7, 8}; !slices.Equal(got, want) {
		t.Errorf("then the oldest: %v, want %v", got, want)
	}
	s.Runs = s.Runs.Forget(5)
	s = statetest.FromScratch(statetest.TrainSteps(s, d, 1), d)
	if got, want := numbers(), []int{2, 4, 6, 7, 8, 9}; !slices.Equal(got, want) {
		t.Errorf("one was removed: %v, want %v", got, want)
	}
	if s.Runs = s.Runs.ForgetAll(); len(s.Runs.Earlier) != 0 || s.Runs.All(s.Train, s.Engine)[0].Number != 1 {
		t.Errorf("%+v", s.Runs)
	}
}
