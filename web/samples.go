package web

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// convolutional is a network in the notation of links.
const convolutional = "conv8k5-relu-pool2-affine10"

// stroke is a line that a pen has drawn, and dot is one of its points.
var (
	stroke = [][2]float64{{31.4, 20}, {200.3, 21}, {90.7, 250.2}}
	dot    = [][2]float64{{100, 100}}
)

// trained returns the State of a page whose network has had so many steps.
func trained(step int) State {
	return NewState().WithLink(Link{Phase: Ready}).
		Observe(protocol.Status{Settings: setting.Default(), Step: step, Parameters: 1, TrainImages: 10_000})
}

// checked is the answer for the default network, with those parameters wrong.
func checked(wrong ...string) protocol.Checked {
	e := protocol.Checked{OK: len(wrong) == 0, Checked: 260, Size: 39_760, NumericalSeconds: 0.13, BackpropSeconds: 4e-4}
	for _, p := range layersOf(setting.Default()).Params {
		c := protocol.CheckedParam{Name: p.Name, MeanAbsDiff: 1.2e-11, MaxRelDiff: 3.4e-6, Checked: 65, Size: 9940}
		if slices.Contains(wrong, p.Name) {
			c.MeanAbsDiff, c.MaxRelDiff = 3.2e-3, 2
		}
		e.Params = append(e.Params, c)
	}
	return e
}

// answered is a page on which a check was made with that answer.
func answered(change func(*CheckState), answer protocol.Event) State {
	s := trained(10_000).WithCheck(change)
	return s.StartCheck(s.Check.CheckCommand(), time.Now()).EndCheck(answer)
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

// measured is an Event of a step with one weight whose elements are in one bin, and a gradient.
func measured(step, bin int) protocol.Distributions {
	density := make([]float64, protocol.DensityBins)
	density[bin] = 1
	return protocol.Distributions{Step: step, Tensors: []protocol.Distribution{
		protocol.NewDistribution("W1", protocol.OfWeight, 0, 0.1, 0, -1, 1, density),
		protocol.NewDistribution("W1", protocol.OfWeightGradient, 0, 1e-9, 0, math.Ldexp(1, -40), 256, density),
	}}
}

// parsed are settings as in a link.
func parsed(t *testing.T, query string) setting.Settings {
	t.Helper()
	s, errs := setting.ParseQuery(query)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return s
}

// trainSteps is what the page hears of n steps with the settings.
func trainSteps(s State, settings setting.Settings, n int) State {
	step := s.Engine.Status.Step
	s = s.Observe(protocol.Status{Settings: settings, Step: step, Parameters: 1, Running: true})
	for i := range n {
		s = s.Observe(protocol.Progress{Step: step + i + 1, MeanLoss: 1})
	}
	return s.Observe(protocol.Evaluated{Step: step + n, TestAccuracy: 0.5})
}

// fromScratch is what the page hears of a network from scratch.
func fromScratch(s State, settings setting.Settings) State {
	return s.Observe(protocol.Status{Settings: settings, Parameters: 1})
}

// written returns the rows as spec writes them.
func written(s State) string {
	e := s.editor()
	return spec.Network{Layers: e.layers()}.Format()
}

// editing returns a State whose network is wanted and in force.
func editing(layers string) State {
	s := NewState().WithSetting("network", layers).WithLink(Link{Phase: Ready})
	return s.Observe(protocol.Status{Settings: s.Settings.Wanted, Parameters: 1, TrainImages: 10_000})
}

// confused is what a network with three mistakes among six images answers.
func confused() protocol.Confused {
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

// measuredMistakes is a State whose mistakes are known.
func measuredMistakes() State {
	s := trained(500).Observe(protocol.Checkpoint{Step: 500})
	status := s.Engine.Status
	status.TestImages = 6
	return s.Observe(status).AskingMistakes().Confused(confused())
}

// penned returns a State with strokes on the sheet.
func penned(s State, strokes ...[][2]float64) State {
	return s.Show(Drawing{Strokes: strokes, Sample: -1, Label: -1})
}

// ofDigit is the graph of x·W1 of one image, with a loss of that size and a gradient of W1 as long.
func ofDigit(loss float64) *snapshot.Graph {
	g := small()
	x := make([]float64, digitPixels)
	x[5] = 1
	grad := make([]float64, digitPixels)
	grad[5] = -loss
	g.Nodes[0].Shape = []int{1, digitPixels}
	g.Nodes[0].Value = &snapshot.Tensor{Shape: g.Nodes[0].Shape, Data: x}
	g.Nodes[0].Grad = &snapshot.Tensor{Shape: g.Nodes[0].Shape, Data: grad}
	g.Nodes[1].Grad.Data = []float64{0, loss}
	g.Nodes[2].Name = "loss"
	g.Nodes[2].Value.Data = []float64{loss}
	g.Nodes[2].Grad = &snapshot.Tensor{Shape: []int{1}, Data: []float64{1}}
	return g
}

// about is what the graph of a drawing with a target is of.
func about(drawing, label int) GraphSubject {
	return GraphSubject{Own: true, Drawing: drawing, Label: label}
}

// small is the graph of x·W1 with a gradient for W1 alone.
func small() *snapshot.Graph {
	tensor := func(shape []int, data ...float64) *snapshot.Tensor { return &snapshot.Tensor{Shape: shape, Data: data} }
	return &snapshot.Graph{Nodes: []snapshot.Node{
		{ID: 0, Kind: "Input", Name: "x", Shape: []int{1, 2}, Value: tensor([]int{1, 2}, 1, 2)},
		{ID: 1, Kind: "Param", Name: "W1", Scope: "Affine1", Shape: []int{2, 1}, Value: tensor([]int{2, 1}, 3, 4),
			Grad: tensor([]int{2, 1}, -1, 2)},
		{ID: 2, Kind: "MatMul", Scope: "Affine1", Inputs: []int{0, 1}, Shape: []int{1, 1}, Value: tensor([]int{1, 1}, 11)},
	}}
}

func indicesOf(shown []protocol.Answered) []int {
	var is []int
	for _, a := range shown {
		is = append(is, a.Index)
	}
	return is
}
