package state

import (
	"encoding/json"
	"slices"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/palette"
	"github.com/inkgrad/inkgrad/web/plot"
)

// Run is the training of one network, as far as it is told again beside that of another.
type Run struct {
	// Number counts the runs of the page, from 1, and Slot says how its lines look: no other run that is kept has the same.
	Number, Slot int
	// Hidden says that it is not drawn.
	Hidden bool
	// First and Last are the settings of its first and its latest step.
	First, Last setting.Settings
	// From is the step at which it began: 0 where that was from scratch.
	From int
	// Loss and TestAccuracy are as in TrainState.
	Loss, TestAccuracy plot.Curve
}

// MaxRuns is how many earlier runs are kept: as many as lines can be told apart.
const MaxRuns = len(palette.Runs)

// Runs are the runs before this one, and how all of them are looked at.
type Runs struct {
	// Earlier are those that have ended, in their order.
	Earlier []Run
	// Count is the Number of the latest of them.
	Count int
	// Smoothing is one of smoothings.
	Smoothing string
	// Reading says that the charts are read at Step.
	Reading bool
	Step    float64
}

// Smoothings are how strongly the loss can be smoothed, in the order to show them.
var Smoothings = []string{"Off", "Some", "Much"}

// Beta is that of Smooth: the average is over about 1/(1−β) points, of at most curveLength.
func (r *Runs) Beta() float64 {
	switch r.Smoothing {
	case "Some":
		return 0.9
	case "Much":
		return 0.98
	}
	return 0
}

// run is what is to be told of the training when it is an earlier one.
func (t *Train) run() Run {
	return Run{First: t.First, Last: t.Last, From: t.From, Loss: t.Loss, TestAccuracy: t.TestAccuracy}
}

// endsBy says that a Status is of another network than that whose training is told.
func (t *Train) endsBy(s protocol.Status) bool {
	return s.Parameters > 0 && len(t.Loss.Points) > 0 && (s.Builtin || s.Step <= t.From || !s.Settings.EqualFresh(t.Last))
}

// with returns r with a run that has ended. Where there are too many, the oldest of those that are hidden goes, or the oldest.
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

// freeSlot returns the first that none of the runs has.
func (r *Runs) freeSlot() int {
	slot := 0
	for slices.ContainsFunc(r.Earlier, func(r Run) bool { return r.Slot == slot }) {
		slot++
	}
	return slot
}

// AllRuns are the earlier runs and, as the last, the one of now.
func (s State) AllRuns() []Run {
	now := s.Train.run()
	now.Number = s.Runs.Count + 1
	if len(s.Train.Loss.Points) == 0 {
		now.First, now.Last, now.From = s.Engine.Status.Settings, s.Engine.Status.Settings, 0
	}
	return append(slices.Clone(s.Runs.Earlier), now)
}

// ShowRun draws the run of that number, or not.
func (s State) ShowRun(number int, show bool) State {
	r := *s.Runs
	r.Earlier = slices.Clone(r.Earlier)
	for i := range r.Earlier {
		if r.Earlier[i].Number == number {
			r.Earlier[i].Hidden = !show
		}
	}
	s.Runs = &r
	return s
}

// ForgetRun removes the run of that number.
func (s State) ForgetRun(number int) State {
	r := *s.Runs
	r.Earlier = slices.DeleteFunc(slices.Clone(r.Earlier), func(r Run) bool { return r.Number == number })
	s.Runs = &r
	return s
}

// ForgetRuns removes all earlier runs.
func (s State) ForgetRuns() State {
	r := *s.Runs
	r.Earlier, r.Count = nil, 0
	s.Runs = &r
	return s
}

// WithSmoothing smooths the loss.
func (s State) WithSmoothing(how string) State {
	r := *s.Runs
	r.Smoothing = how
	s.Runs = &r
	return s
}

// ReadAt reads the charts at a step, or, if not on, no more.
func (s State) ReadAt(on bool, step float64) State {
	if s.Runs.Reading == on && s.Runs.Step == step {
		return s
	}
	r := *s.Runs
	r.Reading, r.Step = on, step
	s.Runs = &r
	return s
}

// keptRuns are the runs as they are kept beyond a reload. Now is the one of the network that is kept with them, or nil.
type keptRuns struct {
	Earlier []Run
	Now     *Run
}

// EncodeRuns writes the runs for keeping.
func (s State) EncodeRuns() string {
	k := keptRuns{Earlier: s.Runs.Earlier}
	if now := s.Train.run(); len(now.Loss.Points) > 0 {
		k.Now = &now
	}
	text, err := json.Marshal(k)
	if err != nil {
		return "" // a curve has finite points only, but nothing depends on it
	}
	return string(text)
}

// DecodeRuns reads them. What is kept may be of an earlier version of the page, so that whatever cannot be read is no run.
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
	if k.Now != nil {
		k.Now.Loss, k.Now.TestAccuracy = k.Now.Loss.Done(), k.Now.TestAccuracy.Done()
	}
	return k
}

func (r Run) valid() bool {
	return r.Number >= 0 && r.Slot >= 0 && r.Slot < MaxRuns && r.First.Validate() == nil && r.Last.Validate() == nil &&
		r.Loss.Valid() && r.TestAccuracy.Valid()
}

// WithRuns goes on with earlier runs that were kept, unless there are others by now.
func (s State) WithRuns(earlier []Run) State {
	if len(s.Runs.Earlier) > 0 {
		return s
	}
	r := *s.Runs
	r.Earlier = earlier
	for _, e := range earlier {
		r.Count = max(r.Count, e.Number)
	}
	s.Runs = &r
	return s
}

// WithCurves goes on with the curves of the network that is in force, as they were kept with it.
func (s State) WithCurves(of *Run) State {
	if of == nil || len(s.Train.Loss.Points) > 0 {
		return s
	}
	t := *s.Train
	step := float64(s.Engine.Status.Step)
	t.First, t.Last, t.From = of.First, of.Last, of.From
	t.Loss, t.TestAccuracy = of.Loss.Until(step), of.TestAccuracy.Until(step)
	s.Train = &t
	return s
}
