package state

import (
	"slices"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// The folds of the page, of setting.Folds.
const (
	FoldSettings      = "settings"
	FoldLayers        = "layers"
	FoldProgram       = "program" // the network as code
	FoldDistributions = "distributions"
	FoldEpochs        = "epochs"
	FoldOwn           = "own" // the learner's drawings
	FoldPull          = "pull"
	FoldSource        = "source" // the code that computes what is chosen
	FoldFool          = "fool"
	FoldElements      = "elements" // the list of all elements of what is chosen in the graph
)

// What there is to choose from; it is asked for with each change of the State.
var folds, pullReaches, pullSteps = setting.Folds(), setting.PullReaches(), setting.PullSteps()

// FoldOpen says whether a fold is open, one of setting.Folds.
func (s State) FoldOpen(name string) bool {
	switch name {
	case FoldLayers:
		return s.Editor.Open
	case FoldDistributions:
		return s.Distributions.Open
	case FoldPull:
		return s.Pull.Open
	case FoldSource:
		return s.Code.Open
	case FoldFool:
		return s.Fool.Open
	case FoldElements:
		return s.Graph.Table
	}
	return slices.Contains(s.Folds.open, name)
}

// WithFold opens or closes a fold. One that is so already stays as it is.
func (s State) WithFold(name string, open bool) State {
	if s.FoldOpen(name) == open {
		return s
	}
	switch name {
	case FoldLayers:
		s.Editor = s.Editor.WithOpen(open)
	case FoldDistributions:
		s.Distributions = s.Distributions.WithOpen(open)
	case FoldPull:
		s.Pull = s.Pull.WithOpen(open)
	case FoldSource:
		s.Code = s.Code.WithOpen(open)
	case FoldFool:
		s.Fool = s.Fool.With(func(f *Fool) { f.Open = open })
	case FoldElements:
		s.Graph = s.Graph.withTable(open)
	default:
		s.Folds = s.Folds.with(name, open)
	}
	return s
}

// Folds are those open folds that no other part of the State has to know of.
type Folds struct{ open []string }

func (f *Folds) with(name string, open bool) *Folds {
	n := &Folds{slices.DeleteFunc(slices.Clone(f.open), func(other string) bool { return other == name })}
	if open {
		n.open = append(n.open, name)
	}
	return n
}

// links reports whether a fold is one that links are about. In the chapter the source belongs to the text.
func (s State) links(fold string) bool { return fold != FoldSource || !s.Chapter.Shown }

// openFolds are the open folds, as a link has them.
func (s State) openFolds() []string {
	var open []string
	for _, name := range folds {
		if s.links(name) && s.FoldOpen(name) {
			open = append(open, name)
		}
	}
	return open
}

// looks are what is looked at now, as a link has it. What a link has brought and is not there yet is in it as well.
func (s State) looks() setting.Looks {
	l := setting.Looks{
		PullReach: pullReaches[s.Pull.Reach], PullStep: pullSteps[s.Pull.H], PullBy: s.Pull.rests,
		Mistakes:  s.Mistakes.Cell.number(),
		FoolNorm:  s.Fool.Norm,
		FoolOf:    setting.GraphNetwork,
		FoolFrom:  setting.FoolDrawing,
		FoolFrame: s.foolFrame(),
		Smoothing: s.Runs.Smoothing, LossScale: setting.ScaleLinear, Distributions: s.Distributions.Of,
		Language: setting.InPython,
	}
	if s.Code.InGo {
		l.Language = setting.InGo
	}
	if l.FoolNorm == "" {
		l.FoolNorm = setting.FoolAuto
	}
	switch t := s.Fool.Target; t {
	case fromThePage:
		l.FoolTarget = setting.FoolAuto
	case protocol.AnyOther:
		l.FoolTarget = setting.FoolAny
	default:
		l.FoolTarget = strconv.Itoa(t)
	}
	if s.Fool.Reader {
		l.FoolOf = setting.GraphReader
	}
	if s.Fool.Blank {
		l.FoolFrom = setting.FoolPaper
	}
	if s.Runs.Log {
		l.LossScale = setting.ScaleLog
	}
	l.Moment, l.MomentBeside = s.Moments.Linked()
	return l
}

// foolFrame is the frame of the way that is shown, setting.NoFrame where there is none. While the way is on its way, or
// is played, a link has what it had.
func (s State) foolFrame() int {
	f := s.Fool
	switch {
	case f.linked != setting.NoFrame:
		return f.linked
	case f.Asking || f.Playing:
		return s.Settings.Wanted.FoolFrame
	case s.FoolWay() != nil:
		return f.At
	}
	return setting.NoFrame
}

// withLooks has the page look at what settings say, and opens and closes its folds. What agrees already stays.
func (s State) withLooks(wanted setting.Settings) State {
	for _, name := range folds {
		if s.links(name) {
			s = s.WithFold(name, slices.Contains(wanted.Open, name))
		}
	}
	now, want := s.looks(), wanted.Looks
	if now == want {
		return s
	}
	s.Pull = s.Pull.linkedTo(want)
	s.Mistakes = s.Mistakes.WithCell(cellOf(want.Mistakes))
	s.Runs = s.Runs.WithSmoothing(want.Smoothing).WithLog(want.LossScale == setting.ScaleLog)
	s.Distributions = s.Distributions.Showing(want.Distributions)
	s.Code = s.Code.In(want.Language == setting.InGo)
	s.Moments = s.Moments.LinkedTo(want.Moment, want.MomentBeside)
	if now.FoolTarget != want.FoolTarget || now.FoolNorm != want.FoolNorm || now.FoolOf != want.FoolOf ||
		now.FoolFrom != want.FoolFrom || now.FoolFrame != want.FoolFrame {
		s.Fool = s.Fool.linkedTo(want)
	}
	return s
}

// looking returns s saying what is looked at, and which folds are open.
func (s *Settings) looking(l setting.Looks, open []string) *Settings {
	if s.Wanted.Looks == l && slices.Equal(s.Wanted.Open, open) {
		return s
	}
	n := s.without()
	n.Wanted.Looks, n.Wanted.Open = l, open
	return n
}

// Settled reports whether the network and the drawing that a link describes are here, and training stands still.
func (s State) Settled() bool {
	w, st := s.Settings.Wanted, s.Engine.Status
	sample := w.Sample >= 0 && w.Sample != s.Draw.Drawing.Sample && s.Draw.Problem == ""
	return st.Parameters > 0 && !s.comes() && !sample && !st.Running
}

// comes reports whether the network that a link describes is still to come.
func (s State) comes() bool {
	w := s.Settings
	return w.replays || s.Train.ordered || w.weights == weightsWanted || w.weights == weightsComing
}

// lookBack looks at the moment of a link, once the network that has it is here, or says that it has none.
func (s *State) lookBack() {
	if !s.Moments.Awaits() || !s.Settled() {
		return
	}
	if step := s.Moments.Forgotten(); step != protocol.Present {
		s.Moments = s.Moments.WithoutLink()
		s.Settings = s.Settings.ignoring("Step " + phrase.Grouped(step) + " is not one of the steps of this network " +
			"that are remembered. You see the present.")
		return
	}
	s.Moments = s.Moments.LookBack(s.Engine.Status.Step)
}
