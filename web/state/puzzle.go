package state

import (
	"math/rand/v2"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// Puzzle is a mistake to find. Number alone decides which one.
type Puzzle struct {
	On     bool
	Number Entry
	// Turn counts the mistakes that were skipped because this network has no layer for them.
	Turn int
	// Picked is the answer that is chosen but not given yet. Layer and Bug are the given answers, or "".
	Picked, Layer, Bug string
}

const maxPuzzle = 999

// Score counts finished puzzles, and right answers.
type Score struct{ Puzzles, Layers, Bugs int }

// order returns the mistakes in the order in which Number would plant them.
func (p Puzzle) order() []int {
	return rand.New(rand.NewPCG(uint64(p.Number.Value), 0)).Perm(len(protocol.Bugs()))
}

// bug returns the name of the mistake.
func (p Puzzle) bug() string { return protocol.Bugs()[p.order()[p.Turn]].Name }

// Refused reports whether f means that the network has no layer for the mistake, and another mistake is left.
func (c *Check) Refused(f protocol.Failed) bool {
	return c.Puzzle.On && f.Code == protocol.CodeBadRequest && c.Puzzle.Turn+1 < len(protocol.Bugs())
}

// SetPuzzle switches the puzzle on or off. The first time it chooses a random number.
func (c *Check) SetPuzzle(on bool) {
	c.Puzzle.On = on
	if on && c.Puzzle.Number.Value == 0 {
		c.SetNumber(c.NextPuzzle())
	}
}

// SetNumber begins the puzzle of that number.
func (c *Check) SetNumber(text string) {
	n := c.Puzzle.Number.With(text)
	if n.Value != c.Puzzle.Number.Value {
		c.Puzzle = Puzzle{On: c.Puzzle.On}
		c.Planted, c.News, c.Problem = nil, "", ""
	}
	c.Puzzle.Number = n
}

// NextPuzzle returns the number of another puzzle.
func (c *Check) NextPuzzle() string {
	now := int(c.Puzzle.Number.Value)
	n := 1 + rand.IntN(maxPuzzle-1)
	if now > 0 && n >= now {
		n++
	}
	return strconv.Itoa(n)
}

// Answer gives the answer that is picked: first the layer, then the mistake.
func (c *Check) Answer() *Check {
	if c.Planted == nil || c.Puzzle.Picked == "" || c.Puzzle.Bug != "" {
		return c
	}
	n := *c
	p := &n.Puzzle
	if p.Layer == "" {
		p.Layer, p.Picked = p.Picked, ""
		return &n
	}
	p.Bug, p.Picked = p.Picked, ""
	n.Score.Puzzles++
	if p.Layer == n.Planted.Planted.Scope {
		n.Score.Layers++
	}
	if p.Bug == n.Planted.Planted.Bug.Name {
		n.Score.Bugs++
	}
	return &n
}

// Words returns the score in words.
func (s Score) Words() string {
	if s.Puzzles == 0 {
		return "No puzzle is solved yet."
	}
	of := " of " + strconv.Itoa(s.Puzzles)
	return "The layer was right in " + strconv.Itoa(s.Layers) + of + ", the mistake in " + strconv.Itoa(s.Bugs) + of +
		"."
}
