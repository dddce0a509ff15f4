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
		answers []string
		want    state.Score
	}{
		{nil, state.Score{}},
		{[]string{"Affine2"}, state.Score{}},
		{[]string{"Affine2", "sign"}, state.Score{Puzzles: 1, Layers: 1, Bugs: 1}},
		{[]string{"ReLU1", "Affine2", "sign"}, state.Score{Puzzles: 1, Layers: 0, Bugs: 1}},
		{[]string{"ReLU1", statetest.Shown, "sign"}, state.Score{Puzzles: 1, Layers: 0, Bugs: 1}},
		{[]string{"Affine2", "stale"}, state.Score{}},
		{[]string{"Affine2", "stale", "sign"}, state.Score{Puzzles: 1, Layers: 1, Bugs: 0}},
		{[]string{"Affine2", "stale", "mask", statetest.Shown}, state.Score{Puzzles: 1, Layers: 1, Bugs: 0}},
		{[]string{statetest.Shown, "Affine2", statetest.Shown}, state.Score{}}, // no guess, no answer
	} {
		s := statetest.Solved(c.answers...)
		if s.Check.Score != c.want {
			t.Errorf("%v: %+v, want %+v", c.answers, s.Check.Score, c.want)
		}
		again := s.Check.With(func(k *state.Check) { k.Puzzle.Picked = "sign" })
		if over := s.Check.Puzzle.Bug.Over; over && again.Answer() != again || over != (c.want.Puzzles == 1) {
			t.Errorf("%v: one more answer counts", c.answers)
		}
	}
	if got := statetest.Solved("Affine2", "stale", "sign").
		Check.Score.Words(); got != "Right at the first guess: the layer in 1 of 1, the mistake in 0 of 1." {
		t.Error(got)
	}
}
