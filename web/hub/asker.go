package hub

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
)

// Question is what an Asker would ask now.
type Question struct {
	// Subject tells questions apart that have different answers by the same network.
	Subject any
	// Every is how often the same is asked again while the network changes.
	Every   time.Duration
	Command protocol.Command
	// Then gets the answer.
	Then func(protocol.Event)
}

// Asker keeps an answer of the engine up to date as pace decides, in step with the frames of the display.
type Asker struct {
	hub   *Hub
	ask   func() (Question, bool)
	pace  pace
	frame func() // asks for the next frame of the display; nil before the first
	// inFrame and later say that the asker waits for that, or for a timer.
	inFrame, later bool
}

// NewAsker returns an Asker of the question that ask returns as things stand, or false where there is none.
func (h *Hub) NewAsker(ask func() (Question, bool)) *Asker { return &Asker{hub: h, ask: ask} }

// Pump asks, if it is time to. It is called after every change of the State.
func (a *Asker) Pump() {
	if a.inFrame {
		return
	}
	wait, due := a.due()
	switch {
	case !due:
	case wait == 0:
		a.inFrame = true
		if a.frame == nil {
			a.frame = browser.OnFrame(func() { a.hub.Run(a.send) })
		}
		a.frame()
	case !a.later:
		a.later = true
		time.AfterFunc(wait, func() {
			a.hub.Run(func() {
				a.later = false
				a.Pump()
			})
		})
	}
}

// Due says whether Pump would ask, at once or after a while.
func (a *Asker) Due() bool {
	_, due := a.due()
	return due
}

func (a *Asker) due() (wait time.Duration, due bool) {
	if !a.hub.State().Engine.Ready() {
		return 0, false
	}
	q, ok := a.ask()
	if !ok {
		return 0, false
	}
	return a.pace.due(time.Now(), q.Subject, a.hub.State().Engine.Network, q.Every)
}

// Refresh asks again, even if nothing has changed that the page knows of.
func (a *Asker) Refresh() {
	a.pace.subject = nil
	a.Pump()
}

func (a *Asker) send() {
	a.inFrame = false
	q, ok := a.ask()
	if !ok || !a.hub.State().Engine.Ready() {
		return
	}
	a.pace.asked(time.Now(), q.Subject, a.hub.State().Engine.Network)
	a.hub.Send(q.Command, func(answer protocol.Event) {
		a.pace.answered()
		q.Then(answer)
	})
}

// Known notes that the answer about a subject is there, though this Asker did not ask.
func (a *Asker) Known(subject any) { a.pace.known(time.Now(), subject, a.hub.State().Engine.Network) }
