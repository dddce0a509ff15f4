package state

import (
	"encoding/json"
	"slices"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/palette"
	"github.com/inkgrad/inkgrad/web/plot"
)

// Run is the training of one network, as it is shown beside that of another.
type Run struct {
	// Number counts the runs of the page, from 1. Slot decides how its lines look: no other kept run has the same.
	Number, Slot int
	// Hidden says that the run is not drawn.
	Hidden bool
	// First and Last are the settings of its first and its latest step.
	First, Last setting.Settings
	// From is the step at which it began: 0 if that was from scratch.
	From int
	// Label is its name in an experiment, or "".
	Label string
	// The curves, and Evaluated, are as in Train.
	Loss, TrainAccuracy, TestAccuracy plot.Curve
	Evaluated                         protocol.Evaluated
}

// MaxRuns is how many earlier runs are kept: as many lines as one can tell apart.
const MaxRuns = len(palette.Runs)

// Runs holds the runs before this one, and how all of them are shown.
type Runs struct {
	// Earlier are the runs that have ended, in order.
	Earlier []Run
	// Count is the Number of the latest one.
	Count int
	// Smoothing is one of setting.Smoothings.
	Smoothing string
	// Log says that the scale of the loss is logarithmic.
	Log bool
	// Reading says that the charts show their values at Step.
	Reading bool
	Step    float64
}

// Beta is the β of Smooth: the average is over about 1/(1−β) points, of at most curveLength.
func (r *Runs) Beta() float64 {
	switch r.Smoothing {
	case "Some":
		return 0.9
	case "Much":
		return 0.98
	}
	return 0
}

// run returns the training as an earlier Run.
func (t *Train) run() Run {
	return Run{First: t.First, Last: t.Last, From: t.From, Label: t.Label, Loss: t.Loss,
		TrainAccuracy: t.TrainAccuracy, TestAccuracy: t.TestAccuracy, Evaluated: t.Evaluated}
}

// endsBy reports whether a Status is about another network than the one that was trained.
func (t *Train) endsBy(s protocol.Status) bool {
	return s.Parameters > 0 && len(t.Loss.Points) > 0 &&
		(s.Builtin || s.Step <= t.From || !s.Settings.EqualFresh(t.Last))
}

// observe returns r after an Event; now is the training as it was before. That of another network has ended.
func (r *Runs) observe(event protocol.Event, now *Train) *Runs {
	if s, ok := event.(protocol.Status); ok && now.endsBy(s) {
		return r.with(now.run())
	}
	return r
}

// GoneBack records that training has gone back to an earlier step of its own: the run before, up to which its curves
// went, is an earlier one, and this one goes on from its beginning.
func (s State) GoneBack(before State) State {
	if s.Runs.Count == before.Runs.Count && len(before.Train.Loss.Points) > 0 {
		s.Runs = s.Runs.with(before.Train.run())
	}
	return s
}

// with returns r with a run that has ended. If there are too many, it drops the oldest hidden one, or else the oldest.
func (r *Runs) with(run Run) *Runs {
	n := *r
	n.Earlier = slices.Clone(n.Earlier)
	if len(n.Earlier) == MaxRuns {
		i := max(0, slices.IndexFunc(n.Earlier, func(r Run) bool { return r.Hidden }))
		n.Earlier = slices.Delete(n.Earlier, i, i+1)
	}
	n.Count++
	run.Number, run.Slot = n.Count, n.freeSlot()
	n.Earlier = append(n.Earlier, run)
	return &n
}

// freeSlot returns the first slot that none of the runs has.
func (r *Runs) freeSlot() int {
	slot := 0
	for slices.ContainsFunc(r.Earlier, func(r Run) bool { return r.Slot == slot }) {
		slot++
	}
	return slot
}

// All returns the earlier runs and, last, the current one.
func (r *Runs) All(t *Train, e *Engine) []Run {
	now := t.run()
	now.Number = r.Count + 1
	if len(t.Loss.Points) == 0 {
		now.First, now.Last, now.From = e.Status.Settings, e.Status.Settings, 0
	}
	return append(slices.Clone(r.Earlier), now)
}

// Show shows or hides the run of that number.
func (r *Runs) Show(number int, show bool) *Runs {
	n := *r
	n.Earlier = slices.Clone(n.Earlier)
	for i := range n.Earlier {
		if n.Earlier[i].Number == number {
			n.Earlier[i].Hidden = !show
		}
	}
	return &n
}

// hideTo hides the runs up to that number.
func (r *Runs) hideTo(number int) *Runs {
	if !slices.ContainsFunc(r.Earlier, func(r Run) bool { return r.Number <= number && !r.Hidden }) {
		return r
	}
	n := *r
	n.Earlier = slices.Clone(n.Earlier)
	for i := range n.Earlier {
		n.Earlier[i].Hidden = n.Earlier[i].Hidden || n.Earlier[i].Number <= number
	}
	return &n
}

// Forget removes the run with that number.
func (r *Runs) Forget(number int) *Runs {
	n := *r
	n.Earlier = slices.DeleteFunc(slices.Clone(n.Earlier), func(r Run) bool { return r.Number == number })
	return &n
}

// ForgetAll removes all earlier runs.
func (r *Runs) ForgetAll() *Runs {
	n := *r
	n.Earlier, n.Count = nil, 0
	return &n
}

// WithSmoothing smooths the loss.
func (r *Runs) WithSmoothing(how string) *Runs {
	n := *r
	n.Smoothing = how
	return &n
}

// WithLog has the loss on a logarithmic scale, or not.
func (r *Runs) WithLog(on bool) *Runs {
	n := *r
	n.Log = on
	return &n
}

// ReadAt shows the values of the charts at a step. If on is false, it shows them no longer.
func (r *Runs) ReadAt(on bool, step float64) *Runs {
	if r.Reading == on && r.Step == step {
		return r
	}
	n := *r
	n.Reading, n.Step = on, step
	return &n
}

// keptRuns are the runs in the form that outlives a reload. Now is the run of the network that is kept with them, or
// nil.
type keptRuns struct {
	Earlier []Run
	Now     *Run
}

// kept returns the runs for keeping, t the current one.
func (r *Runs) kept(t *Train) keptRuns { return keptRuns{Earlier: r.Earlier, Now: t.kept()} }

// kept returns the current run for keeping, or nil if it has not begun.
func (t *Train) kept() *Run {
	if now := t.run(); len(now.Loss.Points) > 0 {
		return &now
	}
	return nil
}

// Encode writes the runs for keeping.
func (r *Runs) Encode(t *Train) string { return r.kept(t).encode() }

func (k keptRuns) encode() string {
	text, err := json.Marshal(k)
	if err != nil {
		return "" // a curve has only finite points, so this does not happen
	}
	return string(text)
}

// DecodeRuns reads what Encode wrote. An earlier version of the page may have kept it, so it skips anything that it
// cannot read.
func DecodeRuns(text string) keptRuns {
	var k keptRuns
	if json.Unmarshal([]byte(text), &k) != nil || len(k.Earlier) > MaxRuns {
		return keptRuns{}
	}
	for _, r := range k.Earlier {
		if !r.valid() {
			return keptRuns{}
		}
	}
	if k.Now != nil && !k.Now.valid() {
		k.Now = nil
	}
	if now := k.Now; now != nil {
		for _, c := range now.curves() {
			*c = c.Done()
		}
	}
	return k
}

func (r Run) valid() bool {
	e := r.Evaluated
	return min(e.TrainImages, e.TestImages) >= 0 && isShare(e.TrainAccuracy) && isShare(e.TestAccuracy) &&
		r.Number >= 0 && r.Slot >= 0 && r.Slot < MaxRuns && r.First.Validate() == nil && r.Last.Validate() == nil &&
		!slices.ContainsFunc(r.curves(), func(c *plot.Curve) bool { return !c.Valid() })
}

func (r *Run) curves() []*plot.Curve {
	return []*plot.Curve{&r.Loss, &r.TrainAccuracy, &r.TestAccuracy}
}

func isShare(x float64) bool { return x >= 0 && x <= 1 }

// WithEarlier restores kept earlier runs, unless there are others by now.
func (r *Runs) WithEarlier(earlier []Run) *Runs {
	if len(r.Earlier) > 0 {
		return r
	}
	n := *r
	n.Earlier = earlier
	for _, e := range earlier {
		n.Count = max(n.Count, e.Number)
	}
	return &n
}

// WithCurves restores the curves that were kept with the current network, up to its step.
func (t *Train) WithCurves(of *Run, at int) *Train {
	if of == nil || len(t.Loss.Points) > 0 {
		return t
	}
	n := *t
	step := float64(at)
	n.First, n.Last, n.From, n.Label = of.First, of.Last, of.From, of.Label
	n.Loss = of.Loss.Until(step)
	n.TrainAccuracy, n.TestAccuracy = of.TrainAccuracy.Until(step), of.TestAccuracy.Until(step)
	if of.Evaluated.Step == at {
		n.Evaluated = of.Evaluated
	}
	return &n
}

// SameEarlier reports whether both have the same earlier runs and draw the same ones.
func (r *Runs) SameEarlier(other *Runs) bool {
	return r == other || slices.EqualFunc(r.Earlier, other.Earlier, func(a, b Run) bool {
		return a.Number == b.Number && a.Hidden == b.Hidden
	})
}
