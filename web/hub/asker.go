package hub

import (
	"time"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
)

// Question is what an Asker asks.
type Question struct {
	// Subject distinguishes questions to which the same network has different answers.
	Subject any
	// Every is how often the same question is asked again while the network changes.
	Every   time.Duration
	Command protocol.Command
	// Then receives the answer.
	Then func(protocol.Event)
}

// Asker keeps an answer of the engine up to date, as often as pace decides and in step with the frames of the display.
type Asker struct {
	hub   *Hub
	ask   func() (Question, bool)
	pace  pace
	frame func() // asks for the next frame of the display; nil before the first
	// inFrame and later say that the asker waits for the next frame, or for a timer.
	inFrame, later bool
}

// NewAsker returns an Asker of the question that ask returns. ask returns false if there is none at present.
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

// Due reports whether Pump would ask, at once or later.
func (a *Asker) Due() bool {
	_, due := a.due()
	return due
}

// Behind reports whether an answer is still to come.
func (a *Asker) Behind() bool { return a.inFrame || a.pace.inFlight || a.Due() }

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

// Refresh asks again, even if nothing that the page knows about has changed.
func (a *Asker) Refresh() {
	a.pace.subject = nil
	a.Pump()
}

func (a *Asker) send() {
	a.inFrame = false
	if wait, due := a.due(); !due || wait > 0 { // the answer has come in another way since
		a.Pump()
		return
	}
	q, _ := a.ask()
	a.pace.asked(time.Now(), q.Subject, a.hub.State().Engine.Network)
	a.hub.Send(q.Command, func(answer protocol.Event) {
		a.pace.answered()
		q.Then(answer)
	})
}

// Known records that the answer about a subject is here, though this Asker did not ask.
func (a *Asker) Known(subject any) { a.pace.known(time.Now(), subject, a.hub.State().Engine.Network) }
