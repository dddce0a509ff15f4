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

// Follow lets parts follow what has changed in others since before: the settings say how the graph is shown, and the editor shows the
// network of the settings.
func (s *State) Follow(before State) {
	if s.Graph != before.Graph {
		s.noteView()
	}
	if s.Settings != before.Settings {
		*s = s.Followed()
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
		s = s.ToldDistributions(false) // a new engine measures nothing
	}
	s.Engine = &e
	return s
}

// Retrying notes that missing files are asked for again.
func (s State) Retrying() State {
	e := *s.Engine
	e.Missing = nil
	s.Engine = &e
	return s
}

// Observe returns the State after an Event of the engine. What only its receiver understands (Classified, Sampled, Graphed, most of
// Failed) is left to whoever sent the Command.
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
		s = s.Judged(event)
	case protocol.Tuned:
		s = s.Tuned(event)
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

// TrainCommand returns the Command that the button Train sends: to the next multiple of iterations, so that a network that has had its
// iterations goes on for as many again, and one that was paused goes on to where it was going.
func (s State) TrainCommand() protocol.Train {
	n := max(1, s.Settings.Wanted.Iterations)
	return protocol.Train{Steps: n - s.Engine.Status.Step%n}
}

// Goal is the step to show as the aim: where the training that runs will end, or where the next would; a network that has had
// its iterations is at its goal.
func (s State) Goal() int {
	e := s.Engine.Status
	switch {
	case e.Running:
		return max(s.Train.Goal, e.Step)
	case e.Step > 0 && e.Step%max(1, s.Settings.Wanted.Iterations) == 0:
		return e.Step
	}
	return e.Step + s.TrainCommand().Steps
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

// Refused notes that a Command about training was refused. What is told elsewhere (a defect, missing data, an end that the learner
// wanted) is no problem of training.
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
