package state

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/moments"
	"github.com/inkgrad/inkgrad/web/unit"
)

// State is everything that the page shows. Its parts are never nil and never changed in place: see the package
// documentation.
type State struct {
	Engine        *Engine
	Settings      *Settings
	Draw          *Draw
	Train         *Train
	Check         *Check
	Graph         *Graph
	Excitement    *unit.Excitement
	Pull          *Pull
	Formula       *Formula
	Bench         *Bench
	Keep          *Keep
	Editor        *Editor
	Mistakes      *Mistakes
	Fool          *Fool
	Runs          *Runs
	Distributions *Distributions
	Own           *Own
	Code          *Code
	Chapter       *Chapter
	Moments       *moments.Moments
	Trial         *Trial
	Folds         *Folds
}

// New returns the State of a page that has not begun.
func New() State {
	return State{
		Engine:        &Engine{},
		Settings:      newSettings(setting.Default(), nil),
		Draw:          &Draw{Drawing: NewDrawing()},
		Train:         &Train{},
		Check:         newCheck(),
		Graph:         &Graph{Label: -1, Selected: -1, Mode: setting.GraphAuto, Look: setting.GraphPictures},
		Excitement:    &unit.Excitement{},
		Pull:          (&Pull{}).linkedTo(setting.Default().Looks),
		Formula:       newFormula(setting.Default()),
		Bench:         &Bench{},
		Keep:          &Keep{},
		Editor:        &Editor{Kind: spec.KindConvolution},
		Mistakes:      &Mistakes{Cell: AllMistakes},
		Fool:          &Fool{Target: fromThePage, linked: setting.NoFrame},
		Runs:          &Runs{Smoothing: setting.Smoothings()[0]},
		Distributions: &Distributions{Of: protocol.OfActivation},
		Own:           &Own{},
		Code:          &Code{},
		Chapter:       &Chapter{},
		Moments:       moments.New(),
		Trial:         &Trial{},
		Folds:         &Folds{},
	}
}

// Follow updates parts that depend on others: the settings say what is looked at, and how the graph is shown, the
// section of the chapter what is in its figure, and the editor shows the network of the settings. A part that already
// agrees stays as it is.
func (s *State) Follow() {
	s.lookBack()
	s.Settings = s.Settings.sketching(s.Draw).trained(s.Engine, s.Train).looking(s.looks(), s.openFolds())
	if !s.Graph.awaits {
		s.Settings = s.Settings.following(s.Graph)
	}
	s.followLesson()
	s.followChapter()
	s.Editor = s.Editor.Following(s.Settings.Wanted)
	s.Trial = s.Trial.following(s.Settings.Wanted)
}

// WithLink records a change of the connection.
func (s State) WithLink(l engine.Link) State {
	s = s.interrupted(s.Engine.withLink(l))
	s.Distributions = s.Distributions.withLink(l)
	if l.Phase == engine.Fetching {
		s.Moments = s.Moments.Restarted()
	}
	if l.Phase == engine.Fetching && s.Chapter.Loop.Told {
		s = s.WithSteps(false) // a new engine follows nothing
	}
	return s
}

// Observe returns the State after an Event of the engine. It leaves to the sender of a Command the answers that only
// the sender understands (Classified, Sampled, Graphed, most of Failed).
func (s State) Observe(event protocol.Event) State {
	if s.Engine.passing(event) {
		s.Engine = s.Engine.observe(event)
		return s
	}
	s.Keep = s.Keep.observe(event, s)
	if c, ok := event.(protocol.Checkpoint); ok {
		s = s.hereAgain(c.File)
	}
	s.Runs = s.Runs.observe(event, s.Train)
	if s.Trial.Running {
		s.Runs = s.Runs.hideTo(s.Trial.first)
	}
	s.Distributions = s.Distributions.observe(event, s.Engine.Status)
	s.Draw = s.Draw.observe(event, s.Engine.Status)
	if l := s.Chapter.Loop.observe(event, s.Engine.Status); l != s.Chapter.Loop {
		s.Chapter = s.Chapter.with(func(c *Chapter) { c.Loop = l })
	}
	s.Engine = s.Engine.observe(event)
	s.Train = s.Train.observe(event, s.Engine.Status.Settings, s.Trial.label())
	s.Check = s.Check.observe(event, time.Now())
	s.Own = s.Own.observe(event)
	s.Moments = s.Moments.Observe(event)
	return s
}

// Goal returns the step at which the running training, or the next one, will end. A network that has had its iterations
// is at its goal.
func (s State) Goal() int {
	e := s.Engine.Status
	switch {
	case e.Running:
		return max(s.Train.Goal, e.Step)
	case e.Builtin, e.Step > 0 && e.Step%max(1, s.Settings.Wanted.Iterations) == 0:
		return e.Step
	}
	return e.Step + s.Engine.TrainCommand(s.Settings.Wanted.Iterations).Steps
}

// Redraw replaces the Draw. If the graph's target is the label of the old image, it is cleared as well.
func (s State) Redraw(d *Draw) State {
	if s.Graph.Label >= 0 && s.Graph.Label == s.Draw.Drawing.Label && d.Version != s.Draw.Version {
		s.Graph = s.Graph.withLabel(-1)
	}
	s.Draw = d
	return s
}

// StartTraining records that a Train was sent.
func (s State) StartTraining(c protocol.Train) State {
	goal := c.Steps
	if !c.Fresh {
		goal += s.Engine.Status.Step
	}
	if !s.Settings.replays {
		s.Moments = s.Moments.WithoutLink()
	}
	s.Settings = s.Settings.unweighed() // what is trained is no longer the network of a file
	s.Engine = s.Engine.startTraining()
	s.Train = s.Train.start(goal)
	s.Own = s.Own.startTraining()
	s.Trial = s.Trial.leave().asking(false)
	s.Editor = s.Editor.AskFresh("") // who trains on keeps the weights
	if s.Chapter.Loop.ByHand {
		s.Chapter = s.Chapter.with(func(c *Chapter) { c.Loop.ByHand = false })
	}
	return s
}

// Refused records that a Command about training was refused.
func (s State) Refused(f protocol.Failed) State {
	if e := s.Engine.refused(f); f.Code == protocol.CodePanic {
		s = s.interrupted(e)
	} else {
		s.Engine = e
	}
	s.Train = s.Train.refused(f)
	return s
}

// interrupted returns s with e, in which training may have ended with the engine.
func (s State) interrupted(e *Engine) State {
	if s.Engine.Status.Running && !e.Status.Running && !s.Own.Tuning {
		s.Train = s.Train.interrupted()
	}
	s.Engine = e
	return s
}

// FineTuning records that fine-tuning begins.
func (s State) FineTuning() State {
	s = s.StartTraining(protocol.Train{Steps: FineTuneSteps})
	s.Own = s.Own.fineTuning(s.Engine.Checkpoint)
	return s
}

// WithPreset takes a preset's network and the settings that train it. Other settings stay.
func (s State) WithPreset(p setting.Preset) State {
	before := s.Settings.Wanted
	s.Settings = s.Settings.withAll(p.Apply(before))
	s.Editor = s.Editor.followingPreset(s.Settings.Wanted, before)
	return s
}

// WithSettings takes all settings from elsewhere: the URL's hash, or the page around a frame.
func (s State) WithSettings(wanted setting.Settings, ignored []error) State {
	s = s.setUp(wanted, ignored).withSketch()
	s.followLesson()
	if name := wanted.Section; name != "" && s.Chapter.Lesson.Here() && s.Sections().Index(name) < 0 {
		s.Settings = s.Settings.withoutSection(s.Sections().Title + " has no section " + excerpt.Quote(name) + ".")
	}
	return s.linkedTo(s.Settings.Wanted)
}

// setUp takes all settings.
func (s State) setUp(wanted setting.Settings, ignored []error) State {
	s.Settings = newSettings(wanted, ignored)
	s.Formula = s.Formula.formulaText(wanted.Formula)
	s.Graph = s.Graph.withView(wanted)
	return s.withLooks(wanted)
}

// Edit changes the layers in the editor. They become the wanted network if they fit together.
func (s State) Edit(change func(*Editor) *Editor) State {
	before := s.Editor.Following(s.Settings.Wanted)
	if now := change(before); now != before {
		return s.edited(now)
	}
	return s
}

// edited returns s with an Editor that has changed.
func (s State) edited(e *Editor) State {
	if e.Fit().Problem == "" {
		s.Settings = s.Settings.withLayers(e.Layers())
	}
	s.Editor = e.become(s.Settings.Wanted)
	return s
}

// UndoLayers undoes the last edit, and RedoLayers redoes it. For a preset they undo and redo its settings, too.
func (s State) UndoLayers() State {
	return s.turned(s.Editor.undo(s.Settings.Wanted))
}

// RedoLayers redoes what UndoLayers has undone.
func (s State) RedoLayers() State {
	return s.turned(s.Editor.redo(s.Settings.Wanted))
}

// turned returns s with e, which has gone back or forth to the edit.
func (s State) turned(e *Editor, to *edited) State {
	if to == nil {
		return s
	}
	if to.settings != nil {
		s.Settings = s.Settings.withAll(to.settings.WithKept(s.Settings.Wanted))
	}
	return s.edited(e)
}

// CanLabel reports whether the content of the drawing area can become an example. Only strokes can: training on an
// image of the test set would spoil the test.
func (s State) CanLabel() bool {
	return len(s.Draw.Drawing.Strokes) > 0 && !s.Draw.Open && !s.Settings.HidesOwn()
}

// Shown returns the index, among the labelled drawings, of the one on the drawing area, or -1.
func (s State) Shown() int {
	if !s.CanLabel() {
		return -1
	}
	return s.Own.place(s.Draw.Drawing)
}

// Label makes the content of the drawing area an example of a digit.
func (s State) Label(digit int) State {
	if s.CanLabel() {
		s.Own = s.Own.Label(s.Draw.Drawing, digit)
	}
	return s
}
