package state

import (
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Distributions is what the page knows about the numbers in the network over the steps.
type Distributions struct {
	// Open says that the panel is open, and Told that the engine knows it.
	Open, Told bool
	// Of is the kind of numbers shown: protocol.OfActivation or another.
	Of string
	// Moments are in the order of their steps.
	Moments []protocol.Distributions
}

// maxMoments bounds the moments: about as many as a picture has columns.
const maxMoments = 160

// withLink records a change of the connection: a new engine measures nothing.
func (d *Distributions) withLink(l engine.Link) *Distributions {
	if l.Phase == engine.Fetching {
		return d.WithTold(false)
	}
	return d
}

// observe returns d after an Event. before is the Status before it.
func (d *Distributions) observe(event protocol.Event, before protocol.Status) *Distributions {
	n := *d
	switch event := event.(type) {
	case protocol.Status:
		step := event.Step
		if event.Builtin && !before.Builtin || !event.Settings.EqualFresh(before.Settings) {
			step = -1 // it is another network
		}
		n.Moments = until(d.Moments, step)
	case protocol.Distributions:
		n.Moments = thinned(append(until(d.Moments, event.Step-1), event))
	default:
		return d
	}
	return &n
}

// until returns the moments up to a step. The slice has no spare capacity, so that appending to it does not change d.
func until(moments []protocol.Distributions, step int) []protocol.Distributions {
	n := len(moments)
	for n > 0 && moments[n-1].Step > step {
		n--
	}
	return moments[:n:n]
}

// thinned returns at most maxMoments of the moments. It leaves out the one whose neighbours are nearest on the scale of
// the steps, but never the first or the last.
func thinned(moments []protocol.Distributions) []protocol.Distributions {
	if len(moments) <= maxMoments {
		return moments
	}
	drop, least := 1, math.Inf(1)
	for i := 1; i < len(moments)-1; i++ {
		if gap := AlongSteps(moments[i+1].Step) - AlongSteps(moments[i-1].Step); gap < least {
			drop, least = i, gap
		}
	}
	return slices.Delete(slices.Clone(moments), drop, drop+1)
}

// AlongSteps returns the place of a step on the axis of the pictures, which is logarithmic and begins at 0.
func AlongSteps(step int) float64 { return math.Log1p(float64(step)) }

// seen tells in words what the latest moment shows of a kind: the first and the last layer, or zeros.
func (d *Distributions) seen(of string) string {
	if len(d.Moments) == 0 {
		return ""
	}
	var all []protocol.Distribution
	for _, t := range d.Moments[len(d.Moments)-1].Tensors {
		if t.Of == of {
			all = append(all, t)
		}
	}
	switch {
	case len(all) < 2:
		return ""
	case of == protocol.OfActivation:
		return phrase.WholePercent(all[len(all)-2].Zeros()) + " of the last hidden layer’s outputs are 0"
	}
	return "gradients of " + graphview.Format(all[0].RMS(), 2) + " at the first layer, " +
		graphview.Format(all[len(all)-1].RMS(), 2) + " at the last"
}

// WithOpen opens or closes the panel.
func (d *Distributions) WithOpen(open bool) *Distributions {
	n := *d
	n.Open = open
	return &n
}

// Showing chooses the kind of numbers to show.
func (d *Distributions) Showing(of string) *Distributions {
	n := *d
	n.Of = of
	return &n
}

// WithTold records whether the engine knows that the panel is open.
func (d *Distributions) WithTold(told bool) *Distributions {
	n := *d
	n.Told = told
	return &n
}
