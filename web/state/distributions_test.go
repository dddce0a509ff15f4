package state_test

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestDistributionsBelongToTheNetwork(t *testing.T) {
	status := protocol.Status{Settings: setting.Default(), Parameters: 1}
	run := state.New().Observe(status)
	for step := range 10 {
		run = run.Observe(statetest.Measured(step, 3))
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
	if again := run.Observe(statetest.Measured(9, 5)).Distributions.Moments; len(again) != 10 ||
		again[9].Tensors[0].Density[5] == 0 {
		t.Errorf("a step measured again is there %d times", len(again)-9)
	}
	if len(run.Distributions.Moments) != 10 || run.Distributions.Moments[9].Tensors[0].Density[5] != 0 {
		t.Error("an earlier State was changed")
	}
}

// What is kept is bounded; the first and the last stay, and no large gap opens.
func TestDistributionsAreThinned(t *testing.T) {
	s := state.New()
	const last = 5000
	for step := range last + 1 {
		s = s.Observe(statetest.Measured(step, 3))
	}
	m := s.Distributions.Moments
	if len(m) != state.MaxMoments || m[0].Step != 0 || m[len(m)-1].Step != last {
		t.Fatalf("%d moments from %d to %d", len(m), m[0].Step, m[len(m)-1].Step)
	}
	for i := range m[1:] {
		// that between the steps 0 and 1
		if gap := state.AlongSteps(m[i+1].Step) - state.AlongSteps(m[i].Step); gap > math.Ln2+1e-9 {
			t.Errorf("from %d to %d nothing is kept", m[i].Step, m[i+1].Step)
		}
	}
}

// The engine is told once when somebody looks, and a new engine is told again.
func TestTheEngineIsToldWhoLooks(t *testing.T) {
	s := statetest.Trained(0)
	s.Distributions = s.Distributions.WithOpen(true).WithTold(true)
	if s = s.WithLink(engine.Link{Phase: engine.Fetching}); s.Distributions.Told {
		t.Error("a new engine is taken to know")
	}
}
