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
		Settings:      newSettings(setting.Default(), nil),
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

// Follow lets the parts follow one another: the settings say how the graph is shown, and the editor shows the network
// of the settings. A part that agrees with the other stays as it is.
func (s *State) Follow() {
	s.Settings = s.Settings.following(s.Graph)
	s.Editor = s.Editor.Following(s.Settings.Wanted)
}

// WithLink notes a change of the connection.
func (s State) WithLink(l engine.Link) State {
	s.Engine = s.Engine.withLink(l)
	s.Distributions = s.Distributions.withLink(l)
	return s
}

// Observe returns the State after an Event of the engine. What only its receiver understands (Classified, Sampled,
// Graphed, most of Failed) is left to whoever sent the Command.
func (s State) Observe(event protocol.Event) State {
	s.Runs = s.Runs.observe(event, s.Train)
	s.Distributions = s.Distributions.observe(event, s.Engine.Status)
	s.Engine = s.Engine.observe(event)
	s.Train = s.Train.observe(event, s.Engine.Status.Settings)
	s.Check = s.Check.observe(event, time.Now())
	s.Own = s.Own.observe(event)
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
	s.Engine = s.Engine.startTraining()
	s.Train = s.Train.start(s.Engine.Status.Step + steps)
	s.Own = s.Own.startTraining()
	return s
}

// Refused notes that a Command about training was refused.
func (s State) Refused(f protocol.Failed) State {
	s.Engine = s.Engine.refused(f)
	s.Train = s.Train.refused(f)
	return s
}

// FineTuning notes that fine-tuning begins.
func (s State) FineTuning() State {
	s = s.StartTraining(FineTuneSteps)
	s.Own = s.Own.fineTuning(s.Engine.Checkpoint)
	return s
}

// WithPreset takes a preset's network and the way to train it; what it does not concern stays.
func (s State) WithPreset(p setting.Preset) State {
	before := s.Settings.Wanted
	s.Settings = s.Settings.withAll(p.Apply(before))
	s.Editor = s.Editor.followingPreset(s.Settings.Wanted, before)
	return s
}

// WithSettings takes all settings from elsewhere: the URL's hash, or the page around a frame.
func (s State) WithSettings(wanted setting.Settings, ignored []error) State {
	s.Settings = newSettings(wanted, ignored)
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
	if e.Fit().Problem == "" {
		s.Settings = s.Settings.withLayers(e.Layers())
	}
	s.Editor = e.become(s.Settings.Wanted)
	return s
}

// UndoLayers takes the last edit back, and RedoLayers does it again. Where that was a preset, its settings go and come,
// too.
func (s State) UndoLayers() State {
	return s.turned(s.Editor.undo(s.Settings.Wanted))
}

// RedoLayers does again what UndoLayers has taken back.
func (s State) RedoLayers() State {
	return s.turned(s.Editor.redo(s.Settings.Wanted))
}

// turned is s with e, which has turned to what was edited.
func (s State) turned(e *Editor, to *edited) State {
	if to == nil {
		return s
	}
	if to.settings != nil {
		s.Settings = s.Settings.withAll(to.settings.WithKept(s.Settings.Wanted))
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
	return s.Own.place(s.Draw.Drawing)
}

// Label makes what lies on the drawing area an example of a digit.
func (s State) Label(digit int) State {
	if s.CanLabel() {
		s.Own = s.Own.Label(s.Draw.Drawing, digit)
	}
	return s
}
