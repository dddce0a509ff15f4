package session

import (
	"fmt"
	"math"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

const (
	// keepEvery is the shortest time between two Checkpoints. They take at most 1/keepShare of the time.
	keepEvery, keepShare = time.Second / 2, 30
	// Training has diverged when the loss is not a number, or was above highLoss for highSteps steps in a row: guessing
	// has a loss of log 10 = 2.3, and one bad batch is not divergence. Training does not go back to a network with a
	// loss of healthyLoss or more.
	highLoss, highSteps, healthyLoss = 20, 10, 2 * math.Ln10
)

// run is the job of a Train or a FineTune.
type run struct {
	*training
	command int
	steps   int // how many steps to take, or 0: until there are settings.Iterations in all
	from    int // the step at which the run began
	// later says that the accuracy at the end is measured after the run if that takes long.
	later bool

	tune   float64        // the Share of a FineTune, else 0
	before protocol.Score // the score before a FineTune

	begun      bool      // a step has begun, and may wait for helpers
	loss       float64   // the loss of the latest batch
	high       int       // steps in a row with a loss above highLoss
	losses     []float64 // those of the batches since the latest Progress
	sound      int       // the latest step after which everything was found to be a number
	clock      clock
	keepNext   moment        // when the next Checkpoint may be sent
	evaluation *evaluation   // the evaluation under way, or nil
	evaluated  time.Duration // the time it has taken so far
	measured   time.Duration // the time that the latest evaluation of all images took
}

// clock measures the speed of training, without the time that was spent on other things.
type clock struct {
	start moment // 0 before it runs
	aside time.Duration
	// lately is a moving average, over about a second, of the steps per second. at and step are where it was last
	// moved.
	lately float64
	at     time.Duration
	step   int
}

// running returns how long training has run.
func (c *clock) running() time.Duration { return since(c.start) - c.aside }

// putAside runs f off the clock.
func (c *clock) putAside(f func()) time.Duration {
	start := now()
	f()
	took := since(start)
	c.aside += took
	return took
}

// move updates the average after steps steps since the clock started.
func (c *clock) move(steps int) {
	at := c.running()
	dt := (at - c.at).Seconds()
	if dt <= 0 || steps == c.step {
		return
	}
	speed := float64(steps-c.step) / dt
	weight := 1 - math.Exp(-dt) // a time constant of a second
	if c.step == 0 {
		weight = 1
	}
	c.lately += weight * (speed - c.lately)
	c.at, c.step = at, steps
}

func (r *run) id() int { return r.command }

// ready says that the images to train on are there, or will not come. To begin on some of them would make the result a
// matter of the network's speed.
func (r *run) ready() bool {
	wanted, measurable := r.settings.DataSize, !r.data.lacks(testImages)
	if r.tune > 0 {
		wanted, measurable = digits.ShardLen, true
	}
	return (r.tune == 1 || !r.data.loading || r.images().Len() == wanted && measurable) && !r.waiting()
}

// images are those to train on. To fine-tune, which takes seconds, the first of them are enough.
func (r *run) images() *digits.Set {
	if r.tune > 0 {
		return r.shared.images().First(digits.ShardLen)
	}
	return r.shared.images()
}

func (r *run) waiting() bool { return r.begun && r.team.waiting > 0 }

// last returns the step to stop at.
func (r *run) last() int {
	if r.steps > 0 {
		return r.from + r.steps
	}
	return r.settings.Iterations
}

func (r *run) done() bool { return r.model.step >= r.last() }

func (r *run) work(deadline moment) {
	if r.images().Len() == 0 && r.tune < 1 { // the images were being fetched, and that failed
		r.fail(refuse(protocol.CodeNotReady, "There are no training images."))
		return
	}
	if r.clock.start == 0 {
		r.clock.start, r.keepNext = now(), now().after(keepEvery)
	}
	for now() < deadline && !r.waiting() {
		sample, due := false, false
		if !r.begun && r.evaluation == nil {
			sample, due = r.due()
		}
		switch {
		case r.begun: // and helpers have replied
			if !r.end() {
				return
			}
		case r.evaluation != nil:
			r.evaluate()
		case due:
			if !r.checkNumbers(r.done()) {
				return
			}
			r.evaluation = r.evaluations.begin(sample)
		case r.done() || r.tune > 0 && r.drawings.set.Len() == 0:
			r.stop()
			r.evaluations.measure()
			return
		default:
			if r.tune > 0 && r.model.step == r.from {
				r.before = r.drawings.score()
			}
			settings, images := r.effective(), r.images()
			own := ownImages(settings, &r.drawings.set) > 0
			if r.follower.due(r.model.step == r.from || r.model.step+1 == r.last()) {
				r.follower.begin(images, own)
			}
			r.model.trainedWith(r.settings, r.configured, own || images.Len() != r.settings.DataSize)
			r.model.begin(settings, images, &r.drawings.set, &r.team)
			r.begun = true
			if !r.waiting() && !r.end() {
				return
			}
		}
	}
	if !r.waiting() && !r.checkNumbers(false) {
		return
	}
	r.tell(r.model.step == r.from+1 || r.done())
}

// tell tells what has come of the latest steps, if it is time or must is set, and has the page keep the network.
func (r *run) tell(must bool) {
	r.keepSometimes()
	r.report(must)
}

// due reports whether to measure the accuracy at this step, and whether on a sample. It is measured on all images each
// measuredSteps and at the end of the run. If that takes long, a sample is measured at the start and between epochs.
func (r *run) due() (sample, due bool) {
	if r.evaluations.accuracy() != nil {
		return false, false
	}
	m, n, quick := &r.model, r.images().Len(), r.evaluations.quick()
	switch batch := r.settings.BatchSize; {
	case r.done():
		return false, quick || !r.later
	case r.tune > 0:
		return false, m.step == r.from
	case m.step == r.from && quick:
		return false, true
	case m.step == r.from:
		sample = (r.last()-r.from)*batch >= sampleEvery
	case m.step%r.measuredSteps() == 0:
		return false, true
	case !quick && n > sampleEvery:
		sample = m.step*batch/sampleEvery > (m.step-1)*batch/sampleEvery
	}
	return sample, sample && (m.evaluated == nil || m.evaluated.Step != m.step)
}

// evaluate continues the evaluation under way.
func (r *run) evaluate() {
	done := false
	r.evaluated += r.clock.putAside(func() { done = r.evaluation.next() })
	if !done {
		return
	}
	if !r.evaluation.of.sample {
		r.measured = r.evaluated
	}
	r.clock.putAside(func() { r.evaluation.finish(!r.done()) })
	r.evaluation, r.evaluated = nil, 0
}

// measureNow ends the step under way and measures the accuracy after it, unless that takes long.
func (r *run) measureNow() {
	if r.begun && !r.end() || !r.checkNumbers(true) || !r.evaluations.quick() || r.evaluations.accuracy() != nil {
		return
	}
	for r.evaluation = r.evaluations.begin(false); r.evaluation != nil; {
		r.evaluate()
	}
}

// end ends the step that has begun. If the training has diverged, it ends the run, too, and returns false.
func (r *run) end() bool {
	r.loss = r.model.end(&r.team)
	r.begun, r.model.builtin = false, false
	r.losses = append(r.losses, r.loss)
	if r.high++; r.loss <= highLoss {
		r.high = 0
	}
	if !isNumber(r.loss) {
		r.diverged("the loss was no longer a number")
		return false
	}
	if r.high == highSteps {
		r.diverged(fmt.Sprintf("the loss had been above %d for %d steps", highLoss, highSteps))
		return false
	}
	r.follower.end(r.loss)
	if epoch := r.tune == 0 && r.model.step%r.measuredSteps() == 0; r.history.wants(epoch) {
		r.history.keep(epoch)
	}
	if r.distributions.due(r.model.step) {
		r.distributions.measureStep()
	}
	return true
}

// checkNumbers ends the run and returns false if a step has left something that is not a number. The loss tells it only
// at the next step, which may never come. With answers it also asks the network.
func (r *run) checkNumbers(answers bool) bool {
	if r.model.step > r.sound {
		if name := r.model.unsound(); name != "" {
			r.diverged(name + " was no longer of numbers")
			return false
		}
		r.sound = r.model.step
	}
	if answers && r.model.step > r.from && r.model.overflows() {
		r.diverged("the network’s answers were no longer numbers")
		return false
	}
	return true
}

// diverged goes back to the last good parameters and reports what happened.
func (r *run) diverged(what string) {
	step := r.model.step
	good, err := readCheckpoint(r.good)
	if err != nil {
		panic("session: " + err.Error()) // cannot fail: it was a model
	}
	m, err := restored(good)
	if err != nil {
		panic("session: " + err.Error()) // cannot fail, either
	}
	r.model = m
	r.history.cut(m.step)
	r.keep() // the page may have kept what came after it
	r.fail(refuse(protocol.CodeDiverged, "At step %d %s: with a learning rate of %g the steps are too large. "+
		"The network is again as it was at step %d.", step, what, r.effective().LearningRate, m.step))
	r.evaluations.measure()
}

// fail ends the run with a refusal.
func (r *run) fail(why *refusal) {
	r.job = nil
	r.host.Emit(r.command, why.failed())
	r.status(0)
}

// report emits Progress, if it is time or must is set.
func (r *run) report(must bool) {
	if !must && !r.mayProgress() {
		return
	}
	if r.sayAll(); len(r.losses) == 0 {
		return
	}
	m := &r.model
	r.clock.move(m.step - r.from)
	sum := 0.0
	for _, loss := range r.losses {
		sum += loss
	}
	e := protocol.Progress{
		Step: m.step, Epoch: r.epoch(), Loss: r.loss, MeanLoss: sum / float64(len(r.losses)), Losses: r.losses,
		StepsPerSecond: r.clock.lately,
	}
	if e.StepsPerSecond > 0 {
		e.Remaining = float64(r.last()-m.step)/e.StepsPerSecond + float64(r.measurements())*r.measured.Seconds()
	}
	r.progress(e)
	r.history.tell()
	r.losses = nil
}

// measurements returns how many evaluations of all images follow this step.
func (r *run) measurements() int {
	if r.tune > 0 {
		return 0
	}
	steps := r.measuredSteps()
	return r.last()/steps - r.model.step/steps
}

// measuredSteps returns how many steps there are from one evaluation of all images to the next: those of an epoch, or
// of so many epochs as have sampleEvery images, or else measuring would take far longer than learning from few images.
func (r *run) measuredSteps() int {
	n := max(r.images().Len(), 1)
	return r.epochSteps() * ((sampleEvery + n - 1) / n)
}

// epochSteps returns how many steps an epoch has.
func (r *run) epochSteps() int { return max(r.images().Len()/r.settings.BatchSize, 1) }

// epoch returns how often, on average, training has seen each image.
func (r *run) epoch() float64 {
	return float64(r.model.step) * float64(r.settings.BatchSize) / float64(max(r.images().Len(), 1))
}

// keepSometimes emits a Checkpoint, if it is time and the page keeps up.
func (r *run) keepSometimes() {
	if now() < r.keepNext || r.unshown > 0 || !(r.loss < healthyLoss) {
		return
	}
	took := r.clock.putAside(r.keep)
	r.keepNext = now().after(max(keepEvery, keepShare*took))
}

// stop ends the run at the current step and sends its answer.
func (r *run) stop() {
	if r.begun && !r.end() || !r.checkNumbers(true) {
		return
	}
	r.history.keep(false)
	r.report(true)
	r.history.tell() // there may have been no step
	if r.distributions.on && r.model.step > r.from && r.distributions.at != r.model.step {
		r.distributions.measureStep()
	}
	if r.model.step > r.from {
		good := r.good
		if r.keep(); !(r.loss < healthyLoss) {
			r.good = good // the page keeps what it shows, and a run that goes on goes back further
		}
	}
	e := protocol.Trained{Step: r.model.step, Epoch: r.epoch(), Loss: r.loss, Accuracy: r.evaluations.accuracy()}
	if took := r.clock.running(); r.clock.start != 0 && took > 0 {
		e.StepsPerSecond = float64(r.model.step-r.from) / took.Seconds()
	}
	r.job = nil
	if r.tune > 0 && r.done() {
		r.host.Emit(0, protocol.Tuned{Share: r.tune, Before: r.before, After: r.drawings.score()})
	}
	r.host.Emit(r.command, e)
	r.status(0)
}

// effective returns the settings that the run trains with.
func (r *run) effective() setting.Settings {
	settings := r.settings
	if r.tune > 0 {
		settings.LearningRate *= protocol.TuneRate
		settings.Schedule, settings.OwnShare = method.Constant.Name, r.tune
	}
	return settings
}
