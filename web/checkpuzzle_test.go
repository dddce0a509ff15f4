package web

import (
	"slices"
	"strconv"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

func TestPuzzlesAreReplayableAndCoverAllMistakes(t *testing.T) {
	k := NewState().Check
	k.setPuzzle(true)
	if n := int(k.Puzzle.Number.Value); n < 1 || n > maxPuzzle {
		t.Errorf("the first puzzle is %d", n)
	}
	seen := map[string]int{}
	for n := 1; n <= 60; n++ {
		k.setNumber(strconv.Itoa(n))
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
	k.setPuzzle(false)
	if c := k.CheckCommand(); c.Bug != "" {
		t.Errorf("the network’s own backward pass is checked with %q planted", c.Bug)
	}
}

// A network without hidden layers has no place for some mistakes: each refusal leads to another one.
func TestRefusedMistakes(t *testing.T) {
	k := NewState().Check
	k.setPuzzle(true)
	refusal := protocol.Failed{Code: protocol.CodeBadRequest}
	tried := []string{k.CheckCommand().Bug}
	for k.refused(refusal) {
		k.Puzzle.Turn++
		tried = append(tried, k.CheckCommand().Bug)
	}
	slices.Sort(tried)
	if n := len(protocol.Bugs()); len(tried) != n || len(slices.Compact(tried)) != n {
		t.Errorf("tried %v", tried)
	}
	k.setNumber(k.nextPuzzle())
	if k.refused(protocol.Failed{Code: protocol.CodeBusy}) || !k.refused(refusal) {
		t.Error("only a mistake without a place gives way to another")
	}
	k.setPuzzle(false)
	if k.refused(refusal) {
		t.Error("without a puzzle there is nothing to give way")
	}
}

func TestScore(t *testing.T) {
	for _, c := range []struct {
		layer, bug string
		want       Score
	}{
		{"", "", Score{}},
		{"Affine2", "", Score{}},
		{"Affine2", "sign", Score{1, 1, 1}},
		{"ReLU1", "sign", Score{1, 0, 1}},
		{"Affine2", "stale", Score{1, 1, 0}},
	} {
		s := solved(c.layer, c.bug)
		if s.Check.Score != c.want {
			t.Errorf("%s, %s: %+v, want %+v", c.layer, c.bug, s.Check.Score, c.want)
		}
		if again := s.WithCheck(func(k *CheckState) { k.Puzzle.Picked = "sign" }).Answer(); c.bug != "" && again.Check.Score != c.want {
			t.Errorf("a third answer counts: %+v", again.Check.Score)
		}
	}
	if got := solved("Affine2", "stale").Check.Score.words(); got != "The layer was right in 1 of 1, the mistake in 0 of 1." {
		t.Error(got)
	}
}
