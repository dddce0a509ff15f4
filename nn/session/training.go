package session

import (
	"fmt"
	"math"
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

const (
	// pause is the shortest time between two Progress events. The page draws at each of them, beside the training: 20 a second are as smooth as
	// numbers and curves need, and 60 took a third of a core.
	pause = time.Second / 20
	// keepEvery is the shortest time between two Checkpoints, which take at most one part in keepShare of the time.
	keepEvery, keepShare = time.Second, 50
	// Training has diverged when the loss is no number, or was above highLoss in highSteps steps one after the other: guessing has a loss
	// of log 10 = 2.3, and one bad batch is none. A network with a loss of healthyLoss or more is not what to go back to.
	highLoss, highSteps, healthyLoss = 20, 10, 2 * math.Ln10
)

// training is the job of a Train.
type training struct {
	s       *Session
	command int
	steps   int // how many to do, or 0: until there are settings.Iterations in all
	from    int // the step at which the run began

	tune   float64        // the Share of a FineTune, else 0
	before protocol.Score // of a FineTune

	begun      bool    // a step is, and may wait for helpers
	loss       float64 // of the latest batch
	high       int     // steps of a loss above highLoss, one after the other
	sum        float64 // of the losses of count batches since the latest Progress
	count      int
	clock      clock
	reported   time.Time
	kept       time.Time
	evaluation *evaluation // under way, or nil
}

// clock measures the speed of training, with the time that was spent on other things put aside.
type clock struct {
	start time.Time
	aside time.Duration
	// lately is a moving average over about a second of the steps per second; at and step are where it was last moved.
	lately float64
	at     time.Duration
	step   int
}

func (c *clock) now() time.Duration { return time.Since(c.start) - c.aside }

// putAside runs f off the clock.
func (c *clock) putAside(f func()) time.Duration {
	start := time.Now()
	f()
	took := time.Since(start)
	c.aside += took
	return took
}

// move takes in that steps have been done since the clock started.
func (c *clock) move(steps int) {
	now := c.now()
	dt := (now - c.at).Seconds()
	if dt <= 0 || steps == c.step {
		return
	}
	speed := float64(steps-c.step) / dt
	weight := 1 - math.Exp(-dt) // a time constant of a second
	if c.step == 0 {
		weight = 1
	}
	c.lately += weight * (speed - c.lately)
	c.at, c.step = now, steps
}

// train begins to run steps steps.
func (s *Session) train(id, steps int) *refusal {
	if steps < 0 {
		return refuse(protocol.CodeBadRequest, "A run of %d steps is not possible.", steps)
	}
	return s.run(&training{s: s, command: id, steps: steps})
}

// run begins with a training, unless there is another or nothing to train on.
func (s *Session) run(t *training) *refusal {
	switch j := s.job.(type) {
	case *checking:
		return refuse(protocol.CodeBusy, "A gradient check is running: wait for it or cancel it.")
	case *training:
		if !j.done() {
			return refuse(protocol.CodeBusy, "Training runs already.")
		}
	}
	s.stop()
	if s.images().Len() == 0 && !s.data.loading && t.tune < 1 {
		return refuse(protocol.CodeNotReady, "There are no training images.")
	}
	if r := checkMemory(s.settings, s.model.net.Spec()); r != nil {
		return r
	}
	s.team.trial = trial{}
	t.from, t.loss = s.model.step, math.NaN()
	s.job = t
	s.status(0)
	return nil
}

func (t *training) id() int { return t.command }

func (t *training) ready() bool {
	return (t.tune == 1 || !t.s.data.loading || t.s.images().Len() == t.s.settings.DataSize) && !t.waiting()
}

func (t *training) waiting() bool { return t.begun && t.s.team.waiting > 0 }

// last is the step to stop at.
func (t *training) last() int {
	if t.steps > 0 {
		return t.from + t.steps
	}
	return t.s.settings.Iterations
}

func (t *training) done() bool { return t.s.model.step >= t.last() }

func (t *training) work(deadline time.Time) {
	if t.s.images().Len() == 0 && t.tune < 1 { // they were on their way, and failed
		t.fail(refuse(protocol.CodeNotReady, "There are no training images."))
		return
	}
	if t.clock.start.IsZero() {
		t.clock.start, t.kept = time.Now(), time.Now()
	}
	for time.Now().Before(deadline) && !t.waiting() {
		switch {
		case t.begun: // and helpers have replied
			if !t.end() {
				return
			}
		case t.evaluation != nil:
			t.clock.putAside(t.evaluate)
		case t.evaluationDue():
			t.evaluation = t.s.newEvaluation(t.done() || t.tune > 0)
		case t.done() || t.tune > 0 && t.s.drawings.set.Len() == 0:
			t.stop()
			return
		default:
			if t.tune > 0 && t.s.model.step == t.from {
				t.before = t.s.score()
			}
			t.s.model.begin(t.inForce(), t.s.images(), &t.s.drawings.set, &t.s.team)
			t.begun = true
			if !t.waiting() && !t.end() {
				return
			}
		}
	}
	t.report(t.s.model.step == t.from+1 || t.done())
	t.keep()
}

func isNumber(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// evaluationDue says that the accuracy is wanted at this step: at the first and the last, and at the end of each epoch.
func (t *training) evaluationDue() bool {
	m := &t.s.model
	epoch := max(t.s.images().Len()/t.s.settings.BatchSize, 1)
	if m.evaluated != nil && m.evaluated.Step == m.step {
		return (t.done() || t.tune > 0) && m.evaluated.TestImages < min(lastImages, t.s.data.test.Len())
	}
	return t.done() || m.step == t.from || m.step%epoch == 0 && t.tune == 0
}

func (t *training) evaluate() {
	if t.evaluation.next() {
		t.evaluation.finish()
		t.evaluation = nil
	}
}

// end ends the step that is begun. It returns false where the training has diverged, which ends it.
func (t *training) end() bool {
	t.loss = t.s.model.end(&t.s.team)
	t.begun, t.s.model.builtin = false, false
	t.sum += t.loss
	t.count++
	if t.high++; t.loss <= highLoss {
		t.high = 0
	}
	if !isNumber(t.loss) || t.high == highSteps {
		t.diverged()
		return false
	}
	if t.s.watch.due(t.s.model.step) {
		t.s.watchStep()
	}
	return true
}

// diverged goes back to the last good parameters and says why.
func (t *training) diverged() {
	step := t.s.model.step
	m, err := restored(t.s.good)
	if err != nil {
		panic("session: " + err.Error()) // it was a model
	}
	t.s.model = m
	what := "was no longer a number"
	if isNumber(t.loss) {
		what = fmt.Sprintf("had been above %d for %d steps", highLoss, highSteps)
	}
	t.fail(refuse(protocol.CodeDiverged, "At step %d the loss %s: with a learning rate of %g the steps are too far. "+
		"The network is again as it was at step %d.", step, what, t.inForce().LearningRate, m.step))
}

// fail ends the run with a refusal.
func (t *training) fail(r *refusal) {
	t.s.job = nil
	t.s.host.Emit(t.command, r.failed())
	t.s.status(0)
}

// report emits Progress, if the time has come or it must be.
func (t *training) report(must bool) {
	if t.count == 0 || !must && time.Since(t.reported) < pause {
		return
	}
	s, m := t.s, &t.s.model
	t.clock.move(m.step - t.from)
	e := protocol.Progress{
		Step: m.step, Epoch: s.epoch(), Loss: t.loss, MeanLoss: t.sum / float64(t.count),
		StepsPerSecond: t.clock.lately,
	}
	if e.StepsPerSecond > 0 {
		e.Remaining = float64(t.last()-m.step) / e.StepsPerSecond
	}
	s.host.Emit(0, e)
	t.sum, t.count, t.reported = 0, 0, time.Now()
}

// epoch is how often, on average, training has seen each image.
func (s *Session) epoch() float64 {
	return float64(s.model.step) * float64(s.settings.BatchSize) / float64(max(s.images().Len(), 1))
}

// keep emits a Checkpoint, if the time has come.
func (t *training) keep() {
	if time.Since(t.kept) < keepEvery || !(t.loss < healthyLoss) {
		return
	}
	took := t.clock.putAside(t.s.keep)
	t.kept = time.Now().Add(keepShare*took - keepEvery)
}

// stop ends the run where it is and sends its answer.
func (t *training) stop() {
	s := t.s
	if t.begun && !t.end() {
		return
	}
	t.report(true)
	if s.watch.on && s.model.step > t.from && s.watch.at != s.model.step {
		s.watchStep()
	}
	if s.model.step > t.from {
		good := s.good
		if s.keep(); !(t.loss < healthyLoss) {
			s.good = good // the page keeps what it shows, and a run that goes on goes back further
		}
	}
	e := protocol.Trained{Step: s.model.step, Epoch: s.epoch(), Loss: t.loss}
	if v := s.model.evaluated; v != nil {
		e.TrainAccuracy, e.TestAccuracy = v.TrainAccuracy, v.TestAccuracy
	}
	if now := t.clock.now(); !t.clock.start.IsZero() && now > 0 {
		e.StepsPerSecond = float64(s.model.step-t.from) / now.Seconds()
	}
	s.job = nil
	if t.tune > 0 && t.done() {
		s.host.Emit(0, protocol.Tuned{Share: t.tune, Before: t.before, After: s.score()})
	}
	s.host.Emit(t.command, e)
	s.status(0)
}
