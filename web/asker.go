package web

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/state"
)

const (
	// drawingPace is how often a drawing that stays the same is classified again while training changes the network, and
	// graphPace how often the graph is fetched again.
	drawingPace = 200 * time.Millisecond
	graphPace   = time.Second
)

// question is what an asker would ask now.
type question struct {
	// subject tells questions apart that have different answers by the same network.
	subject any
	every   time.Duration
	command protocol.Command
	then    func(protocol.Event)
}

// asker keeps an answer of the engine up to date as pace decides, in step with the frames of the display.
type asker struct {
	page *Page
	// ask returns the question as things stand, or false where there is none.
	ask   func() (question, bool)
	pace  pace
	frame func() // asks for the next frame of the display; nil before the first
	// inFrame and later say that the asker waits for that, or for a timer.
	inFrame, later bool
}

// pump is called after every change of the State.
func (a *asker) pump() {
	if a.inFrame || !a.page.State().Engine.Ready() {
		return
	}
	q, ok := a.ask()
	if !ok {
		return
	}
	wait, due := a.pace.due(time.Now(), q.subject, a.page.State().Engine.Network, q.every)
	switch {
	case !due:
	case wait == 0:
		a.inFrame = true
		if a.frame == nil {
			a.frame = browser.OnFrame(func() { a.page.Run(a.send) })
		}
		a.frame()
	case !a.later:
		a.later = true
		time.AfterFunc(wait, func() {
			a.page.Run(func() {
				a.later = false
				a.pump()
			})
		})
	}
}

// refresh asks again, even if nothing has changed that the page knows of.
func (a *asker) refresh() {
	a.pace.subject = nil
	a.pump()
}

func (a *asker) send() {
	a.inFrame = false
	q, ok := a.ask()
	if !ok || !a.page.State().Engine.Ready() {
		return
	}
	a.pace.asked(time.Now(), q.subject, a.page.State().Engine.Network)
	a.page.Send(q.command, func(answer protocol.Event) {
		a.pace.answered()
		q.then(answer)
	})
}

// askDrawing asks for the digit that is drawn.
func (p *Page) askDrawing() (question, bool) {
	d := p.State().Draw
	version := d.Version
	return question{version, drawingPace, d.Drawing.Classify(), func(answer protocol.Event) {
		p.Update(func(s *state.State) { s.Draw = s.Draw.Classified(version, answer) })
	}}, !d.Drawing.Empty()
}

// askGraph asks for the graph that is wanted, while it is seen; not while a stroke grows, which has the page's whole attention.
func (p *Page) askGraph() (question, bool) {
	s := p.State()
	subject, command, ok := s.Graph.Question(s.Engine, s.Draw)
	every := graphPace
	if !p.State().Engine.Status.Running {
		every = 0
	}
	return question{subject, every, command, func(answer protocol.Event) {
		p.Update(func(s *state.State) { s.Graph = s.Graph.Answered(subject, answer, s.Engine.Network) })
	}}, ok && p.graphVisible && !p.State().Draw.Open
}
