package state_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestPuzzlesAreReplayableAndCoverAllMistakes(t *testing.T) {
	k := state.New().Check
	k.SetPuzzle(true)
	if n := int(k.Puzzle.Number.Value); n < 1 || n > state.MaxPuzzle {
		t.Errorf("the first puzzle is %d", n)
	}
	seen := map[string]int{}
	for n := 1; n <= 60; n++ {
		k.SetNumber(strconv.Itoa(n))
		c := k.CheckCommand()
		if again := k.CheckCommand(); again != c || c.BugSeed != n {
			t.Fatalf("puzzle %d is %+v, then %+v", n, c, again)
		}
		seen[c.Bug]++
	}
	for _, b := range protocol.Bugs() {
		if seen[b.Name] < 3 { // 10 of 60 are expected
			t.Errorf("%s is in %d of 60 puzzles", b.Name, seen[b.Name])
		}
	}
	k.SetPuzzle(false)
	if c := k.CheckCommand(); c.Bug != "" {
		t.Errorf("the network’s own backward pass is checked with %q planted", c.Bug)
	}
}

// A network without hidden layers has no place for some mistakes: each refusal leads to another one.
func TestRefusedMistakes(t *testing.T) {
	k := state.New().Check
	k.SetPuzzle(true)
	refusal := protocol.Failed{Code: protocol.CodeBadRequest}
	tried := []string{k.CheckCommand().Bug}
	for k.Refused(refusal) {
		k.Puzzle.Turn++
		tried = append(tried, k.CheckCommand().Bug)
	}
	slices.Sort(tried)
	if n := len(protocol.Bugs()); len(tried) != n || len(slices.Compact(tried)) != n {
		t.Errorf("tried %v", tried)
	}
	k.SetNumber(k.NextPuzzle())
	if k.Refused(protocol.Failed{Code: protocol.CodeBusy}) || !k.Refused(refusal) {
		t.Error("only a mistake without a place gives way to another")
	}
	k.SetPuzzle(false)
	if k.Refused(refusal) {
		t.Error("without a puzzle there is nothing to give way")
	}
}

func TestScore(t *testing.T) {
	for _, c := range []struct {
		layer, bug string
		want       state.Score
	}{
		{"", "", state.Score{}},
		{"Affine2", "", state.Score{}},
		{"Affine2", "sign", state.Score{Puzzles: 1, Layers: 1, Bugs: 1}},
		{"ReLU1", "sign", state.Score{Puzzles: 1, Layers: 0, Bugs: 1}},
		{"Affine2", "stale", state.Score{Puzzles: 1, Layers: 1, Bugs: 0}},
	} {
		s := statetest.Solved(c.layer, c.bug)
		if s.Check.Score != c.want {
			t.Errorf("%s, %s: %+v, want %+v", c.layer, c.bug, s.Check.Score, c.want)
		}
		if again := s.Check.With(func(k *state.Check) { k.Puzzle.Picked = "sign" }).
			Answer(); c.bug != "" && again.Score != c.want {
			t.Errorf("a third answer counts: %+v", again.Score)
		}
	}
	if got := statetest.Solved("Affine2", "stale").
		Check.Score.Words(); got != "The layer was right in 1 of 1, the mistake in 0 of 1." {
		t.Error(got)
	}
}
