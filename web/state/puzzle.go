package state

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// Puzzle is a mistake to find. Number alone decides which one.
type Puzzle struct {
	On     bool
	Number Entry
	// Turn counts the mistakes that Number gave first and that this network has no layer for.
	Turn int
	// Picked is the answer that is chosen but not given yet. The questions come in this order.
	Picked     string
	Layer, Bug Question
}

// Question is one about the mistake: in which layer it is, or what it is.
type Question struct {
	// Given are the answers so far. One that is wrong may be followed by another.
	Given []string
	// Over says that the last of them was right, or that the reader has asked for the answer.
	Over bool
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
	if c.Puzzle.Picked == "" {
		return c
	}
	return c.question(func(q *Question, right string) {
		q.Given = append(slices.Clip(q.Given), c.Puzzle.Picked)
		q.Over = c.Puzzle.Picked == right
	})
}

// GiveUp ends the question that is open, once an answer to it was wrong.
func (c *Check) GiveUp() *Check {
	return c.question(func(q *Question, _ string) { q.Over = len(q.Given) > 0 })
}

// question changes the question that is open. Where that was the last, the puzzle counts.
func (c *Check) question(change func(q *Question, right string)) *Check {
	if c.Planted == nil || c.Puzzle.Bug.Over {
		return c
	}
	n := *c
	p, planted := &n.Puzzle, n.Planted.Planted
	if p.Layer.Over {
		change(&p.Bug, planted.Bug.Name)
	} else {
		change(&p.Layer, planted.Scope)
	}
	p.Picked = ""
	if p.Bug.Over {
		n.Score.Puzzles++
		if p.Layer.Given[0] == planted.Scope {
			n.Score.Layers++
		}
		if p.Bug.Given[0] == planted.Bug.Name {
			n.Score.Bugs++
		}
	}
	return &n
}

// Words returns the score in words.
func (s Score) Words() string {
	if s.Puzzles == 0 {
		return "No puzzle is solved yet."
	}
	of := " of " + strconv.Itoa(s.Puzzles)
	return "Right at the first guess: the layer in " + strconv.Itoa(s.Layers) + of + ", the mistake in " +
		strconv.Itoa(s.Bugs) + of + "."
}
