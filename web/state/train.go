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
	// Loss is the loss of the batches, averaged over the steps between two Events.
	Loss plot.Curve
	// TrainAccuracy and TestAccuracy are fractions. Evaluated is the latest of both, or zero before the first.
	TrainAccuracy, TestAccuracy plot.Curve
	Evaluated                   protocol.Evaluated
	// News says how the last run ended, for those who do not see the curves.
	News string
	// Problem says why training does not go on, or is "". Diverged says that it went back to the last good network.
	Problem  string
	Diverged bool
}

// observe returns t after an Event. in are the current settings.
func (t *Train) observe(event protocol.Event, in setting.Settings) *Train {
	n := *t
	switch event := event.(type) {
	case protocol.Status:
		n.keepUntil(event)
	case protocol.Progress:
		n.Progress = event
		if n.Last = in; len(n.Loss.Points) == 0 {
			n.First = in
		}
		n.Loss = n.Loss.Add(float64(event.Step), event.MeanLoss)
	case protocol.Evaluated:
		n.Evaluated = event
		n.TrainAccuracy = n.TrainAccuracy.Add(float64(event.Step), event.TrainAccuracy)
		n.TestAccuracy = n.TestAccuracy.Add(float64(event.Step), event.TestAccuracy)
	case protocol.Trained:
		n.News = "Training has stopped at step " + phrase.Grouped(event.Step) + "; the test accuracy is " +
			phrase.Percent(event.TestAccuracy) + "."
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

// start records that training begins, and at which step it will end.
func (t *Train) start(goal int) *Train {
	n := *t
	n.Goal = goal
	n.News, n.Problem, n.Diverged = "", "", false
	return &n
}

// refused records that a Command about training was refused. What is shown elsewhere (a defect, missing data, an end
// that the learner wanted) is not a problem of training.
func (t *Train) refused(f protocol.Failed) *Train {
	switch f.Code {
	case protocol.CodePanic, protocol.CodeData, protocol.CodeCancelled:
		return t
	}
	n := *t
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
	}
	t.Loss, t.TrainAccuracy, t.TestAccuracy = t.Loss.Until(step), t.TrainAccuracy.Until(step),
		t.TestAccuracy.Until(step)
	t.Evaluated = protocol.Evaluated{}
	if s.Evaluated != nil {
		t.Evaluated = *s.Evaluated
	}
	if len(t.Loss.Points) == 0 {
		t.From = s.Step
	}
	if !s.Running {
		t.Goal = s.Step
	}
}
