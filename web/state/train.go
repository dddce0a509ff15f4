package state

import (
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/plot"
)

// Train is what the page knows about the training.
type Train struct {
	// Progress is the latest one, or zero before the first.
	Progress protocol.Progress
	// From is the step at which the curves begin, and Goal the step at which the running or latest training ends.
	From, Goal int
	// First and Last are the settings of the first and the latest step of the curves.
	First, Last setting.Settings
	// Label is what an experiment calls the network of the curves, or "".
	Label string
	// Loss is the loss of the batches: of each of the first steps, then averaged over the steps between two Events.
	Loss plot.Curve
	// TrainAccuracy and TestAccuracy are fractions of all images, TrainSample and TestSample of samples. Evaluated is
	// the latest of all, or zero before the first.
	TrainAccuracy, TestAccuracy plot.Curve
	TrainSample, TestSample     plot.Curve
	Evaluated                   protocol.Evaluated
	// News says how the last run ended, for those who do not see the curves. stopped is the step at which it ended
	// without its accuracy being known, or -1.
	News    string
	stopped int
	// Problem says why training does not go on, or is "". Diverged says that it went back to the last good network.
	Problem  string
	Diverged bool
	// Interrupted is the goal of a training that ended with the engine, or 0.
	Interrupted int
	// repeats says that the training repeats that of a link, and ordered that nothing has been heard of it yet: what
	// the engine says of its network until then is of the one before.
	repeats, ordered bool
}

// observe returns t after an Event. in are the current settings, and label is the network's name in an experiment.
func (t *Train) observe(event protocol.Event, in setting.Settings, label string) *Train {
	n := *t
	switch event := event.(type) {
	case protocol.Status:
		n.keepUntil(event)
	case protocol.Progress:
		n.Progress, n.ordered = event, false
		if n.Last = in; len(n.Loss.Points) == 0 {
			n.First, n.Label = in, label
		}
		n.Loss = n.Loss.AddAll(event.Step-len(event.Losses)+1, event.Losses)
	case protocol.Evaluated:
		n.evaluated(event, in)
	case protocol.Trained:
		n.ordered = false
		n.News, n.stopped = "Training has stopped at step "+phrase.Grouped(event.Step)+".", event.Step
		if event.Accuracy != nil {
			n.News, n.stopped = n.News+accuracyText(*event.Accuracy), -1
		}
	case protocol.Failed:
		if event.Code != protocol.CodeDiverged {
			return t
		}
		n.Problem, n.Diverged = event.Message, true
	default:
		return t
	}
	return &n
}

// measured is the latest accuracy that a Status has, or zero.
func measured(s protocol.Status) protocol.Evaluated {
	if s.Evaluated == nil {
		return protocol.Evaluated{}
	}
	return *s.Evaluated
}

// ofFile records that the network is that of a file: what is known of the accuracy is what the engine says of it.
func (t *Train) ofFile(s protocol.Status) *Train {
	n := *t
	n.Evaluated = measured(s)
	return &n
}

// knowsMore reports whether the latest accuracy is of a step, and of more images than another one of it, which is not
// of all that the settings ask for: a page that is loaded again measures on the first images, while it has no others.
func (t *Train) knowsMore(step, images int, in setting.Settings) bool {
	return t.Evaluated.Step == step && t.Evaluated.TrainImages > images && images < in.DataSize
}

// evaluated adds an accuracy.
func (t *Train) evaluated(e protocol.Evaluated, in setting.Settings) {
	if t.knowsMore(e.Step, e.TrainImages, in) {
		return
	}
	train, test := &t.TrainAccuracy, &t.TestAccuracy
	if e.Sample {
		train, test = &t.TrainSample, &t.TestSample
	}
	step := float64(e.Step)
	if last, ok := test.Last(); ok && last.X == step { // of more images than before
		*train, *test = train.Until(step-1), test.Until(step-1)
	}
	t.Evaluated = e
	*train, *test = train.Keep(step, e.TrainAccuracy), test.Keep(step, e.TestAccuracy)
	if t.News != "" && t.stopped == e.Step && !e.Sample {
		t.News, t.stopped = t.News+accuracyText(e), -1
	}
}

// EpochSteps is how many steps an epoch has, or 0 where there are no training images. It is of all images that the
// settings ask for, although they are fetched only when training begins, unless some of them are missing.
func (s State) EpochSteps() float64 {
	e := s.Engine.Status
	if e.Builtin && e.BuiltinImages > 0 { // of the default settings, whatever is set for the next network
		return float64(e.BuiltinImages) / float64(setting.Default().BatchSize)
	}
	images := e.Settings.DataSize
	if s.Engine.misses(isTrainFile) {
		images = e.TrainImages
	}
	return float64(images) / float64(max(e.Settings.BatchSize, 1))
}

// Epochs is how many epochs so many steps are, or 0 where there are no training images.
func (s State) Epochs(steps int) float64 {
	if epoch := s.EpochSteps(); epoch > 0 {
		return float64(steps) / epoch
	}
	return 0
}

// AccuracyOf says of which images the latest accuracy is, and of which step; it is empty before the first.
func (s State) AccuracyOf() string {
	e := s.Train.Evaluated
	if e.TestImages == 0 {
		return ""
	}
	images := phrase.Grouped(e.TrainImages) + " training and " + phrase.Grouped(e.TestImages) + " test images"
	step := " step " + phrase.Grouped(e.Step)
	// The built-in network was trained with settings of its own.
	if epochs := s.Epochs(e.Step); s.EpochSteps() > 0 && !s.Engine.Status.Builtin {
		step += " (epoch " + phrase.Epochs(epochs) + ")"
	}
	if e.Sample {
		return "At" + step + ", a sample: the first " + images + " (rings)."
	}
	return "At" + step + ", of " + images + "."
}

// accuracyText says the accuracy in a sentence that follows another.
func accuracyText(e protocol.Evaluated) string {
	return " Of " + phrase.Counted(e.TestImages, "test image") + ", " + phrase.Accuracy(e.TestAccuracy) +
		" are right; of " + phrase.Counted(e.TrainImages, "training image") + ", " +
		phrase.Accuracy(e.TrainAccuracy) + "."
}

// start records that training begins, and at which step it will end.
func (t *Train) start(goal int) *Train {
	n := *t
	n.Goal = goal
	n.News, n.stopped, n.Problem, n.Diverged, n.Interrupted = "", -1, "", false, 0
	n.repeats, n.ordered = false, false
	return &n
}

// ofLink records that the training repeats that of a link.
func (t *Train) ofLink() *Train {
	n := *t
	n.repeats, n.ordered = true, true
	return &n
}

// interrupted records that the engine ended, and the training with it.
func (t *Train) interrupted() *Train {
	n := *t
	n.Interrupted = t.Goal
	return &n
}

// ended returns the state in which the training of another network begins.
func (t *Train) ended() *Train { return &Train{stopped: -1} }

// refused records that a Command about training was refused. What is shown elsewhere (a defect, missing data, an end
// that the learner wanted) is not a problem of training.
func (t *Train) refused(f protocol.Failed) *Train {
	n := *t
	n.ordered = false
	switch f.Code {
	case protocol.CodePanic, protocol.CodeData, protocol.CodeCancelled:
		return &n
	}
	n.Problem, n.Diverged = f.Message, f.Code == protocol.CodeDiverged
	return &n
}

// keepUntil removes what was measured on another network, or after this network's step.
func (t *Train) keepUntil(s protocol.Status) {
	step := float64(s.Step)
	if s.Builtin || t.endsBy(s) {
		step = -1 // none of the measurements belongs to this network
	}
	if t.Progress.Step > s.Step || s.Builtin {
		t.Progress = protocol.Progress{}
		t.News, t.stopped = "", -1 // about the network before this one
	}
	for _, c := range []*plot.Curve{&t.Loss, &t.TrainAccuracy, &t.TestAccuracy, &t.TrainSample, &t.TestSample} {
		*c = c.Until(step)
	}
	if now := measured(s); step < 0 || !t.knowsMore(s.Step, now.TrainImages, s.Settings) {
		t.Evaluated = now
	}
	if len(t.Loss.Points) == 0 {
		t.From = s.Step
	}
	t.Goal = max(s.Goal, s.Step)
}
