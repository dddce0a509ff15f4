package state

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
)

// State is all that the page shows. Its parts are never nil and never changed in place: see the package's conventions.
type State struct {
	Engine        *Engine
	Settings      *Settings
	Draw          *Draw
	Train         *Train
	Check         *Check
	Graph         *Graph
	Formula       *Formula
	Keep          *Keep
	Editor        *Editor
	Mistakes      *Mistakes
	Runs          *Runs
	Distributions *Distributions
	Own           *Own
}

// New returns the State of a page that has not begun.
func New() State {
	return State{
		Engine:        &Engine{},
		Settings:      &Settings{Wanted: setting.Default()},
		Draw:          &Draw{Drawing: NewDrawing()},
		Train:         &Train{},
		Check:         newCheck(),
		Graph:         &Graph{Label: -1, Selected: -1},
		Formula:       newFormula(setting.Default()),
		Keep:          &Keep{},
		Editor:        &Editor{Kind: spec.KindConvolution},
		Mistakes:      &Mistakes{Cell: AllMistakes},
		Runs:          &Runs{Smoothing: Smoothings[0]},
		Distributions: &Distributions{Of: protocol.OfActivation},
		Own:           &Own{},
	}
}

// Follow lets parts follow what has changed in others since before: the settings say how the graph is shown, and the
// editor shows the network of the settings.
func (s *State) Follow(before State) {
	if s.Graph != before.Graph {
		s.noteView()
	}
	if s.Settings != before.Settings {
		s.Editor = s.Editor.Following(s.Settings.Wanted)
	}
}

// WithLink notes a change of the connection.
func (s State) WithLink(l engine.Link) State {
	e := *s.Engine
	e.Link = l
	if l.Phase == engine.Broken || l.Phase == engine.Dead || l.Phase == engine.Fetching {
		e.Status.Running, e.Status.Checking = false, false
		e.File, e.Missing = protocol.DataProgress{}, nil
	}
	if l.Phase == engine.Fetching {
		s.Distributions = s.Distributions.WithTold(false) // a new engine measures nothing
	}
	s.Engine = &e
	return s
}

// Observe returns the State after an Event of the engine. What only its receiver understands (Classified, Sampled,
// Graphed, most of Failed) is left to whoever sent the Command.
func (s State) Observe(event protocol.Event) State {
	e := *s.Engine
	s.Distributions = s.Distributions.observe(event, e.Status)
	switch event := event.(type) {
	case protocol.Status:
		if s.Train.endsBy(event) {
			s.Runs = s.Runs.with(s.Train.run())
		}
		e.Status = event
		e.File = protocol.DataProgress{}
		e.Network++
	case protocol.Progress:
		e.Status.Step = event.Step
		e.Status.Builtin = false
		e.Network++
	case protocol.Trained:
		e.Status.Step = event.Step
		e.Status.Running = false
		e.Network++
	case protocol.DataProgress:
		e.File = event
	case protocol.CheckProgress:
		s.Check = s.Check.Progress(event, time.Now())
	case protocol.Judged:
		s.Own = s.Own.Judged(event)
	case protocol.Tuned:
		s.Own = s.Own.tuned(event)
	case protocol.Checkpoint:
		e.Checkpoint = &event
	case protocol.Failed:
		if event.Code == protocol.CodeData {
			e.File = protocol.DataProgress{}
			e.Missing = append(e.Missing[:len(e.Missing):len(e.Missing)], event)
		}
	}
	s.Engine = &e
	s.Train = s.Train.observe(event, e.Status.Settings)
	return s
}

// Goal is the step to show as the aim: where the training that runs will end, or where the next would; a network that
// has had its iterations is at its goal.
func (s State) Goal() int {
	e := s.Engine.Status
	switch {
	case e.Running:
		return max(s.Train.Goal, e.Step)
	case e.Step > 0 && e.Step%max(1, s.Settings.Wanted.Iterations) == 0:
		return e.Step
	}
	return e.Step + s.Engine.TrainCommand(s.Settings.Wanted.Iterations).Steps
}

// Redraw has another Draw take the place of what is drawn. A target of the graph that is the label of the image that
// goes goes with it.
func (s State) Redraw(d *Draw) State {
	if s.Graph.Label >= 0 && s.Graph.Label == s.Draw.Drawing.Label && d.Version != s.Draw.Version {
		s.Graph = s.Graph.WithSource(s.Graph.Own, -1)
	}
	s.Draw = d
	return s
}

// StartTraining notes that a Train of so many steps was sent.
func (s State) StartTraining(steps int) State {
	e, t := *s.Engine, *s.Train
	e.Status.Running = true
	t.Goal = e.Status.Step + steps
	t.News, t.Problem, t.Diverged = "", "", false
	s.Engine, s.Train = &e, &t
	if s.Own.Before != nil { // what was before a fine-tuning is not one step back any more
		o := *s.Own
		o.Before = nil
		s.Own = &o
	}
	return s
}

// Refused notes that a Command about training was refused. What is told elsewhere (a defect, missing data, an end that
// the learner wanted) is no problem of training.
func (s State) Refused(f protocol.Failed) State {
	e, t := *s.Engine, *s.Train
	if f.Code != protocol.CodeBusy {
		e.Status.Running = false
	}
	switch f.Code {
	case protocol.CodePanic, protocol.CodeData, protocol.CodeCancelled:
	default:
		t.Problem, t.Diverged = f.Message, f.Code == protocol.CodeDiverged
	}
	s.Engine, s.Train = &e, &t
	return s
}

// WithPreset takes a preset's network and the way to train it; what it does not concern stays.
func (s State) WithPreset(p setting.Preset) State {
	before := s.Settings.Wanted
	s.Settings = &Settings{Wanted: p.Apply(before), Ignored: s.Settings.Ignored}
	s.Editor = s.Editor.followingPreset(s.Settings.Wanted, before)
	return s
}

// WithSettings takes all settings from elsewhere: the URL's hash, or the page around a frame.
func (s State) WithSettings(wanted setting.Settings, ignored []error) State {
	n := &Settings{Wanted: wanted.Clone()}
	for _, err := range ignored {
		n.Ignored = append(n.Ignored, explainAway(err))
	}
	s.Settings = n
	s.Formula = s.Formula.formulaText(wanted.Formula)
	s.Graph = s.Graph.withView(wanted)
	return s
}

// Edit changes the layers in the editor. They become the network that is wanted if they fit together.
func (s State) Edit(change func(*Editor) *Editor) State {
	before := s.Editor.Following(s.Settings.Wanted)
	if now := change(before); now != before {
		return s.edited(now)
	}
	return s
}

// edited is s with an Editor that has changed.
func (s State) edited(e *Editor) State {
	if fit := e.Fit(); fit.Problem == "" {
		n := *s.Settings
		n.Wanted = n.Wanted.Clone()
		if err := n.Wanted.SetLayers(e.Layers()); err == nil { // Fit has asked the same
			n.Drafts, n.Errors = without(n.Drafts, "network"), without(n.Errors, "network")
			n.Drafts, n.Errors = without(n.Drafts, "hidden"), without(n.Errors, "hidden")
			s.Settings = &n
		}
	}
	n := *e
	n.of = s.Settings.Wanted.Spec().Format()
	s.Editor = &n
	return s
}

// UndoLayers takes the last edit back, and RedoLayers does it again. Where that was a preset, its settings go and come,
// too.
func (s State) UndoLayers() State {
	e := *s.Editor.Following(s.Settings.Wanted)
	return s.turned(&e, e.turn(&e.past, &e.future, "The last change is undone.", s.Settings.Wanted))
}

// RedoLayers does again what UndoLayers has taken back.
func (s State) RedoLayers() State {
	e := *s.Editor.Following(s.Settings.Wanted)
	return s.turned(&e, e.turn(&e.future, &e.past, "The change is redone.", s.Settings.Wanted))
}

// turned is s with e, which has turned to what was edited.
func (s State) turned(e *Editor, to *edited) State {
	if to == nil {
		return s
	}
	if to.settings != nil {
		s.Settings = &Settings{Wanted: to.settings.WithKept(s.Settings.Wanted), Ignored: s.Settings.Ignored}
	}
	return s.edited(e)
}

// CanLabel says that what lies on the drawing area can become an example: strokes, that is. An image of the test set
// must not, or the test would be none.
func (s State) CanLabel() bool {
	return len(s.Draw.Drawing.Strokes) > 0 && !s.Draw.Open && !s.Settings.HidesOwn()
}

// Shown is the place among the labelled drawings of the one that lies on the drawing area, or -1.
func (s State) Shown() int {
	if !s.CanLabel() {
		return -1
	}
	return s.Own.Find(s.Draw.Drawing)
}

// Label makes what lies on the drawing area an example of a digit.
func (s State) Label(digit int) State {
	if s.CanLabel() {
		s.Own = s.Own.Label(s.Draw.Drawing, digit)
	}
	return s
}

// FineTuning notes that fine-tuning begins.
func (s State) FineTuning() State {
	s = s.StartTraining(FineTuneSteps)
	s.Own = s.Own.fineTuning(s.Engine.Checkpoint)
	return s
}
