// Package statetest makes States for tests: of a page on which something has happened.
package statetest

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
)

// Convolutional is a network in the notation of links.
const Convolutional = "conv8k5-relu-pool2-affine10"

// Stroke is a line that a pen has drawn, and dot is one of its points.
var (
	Stroke = [][2]float64{{31.4, 20}, {200.3, 21}, {90.7, 250.2}}
	Dot    = [][2]float64{{100, 100}}
)

// Trained returns the State of a page whose network has had so many steps.
func Trained(step int) state.State {
	return state.New().WithLink(engine.Link{Phase: engine.Ready}).
		Observe(protocol.Status{Settings: setting.Default(), Step: step, Parameters: 1, TrainImages: 10_000})
}

// Checked is the answer for the default network, with those parameters wrong.
func Checked(wrong ...string) protocol.Checked {
	e := protocol.Checked{OK: len(wrong) == 0, Checked: 260, Size: 39_760, NumericalSeconds: 0.13,
		BackpropSeconds: 4e-4}
	for _, p := range state.LayersOf(setting.Default()).Params {
		c := protocol.CheckedParam{Name: p.Name, MeanAbsDiff: 1.2e-11, MeanAbs: 1.6e-3, MaxRelDiff: 3.4e-6,
			Checked: 65, Size: 9940}
		if slices.Contains(wrong, p.Name) {
			c.MeanAbsDiff, c.MaxRelDiff, c.Differing = 3.2e-3, 2, 65
		}
		e.Params = append(e.Params, c)
	}
	return e
}

// Answered is a page on which a check was made with that answer.
func Answered(change func(*state.Check), answer protocol.Event) state.State {
	s := Trained(10_000)
	c := s.Check.With(change)
	s.Check = c.Start(c.CheckCommand(), time.Now()).End(answer, s.Engine.Status.Step, s.Layers())
	return s
}

// Shown stands for an answer that a reader has asked for.
const Shown = "shown"

// Solved is a page with the puzzle of a sign in Affine2, with those answers one after the other.
func Solved(answers ...string) state.State {
	answer := Checked("W2")
	answer.Planted = &protocol.Planted{Bug: protocol.Bugs()[0], Scope: "Affine2"}
	s := Answered(func(k *state.Check) { k.SetPuzzle(true) }, answer)
	for _, pick := range answers {
		if pick == Shown {
			s.Check = s.Check.GiveUp()
			continue
		}
		s.Check = s.Check.With(func(k *state.Check) { k.Puzzle.Picked = pick }).Answer()
	}
	return s
}

// Measured is an Event of a step with one weight whose elements are in one bin, and a gradient.
func Measured(step, bin int) protocol.Distributions {
	density := make([]float64, protocol.DensityBins)
	density[bin] = 1
	return protocol.Distributions{Step: step, Tensors: []protocol.Distribution{
		protocol.NewDistribution("W1", protocol.OfWeight, 0, 0.1, 0, -1, 1, density),
		protocol.NewDistribution("W1", protocol.OfWeightGradient, 0, 1e-9, 0, math.Ldexp(1, -40), 256, density),
	}}
}

// Parsed are settings as in a link.
func Parsed(t *testing.T, query string) setting.Settings {
	t.Helper()
	s, errs := setting.ParseQuery(query)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return s
}

// TrainSteps is what the page hears of n steps with the settings.
func TrainSteps(s state.State, settings setting.Settings, n int) state.State {
	step := s.Engine.Status.Step
	s = s.Observe(protocol.Status{Settings: settings, Step: step, Goal: step + n, Parameters: 1, Running: true})
	for i := range n {
		s = s.Observe(protocol.Progress{Step: step + i + 1, Losses: []float64{1}})
	}
	return s.Observe(protocol.Evaluated{Step: step + n, TestAccuracy: 0.5})
}

// FromScratch is what the page hears of a network from scratch.
func FromScratch(s state.State, settings setting.Settings) state.State {
	return s.Observe(protocol.Status{Settings: settings, Parameters: 1})
}

// Written returns the rows as spec writes them.
func Written(s state.State) string {
	e := s.Editor.Following(s.Settings.Wanted)
	return spec.Network{Layers: e.Layers()}.Format()
}

// Editing returns a State whose network is wanted and applied.
func Editing(layers string) state.State {
	s := state.New()
	s.Settings = s.Settings.With("network", layers)
	s = s.WithLink(engine.Link{Phase: engine.Ready})
	return s.Observe(protocol.Status{Settings: s.Settings.Wanted, Parameters: 1, TrainImages: 10_000})
}

// Confused is what a network with three mistakes among six images answers.
func Confused() protocol.Confused {
	c := protocol.Confused{Step: 500, Images: 6, Listed: []protocol.Answered{
		{Index: 11, Label: 4, Digit: 4, Confidence: 0.99, Truth: 0.99},
		{Index: 12, Label: 4, Digit: 4, Confidence: 0.4, Truth: 0.4},
		{Index: 13, Label: 7, Digit: 7, Confidence: 1, Truth: 1},
		{Index: 21, Label: 4, Digit: 9, Confidence: 0.6, Truth: 0.3},
		{Index: 22, Label: 4, Digit: 9, Confidence: 0.9, Truth: 0.1},
		{Index: 31, Label: 7, Digit: 2, Confidence: 0.7, Truth: 0.2},
	}}
	for _, a := range c.Listed {
		c.Counts[a.Label][a.Digit]++
	}
	return c
}

// MeasuredMistakes is a State whose mistakes are known.
func MeasuredMistakes() state.State {
	s := Trained(500).Observe(protocol.Checkpoint{Step: 500})
	status := s.Engine.Status
	status.TestImages = 6
	s = s.Observe(status)
	s.Mistakes = s.Mistakes.Ask(s.Engine).Answered(Confused()).
		Named(s.Engine.NetworkName())
	return s
}

// Penned returns a State with strokes on the sheet.
func Penned(s state.State, strokes ...[][2]float64) state.State {
	return s.Redraw(s.Draw.Show(state.Drawing{Strokes: strokes, Sample: -1, Label: -1}))
}

// Read returns a State with a stroke on the sheet, which both networks take for a digit.
func Read(s state.State, digit int) state.State {
	s = Penned(s, Stroke)
	pixels := make([]float64, form.Pixels)
	pixels[5] = 1
	s.Draw = s.Draw.Classified(s.Draw.Version, protocol.Classified{Pixels: pixels, Network: Reading(digit, 0.9),
		Reader: Reading(5, 0.9)})
	return s
}

// Reading is an answer that gives a digit that probability, and is sure of it above a half.
func Reading(digit int, p float64) *protocol.Reading {
	r := &protocol.Reading{Digit: digit, Probabilities: make([]float64, form.Classes), Sure: p > 0.5}
	for d := range r.Probabilities {
		r.Probabilities[d] = (1 - p) / (form.Classes - 1)
	}
	r.Probabilities[digit] = p
	return r
}

// Fooled returns a State that has a way of two steps from what is drawn: all pixels but one get a little more ink, and
// that one less. In the end the network takes it for a 3, and the other one still for a 5.
func Fooled(s state.State) state.State {
	way := protocol.Fooled{Step: s.Engine.Status.Step, From: 5, End: protocol.FoolDone}
	for k, seen := range []*protocol.Reading{Reading(5, 0.9), Reading(5, 0.55), Reading(3, 0.92)} {
		by := 0.02 * float64(k)
		f := protocol.FoolFrame{Pixels: make([]float64, form.Pixels), Seen: *seen, Other: Reading(5, 0.97),
			Loss: 3 - float64(k), Largest: by, Mean: by, Distance: 28 * by}
		for i := range f.Pixels {
			f.Pixels[i] = by
		}
		if f.Pixels[5] = 1 - by; k > 0 {
			f.Changed = form.Pixels
		}
		way.Frames = append(way.Frames, f)
	}
	s = s.AskFool()
	s.Fool = s.Fool.Answered(way)
	return s
}

// OfDigit is the graph of x·W1 of one image, with a loss of that size and a gradient of W1 as long.
func OfDigit(loss float64) *snapshot.Graph {
	g := Small()
	x := make([]float64, form.Pixels)
	x[5] = 1
	grad := make([]float64, form.Pixels)
	grad[5] = -loss
	g.Nodes[0].Shape = []int{1, form.Pixels}
	g.Nodes[0].Value = &snapshot.Tensor{Shape: g.Nodes[0].Shape, Data: x}
	g.Nodes[0].Grad = &snapshot.Tensor{Shape: g.Nodes[0].Shape, Data: grad}
	g.Nodes[1].Grad.Data = []float64{0, loss}
	g.Nodes[2].Name = "loss"
	g.Nodes[2].Value.Data = []float64{loss}
	g.Nodes[2].Grad = &snapshot.Tensor{Shape: []int{1}, Data: []float64{1}}
	return g
}

// About is what the graph of a drawing with a target is of.
func About(drawing, label int) state.GraphSubject {
	return state.GraphSubject{Own: true, Drawing: drawing, Label: label}
}

// Small is the graph of x·W1 with a gradient for W1 alone.
func Small() *snapshot.Graph {
	tensor := func(shape []int, data ...float64) *snapshot.Tensor { return &snapshot.Tensor{Shape: shape, Data: data} }
	return &snapshot.Graph{Nodes: []snapshot.Node{
		{ID: 0, Kind: "Input", Name: "x", Shape: []int{1, 2}, Value: tensor([]int{1, 2}, 1, 2)},
		{ID: 1, Kind: "Param", Name: "W1", Scope: "Affine1", Shape: []int{2, 1}, Value: tensor([]int{2, 1}, 3, 4),
			Grad: tensor([]int{2, 1}, -1, 2)},
		{ID: 2, Kind: "MatMul", Scope: "Affine1", Inputs: []int{0, 1}, Shape: []int{1, 1},
			Value: tensor([]int{1, 1}, 11)},
	}}
}

func IndicesOf(shown []protocol.Answered) []int {
	var is []int
	for _, a := range shown {
		is = append(is, a.Index)
	}
	return is
}

// Set returns s once a person has written into the control of a setting.
func Set(s state.State, name, text string) state.State {
	s.Settings = s.Settings.With(name, text)
	return s
}

// SetLayer returns s once a person has written into a field of a layer.
func SetLayer(s state.State, place int, name, text string) state.State {
	return s.Edit(func(e *state.Editor) *state.Editor { return e.Set(place, name, text) })
}

// With returns s once it is changed.
func With(s state.State, change func(*state.State)) state.State {
	change(&s)
	return s
}
