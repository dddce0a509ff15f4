package state

import (
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Trial is the running of an experiment, and what came of it.
type Trial struct {
	// Of is the experiment that runs or has run last; one without a Slug is none.
	Of setting.Experiment
	// Running says that its networks are being trained.
	Running bool
	// Ends says how each of those that have been trained ended, in order.
	Ends []TrialEnd
	// Note says why it ended before all were trained, or is "".
	Note string
	// Asking says that the page asks whether it may take the place of a trained network.
	Asking bool
	// Back is where the learner comes from, or nil.
	Back *TrialBack

	// stopping says that the variant under way is to be the last.
	stopping bool
	// wanted are the settings of the latest variant.
	wanted setting.Settings
	// first is how many runs there are from before.
	first int
	// last is the latest network that an experiment has trained and nobody since, or nil.
	last *trialNetwork
}

// trialNetwork is a network that can be had again.
type trialNetwork struct {
	settings setting.Settings
	steps    int
}

// TrialBack is what there was before an experiment.
type TrialBack struct {
	Settings setting.Settings
	// Network is the network, or nil if it had not been trained.
	Network *protocol.Checkpoint
}

// TrialEnd is how the training of a variant ended.
type TrialEnd struct {
	Label string
	// Loss is the mean of its last batches. Train and Test are accuracies, or -1 where they are not
	// known or not asked for.
	Loss, Train, Test float64
	// Diverged says that the loss was no longer a number, or far too high.
	Diverged bool
	// Seen tells what its distributions show, or is "".
	Seen string
}

// label is that of the variant under way, or "".
func (t *Trial) label() string {
	if !t.Running {
		return ""
	}
	return t.Of.Variants[len(t.Ends)].Label
}

// News says, for those who do not see the lines, how the latest network ended and which is being trained.
func (t *Trial) News() string {
	var words []string
	if n := len(t.Ends); n > 0 {
		words = append(words, t.Ends[n-1].Label+": "+t.Ends[n-1].Text()+".")
	}
	if t.Running {
		words = append(words, "Training "+phrase.Grouped(len(t.Ends)+1)+" of "+phrase.Grouped(len(t.Of.Variants))+": "+
			t.label()+".")
	}
	if t.Note != "" {
		words = append(words, t.Note)
	}
	return strings.Join(words, " ")
}

// Text says how a network of an experiment ended.
func (e TrialEnd) Text() string {
	text := "loss " + phrase.Short(e.Loss)
	if e.Diverged {
		text = "diverged"
	}
	if e.Test >= 0 {
		text += ", test " + phrase.Accuracy(e.Test)
	}
	if e.Train >= 0 {
		text += ", training images " + phrase.Accuracy(e.Train)
	}
	if e.Seen != "" {
		text += "; " + e.Seen
	}
	return text
}

// owns reports whether the network is one that an experiment has trained, and nobody else since.
func (t *Trial) owns(s protocol.Status) bool {
	return t.last != nil && s.Step <= t.last.steps && s.Settings.EqualFresh(t.last.settings)
}

// Lasting returns the settings that go into the address: while the network is an experiment's, those from before.
func (s State) Lasting() setting.Settings {
	wanted := s.Settings.Wanted
	if t := s.Trial; s.onTrial() && wanted.EqualButPage(t.wanted) {
		return t.Back.Settings.WithPage(wanted)
	}
	return wanted
}

// onTrial reports whether the network is an experiment's, and one can go back to what was before.
func (s State) onTrial() bool {
	return s.Trial.Back != nil && (s.Trial.Running || s.Trial.owns(s.Engine.Status))
}

// keptBefore is Kept while the network is an experiment's: it keeps the network from before.
func (s State) keptBefore() *Kept {
	k := &Kept{Drawing: s.Draw.Drawing}
	k.Runs.Earlier = s.Runs.Earlier
	if n := s.Trial.Back.Network; n != nil && !n.Builtin && n.Step > 0 {
		k.File, k.Step = n.File, n.Step
	}
	if r := s.BringsBack(); r != nil {
		k.Runs = keptRuns{Earlier: s.Runs.Forget(r.Number).Earlier, Now: r.Run}
	}
	return k
}

// begin begins an experiment.
func (t *Trial) begin(e setting.Experiment, back *TrialBack, first int) *Trial {
	return &Trial{Of: e, Running: true, Back: back, first: first, last: t.last}
}

// asking asks whether to begin, or no longer.
func (t *Trial) asking(on bool) *Trial {
	if t.Asking == on {
		return t
	}
	n := *t
	n.Asking = on
	return &n
}

// next begins with the next variant, whose settings are wanted.
func (t *Trial) next(wanted setting.Settings) *Trial {
	n := *t
	n.wanted = wanted
	return &n
}

// stop has the variant under way be the last.
func (t *Trial) stop() *Trial {
	n := *t
	n.stopping = true
	return &n
}

// ended records how a variant ended. With a note it was the last.
func (t *Trial) ended(end *TrialEnd, note string) *Trial {
	n := *t
	if end != nil {
		n.Ends = append(slices.Clone(t.Ends), *end)
		n.last = &trialNetwork{t.wanted, t.Of.Steps}
	}
	n.Note = note
	n.Running = note == "" && len(n.Ends) < len(t.Of.Variants)
	return &n
}

// leave records that the network is trained on.
func (t *Trial) leave() *Trial {
	if t.last == nil || t.Running {
		return t
	}
	n := *t
	n.last = nil
	return &n
}

// following ends the experiment if the learner has changed the settings of the variant under way. Its training goes on
// as the learner's own.
func (t *Trial) following(wanted setting.Settings) *Trial {
	if !t.Running || wanted.EqualButPage(t.wanted) {
		return t
	}
	return t.ended(nil, "The experiment has ended, since the settings were changed.").leave()
}

// gone is t after the way back.
func (t *Trial) gone() *Trial { return &Trial{Of: t.Of, Ends: t.Ends, last: t.last} }

// Experiment is the one that is chosen.
func (s *Settings) Experiment() (setting.Experiment, bool) {
	return setting.FindExperiment(s.Wanted.Experiment)
}

// LosesToTrial reports whether an experiment would replace a network that was trained here.
func (s State) LosesToTrial() bool { return s.Engine.GoesOn() && !s.Trial.owns(s.Engine.Status) }

// AskTrial asks whether the experiment may begin, or no longer.
func (s State) AskTrial(on bool) State {
	s.Trial = s.Trial.asking(on)
	return s
}

// BeginTrial begins the chosen experiment. Runs from before are no longer drawn.
func (s State) BeginTrial() State {
	e, ok := s.Settings.Experiment()
	if !ok {
		return s
	}
	back := s.Trial.Back
	if back == nil || !s.Trial.owns(s.Engine.Status) {
		back = &TrialBack{Settings: s.Settings.Wanted.Clone()}
		if s.Engine.GoesOn() || s.Engine.Status.Builtin {
			back.Network = s.Engine.Checkpoint
		}
	}
	first := s.Runs.Count
	if len(s.Train.Loss.Points) > 0 {
		first++
	}
	s.Runs = s.Runs.hideTo(first).WithLog(true)
	s.Trial = s.Trial.begin(e, back, first)
	if e.Show != "" {
		s.Distributions = s.Distributions.WithOpen(true).Showing(e.Show)
	}
	return s.nextVariant()
}

// nextVariant wants the settings of the next variant, if there is one.
func (s State) nextVariant() State {
	if t := s.Trial; t.Running {
		wanted := t.Of.Apply(t.Of.Variants[len(t.Ends)], s.Settings.Wanted)
		s.Trial = t.next(wanted)
		s.Settings = s.Settings.withAll(wanted)
	}
	return s
}

// StopTrial ends an experiment of which no network is being trained just now. Else the answer to its Train does: that
// may be on its way, of a network that has had all its steps.
func (s State) StopTrial() State {
	switch t := s.Trial; {
	case !t.Running:
	case s.Engine.Status.Running:
		s.Trial = t.stop()
	default:
		s.Trial = t.ended(nil, "The experiment was ended before "+t.label()+".")
	}
	return s
}

// EndVariant records the answer to the Train of a variant, and wants the settings of the next one.
func (s State) EndVariant(answer protocol.Event) State {
	t := s.Trial
	if !t.Running {
		return s
	}
	end, note := s.trialEnd(), ""
	switch answer := answer.(type) {
	case protocol.Trained:
		if a := answer.Accuracy; a != nil {
			if end.Test = a.TestAccuracy; t.Of.Gap {
				end.Train = a.TrainAccuracy
			}
		}
		if answer.Step < t.Of.Steps {
			note = "The experiment was ended at step " + phrase.Grouped(answer.Step) + " of " + end.Label + "."
		}
	case protocol.Failed:
		if end.Diverged = answer.Code == protocol.CodeDiverged; !end.Diverged {
			end, note = nil, "The experiment has ended: "+answer.Message
		}
	}
	if more := len(t.Ends)+1 < len(t.Of.Variants); note == "" && t.stopping && more {
		note = "The experiment was ended after " + end.Label + "."
	}
	s.Trial = t.ended(end, note)
	return s.nextVariant()
}

// trialEnd is how far the variant under way has come.
func (s State) trialEnd() *TrialEnd {
	end := &TrialEnd{Label: s.Trial.label(), Train: -1, Test: -1}
	last, _ := s.Train.Loss.Last()
	end.Loss = last.Y
	end.Seen = s.Distributions.seen(s.Trial.Of.Show)
	return end
}

// BackFromTrial wants the settings from before the experiment. The run of the network from there, if it comes back, is
// the current one again.
func (s State) BackFromTrial() State {
	if b := s.Trial.Back; b != nil {
		s.Settings = s.Settings.withAll(b.Settings.WithPage(s.Settings.Wanted))
		if s.BringsBack() != nil {
			s = s.PuttingBack()
		}
		s.Trial = s.Trial.gone()
	}
	return s
}

// BringsBack returns the network of the learner's own that the way back from an experiment brings back, or nil.
func (s State) BringsBack() *Replaced {
	b, r := s.Trial.Back, s.Keep.Replaced
	if b == nil || r == nil || b.Network == nil || b.Network.Builtin || b.Network.Step != r.Step {
		return nil
	}
	return r
}
