package state_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

// at is a State in which the network has had so many steps with its settings, and repeats or does not.
func at(t *testing.T, query string, steps int, repeats bool) state.State {
	t.Helper()
	s := state.New().WithSettings(statetest.Parsed(t, query), nil).WithLink(engine.Link{Phase: engine.Ready})
	return told(s, steps, repeats)
}

func told(s state.State, steps int, repeats bool) state.State {
	s = s.Observe(protocol.Status{Settings: s.Settings.Wanted, Step: steps, Repeats: repeats, Parameters: 1,
		TrainImages: 300})
	s.Follow()
	return s
}

// The steps of a link are those that give the network that one sees, and none where nothing would.
func TestStepsOfALink(t *testing.T) {
	s := at(t, "seed=3", 30, true)
	if got := s.Settings.Wanted.Query(); got != "seed=3&steps=30" || s.Unlinked() != "" {
		t.Errorf("the link is %s, and lacks %q", got, s.Unlinked())
	}
	other := told(statetest.Set(s, "learningRate", "0.5"), 30, false)
	if got := other.Settings.Wanted.Steps; got != 0 || other.Unlinked() == "" {
		t.Errorf("at another rate the link has %d steps, and lacks %q", got, other.Unlinked())
	}
	if got := told(statetest.Set(other, "learningRate", "0.1"), 30, true).Settings.Wanted.Steps; got != 30 {
		t.Errorf("back at the old one it has %d", got)
	}
	fresh := statetest.Set(s, "hidden", "20") // which waits for a start from scratch
	fresh.Engine = s.Engine
	if fresh.Follow(); fresh.Settings.Wanted.Steps != 0 {
		t.Error("it has the steps of a network with other layers")
	}
}

// A link is repeated once, and a page that was loaded again has what it kept instead.
func TestReplay(t *testing.T) {
	linked := func() state.State {
		s := state.New().WithSettings(statetest.Parsed(t, "steps=30"), nil).ToReplay()
		return s.WithLink(engine.Link{Phase: engine.Ready})
	}
	s := told(linked(), 10_000, false)
	if !s.WantsReplay() || s.Replay() != (protocol.Train{Steps: 30, Fresh: true}) {
		t.Errorf("it wants %+v: %t", s.Replay(), s.WantsReplay())
	}
	if s = s.Replayed(); s.WantsReplay() {
		t.Error("it wants that twice")
	}
	if !s.Repeats() || s.RepeatedSteps() != 0 {
		t.Errorf("as it begins, it repeats: %t, %d steps", s.Repeats(), s.RepeatedSteps())
	}
	if fresh := told(s, 0, true); fresh.Settings.Wanted.Steps != 30 || fresh.Settled() {
		t.Errorf("before its first step the link is %s", fresh.Settings.Wanted.Query())
	}
	cancelled := s.Refused(protocol.Failed{Code: protocol.CodeCancelled})
	if cancelled = told(cancelled, 0, true); cancelled.Settings.Wanted.Steps != 0 {
		t.Errorf("it was stopped before its first step, and the link is %s", cancelled.Settings.Wanted.Query())
	}
	there := told(s, 30, true)
	if there = there.WithSettings(there.Settings.Wanted, nil).ToReplay(); there.WantsReplay() {
		t.Error("it wants what is there")
	}
	asked := told(linked(), 10_000, false)
	name := asked.ReplayName()
	if asked = asked.Recalling(true); name == "" || !asked.Recalls(name) || asked.WantsReplay() || asked.Settled() {
		t.Errorf("while the browser is asked for %q, it wants it: %t", name, asked.WantsReplay())
	}
	if other := asked.WithSettings(statetest.Parsed(t, "steps=30&seed=2"), nil).ToReplay(); other.Recalls(name) ||
		!other.WantsReplay() || other.ReplayName() == name {
		t.Errorf("another link is %q", other.ReplayName())
	}
	if !asked.Recalling(false).WantsReplay() {
		t.Error("it is not trained where the browser does not have it")
	}
	for query, same := range map[string]bool{"steps=30&theme=dark&strokes=": true, "steps=31": false,
		"steps=30&learningRate=0.2": false, "steps=30&moment=8": false, "steps=30&momentBeside=8": false} {
		if got := state.New().WithSettings(statetest.Parsed(t, query), nil).ReplayName(); (got == name) != same {
			t.Errorf("%s is %q", query, got)
		}
	}
	kept := told(linked(), 30, false).TakenUp()
	if kept.WantsReplay() {
		t.Error("it wants what was kept")
	}
	if kept.Follow(); kept.Settings.Wanted.Steps != 30 {
		t.Errorf("the link of what was kept has %d steps", kept.Settings.Wanted.Steps)
	}
	if changed := told(statetest.Set(kept, "learningRate", "0.5"), 30, false); changed.Settings.Wanted.Steps != 0 {
		t.Errorf("at another rate it has %d", changed.Settings.Wanted.Steps)
	}
}
