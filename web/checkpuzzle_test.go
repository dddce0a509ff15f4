package web

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

func TestPuzzlesAreReplayableAndCoverAllMistakes(t *testing.T) {
	k := newCheckState()
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
	k := newCheckState()
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

// solved is a page with the puzzle of a sign in Affine2, answered so; "" leaves an answer open.
func solved(layer, bug string) State {
	answer := checked("W2")
	answer.Planted = &protocol.Planted{Bug: protocol.Bugs()[0], Scope: "Affine2"}
	s := answered(func(k *CheckState) { k.setPuzzle(true) }, answer)
	for _, pick := range []string{layer, bug} {
		if pick != "" {
			s = s.WithCheck(func(k *CheckState) { k.Puzzle.Picked = pick }).Answer()
		}
	}
	return s
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

// Whoever looks into the document finds no more than whoever looks at the page.
func TestThePageKeepsTheAnswer(t *testing.T) {
	sign := protocol.Bugs()[0]
	for _, c := range []struct {
		layer, bug string
		has, lacks []string
	}{
		{"", "", []string{"W2 differs."}, []string{sign.Wrong, sign.Explanation, "It is in Affine2", "✓ Right", "puzzle-explanation"}},
		{"ReLU1", "", []string{"✗ No. It is in Affine2."}, []string{sign.Wrong, sign.Explanation, "puzzle-explanation"}},
		{"Affine2", "", []string{"✓ Right. It is in Affine2."}, []string{sign.Wrong, sign.Explanation, "puzzle-explanation"}},
		{"Affine2", "stale", []string{"✗ No. It is another one", sign.Wrong, sign.Right, sign.Explanation, "A sign, in Affine2."}, nil},
		{"Affine2", "sign", []string{"✓ Right.<", sign.Wrong, sign.Explanation}, []string{"✗ No."}},
	} {
		got := html(t, solved(c.layer, c.bug), "check")
		for _, want := range c.has {
			if !strings.Contains(got, want) {
				t.Errorf("after %q, %q the page does not say %q", c.layer, c.bug, want)
			}
		}
		for _, unwanted := range c.lacks {
			if strings.Contains(got, unwanted) {
				t.Errorf("after %q, %q the page says %q", c.layer, c.bug, unwanted)
			}
		}
	}
	// Neither does the document depend on what is planted: another mistake with the same numbers gives the same page.
	other := solved("", "")
	r := *other.Check.Planted
	r.Planted = &protocol.Planted{Bug: protocol.Bugs()[3], Scope: "ReLU1"}
	changed := other.WithCheck(func(k *CheckState) { k.Planted = &r })
	if sortedLines(html(t, other, "check")) != sortedLines(html(t, changed, "check")) {
		t.Error("the page differs with the mistake that is planted")
	}
}

// sortedLines makes two renderings comparable: go-app writes attributes in any order.
func sortedLines(html string) string {
	words := strings.Fields(strings.NewReplacer("<", " <", ">", " ").Replace(html))
	slices.Sort(words)
	return strings.Join(words, " ")
}
