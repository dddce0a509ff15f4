package state

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Check is the state of the panel Check: its settings, what runs, the results, and the puzzle.
type Check struct {
	// H is the step, Samples the number of images. All asks for every element; without it, SampledElements of each
	// parameter are checked.
	H, Samples Entry
	All        bool
	DType      string
	// BookLogarithm adds 1e-7 in the logarithm of the loss, as the book does.
	BookLogarithm bool
	// Runs is the Command under way: a Check, a Curve or nil. Done of Total elements are done, and Left seconds remain
	// at that speed.
	Runs        protocol.Command
	Began       time.Time
	Done, Total int
	Left        float64
	// Real is the latest check of the network's own backward pass, and Planted that of the puzzle's. Each is nil before
	// the first.
	Real, Planted *CheckResult
	Curve         *CurveResult
	Puzzle        Puzzle
	Score         Score
	// News says how the last check ended, and Problem why it could not run.
	News, Problem string
}

const (
	// SampledElements of each parameter are enough to meet a mistake, even in W1, where most rows belong to pixels
	// without ink.
	SampledElements = 100
	curveElements   = 20
)

// CheckResult is the result of a check, and what was checked.
type CheckResult struct {
	protocol.Checked
	Of   protocol.Check
	Step int
	// Net is the network that was checked.
	Net NetworkLayers
}

// Shape returns the shape of a parameter of the network that was checked, or nil.
func (r *CheckResult) Shape(param string) []int {
	for _, p := range r.Net.Params {
		if p.Name == param {
			return p.Shape
		}
	}
	return nil
}

// CurveResult is a measured error curve, and what was measured.
type CurveResult struct {
	protocol.Curved
	Of   protocol.Curve
	Step int
}

func newCheck() *Check {
	return &Check{
		H:       Entry{Text: "1e-4", Value: 1e-4, Min: protocol.MinCheckH, Max: protocol.MaxCheckH},
		Samples: Entry{Text: "3", Value: 3, Min: 1, Max: protocol.MaxCheckSamples, Whole: true},
		DType:   protocol.Float64,
		Puzzle:  Puzzle{Number: Entry{Min: 1, Max: maxPuzzle, Whole: true}},
	}
}

// Entry is a number as a person typed it. Value is the last valid number.
type Entry struct {
	Text, Problem   string
	Value, Min, Max float64
	Whole           bool
}

// With returns the Entry with a new text.
func (e Entry) With(text string) Entry {
	e.Text, e.Problem = text, ""
	v, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(text), "−", "-", 1), 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange) || math.IsNaN(v): // out of range, v is ±∞
		e.Problem = excerpt.Quote(text) + " is not a number."
	case e.Whole && v != math.Trunc(v):
		e.Problem = excerpt.Cut(text) + " is not a whole number."
	case v < e.Min || v > e.Max:
		e.Problem = excerpt.Cut(text) + " is outside " + plain(e.Min) + " to " + plain(e.Max) + "."
	default:
		e.Value = v
	}
	return e
}

// plain writes a number as people type it: 3, 0.1, 1e-12.
func plain(v float64) string {
	text := strconv.FormatFloat(v, 'g', -1, 64)
	return strings.Replace(text, "e-0", "e-", 1)
}

// NetworkLayers has the names of a network's layers, with the loss last, and its parameters.
type NetworkLayers struct {
	Names  []string
	Params []spec.Tensor
}

// Layers returns the layers of the current network or, before there is one, of the wanted network.
func (s State) Layers() NetworkLayers {
	return LayersOf(s.network())
}

// network has the settings of the network that there is, or will be.
func (s State) network() setting.Settings {
	if s.Engine.Status.Parameters > 0 {
		return s.Engine.Status.Settings
	}
	return s.Settings.Wanted
}

func LayersOf(s setting.Settings) NetworkLayers {
	var n NetworkLayers
	resolved, _ := s.Spec().Resolve() // cannot fail: settings are valid
	for _, l := range resolved {
		n.Names = append(n.Names, l.Name)
		n.Params = append(n.Params, l.Params...)
	}
	n.Names = append(n.Names, "SoftmaxWithLoss")
	return n
}

// Result returns the latest check of the backward pass in question: the real one or the puzzle's.
func (c *Check) Result() *CheckResult {
	if c.Puzzle.On {
		return c.Planted
	}
	return c.Real
}

// Valid reports whether all fields are valid.
func (c *Check) Valid() bool {
	return c.H.Problem == "" && c.Samples.Problem == "" && (!c.Puzzle.On || c.Puzzle.Number.Problem == "")
}

// CanRun reports whether a check can begin: neither training nor a check runs.
func (c *Check) CanRun(e *Engine) bool {
	return e.CanTrain() && c.Runs == nil && !e.Status.Running && !e.Status.Checking
}

// CheckCommand returns the Command that the button Check sends.
func (c *Check) CheckCommand() protocol.Check {
	command := protocol.Check{H: c.H.Value, Samples: int(c.Samples.Value), DType: c.DType,
		BookLogarithm: c.BookLogarithm}
	if !c.All {
		command.Elements = SampledElements
	}
	if c.Puzzle.On {
		command.Bug, command.BugSeed = c.Puzzle.bug(), int(c.Puzzle.Number.Value)
	}
	return command
}

// CurveCommand returns the Command that measures the curve.
func (c *Check) CurveCommand() protocol.Curve {
	return protocol.Curve{Samples: int(c.Samples.Value), Elements: curveElements}
}

// With returns c after the change.
func (c *Check) With(change func(*Check)) *Check {
	n := *c
	change(&n)
	return &n
}

// Start records that a Check or a Curve was sent.
func (c *Check) Start(command protocol.Command, now time.Time) *Check {
	n := *c
	n.Runs, n.Began = command, now
	n.Done, n.Total, n.Left = 0, 0, math.NaN()
	n.News, n.Problem = "", ""
	return &n
}

// observe returns c after an Event that comes at a time.
func (c *Check) observe(event protocol.Event, now time.Time) *Check {
	if p, ok := event.(protocol.CheckProgress); ok {
		return c.Progress(p, now)
	}
	return c
}

// Progress returns c after news of the running check. News of any other check changes nothing.
func (c *Check) Progress(p protocol.CheckProgress, now time.Time) *Check {
	if c.Runs == nil {
		return c
	}
	n := *c
	n.Done, n.Total = p.Done, p.Total
	n.Left = now.Sub(c.Began).Seconds() / float64(p.Done) * float64(p.Total-p.Done)
	return &n
}

// End records the answer to the Command of Start: for a network after this many steps, with these layers. The answer to
// another Command changes nothing, and neither does one where no Command runs.
func (c *Check) End(answer protocol.Event, step int, net NetworkLayers) *Check {
	if c.Runs == nil {
		return c
	}
	n := *c
	command, checking := c.Runs.(protocol.Check)
	curve, measuring := c.Runs.(protocol.Curve)
	n.Runs = nil
	switch answer := answer.(type) {
	case protocol.Checked:
		if !checking {
			return c
		}
		r := &CheckResult{Checked: answer, Of: command, Step: step, Net: net}
		if r.Checked.Planted != nil {
			n.Planted = r
		} else {
			n.Real = r
		}
	case protocol.Curved:
		if !measuring {
			return c
		}
		n.Curve = &CurveResult{answer, curve, step}
	case protocol.Failed:
		switch answer.Code {
		case protocol.CodeCancelled:
			n.News = "Cancelled. What was found before is still here."
		case protocol.CodePanic: // the notice of the whole page tells it
		default:
			n.Problem = answer.Message
		}
	}
	return &n
}
