package engine

import (
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Phase is a phase in the life of the engine.
type Phase int

// The phases, in their normal order. Broken and Dead are its possible ends.
const (
	Away     Phase = iota // no engine was started: the page as the server sends it
	Fetching              // the engine's program is being loaded
	Starting              // the engine runs and fetches its data
	Ready                 // the engine has a network; its data may still be loading
	Broken                // a bug stopped the engine's work, but the program still runs
	Dead                  // the engine's program has ended, or never began
)

// Link is the state of the connection to the engine.
type Link struct {
	Phase Phase
	// Loaded of Total bytes of the engine's program are loaded.
	Loaded, Total int
	// Reason says why the engine is Broken or Dead.
	Reason string
	// Restoring says that a new program goes back to the latest checkpoint.
	Restoring bool
	// Silent says that the program gives no sign of life although an answer is due.
	Silent bool
	// Anew says that the engine refused the checkpoint, so that GoOn begins without it.
	Anew bool
}

// Engine is the page's end of the connection to the engine, which runs in a Web Worker. Commands get an ID, so that the
// Event that answers one reaches its sender. Before that, every Event goes to all subscribers.
type Engine struct {
	// Fresh has an engine start with fresh weights, rather than with the network that comes with the page.
	Fresh bool

	open      Opener
	port      Port
	life      int // counts ports, so that messages of an earlier one are ignored
	link      Link
	lastID    int
	pending   map[int]func(protocol.Event)
	listeners []func(protocol.Event)
	onLink    func(Link)
	watch     watch
}

// Port is a way to one running engine.
type Port interface {
	Post(protocol.Message)
	// Ping asks for a sign of life, which comes as Inbox.Alive.
	Ping()
	// Shown tells the engine, once the page shows what has been said, that it may say more of its work.
	Shown()
	Close()
}

// Inbox receives the messages of one running engine.
type Inbox struct {
	Message func(protocol.Message)
	Loading func(loaded, total int)
	Alive   func()
	Died    func(reason string)
}

// Opener starts an engine's program. If it cannot, problem says so in words for the learner.
type Opener func(Inbox) (p Port, problem string)

// NoWorker is the problem of a browser that has no Web Workers, or forbids them here.
const NoWorker = "The browser did not give this page a Web Worker, in which the network computes. Current versions " +
	"of Chrome, Edge, " +
	"Firefox and Safari have them, unless a policy or a private mode switches them off."

// New returns an Engine that is Away. open starts an engine's program, and onLink is called with every change of the
// Link.
func New(open Opener, onLink func(Link)) *Engine {
	return &Engine{open: open, onLink: onLink, pending: map[int]func(protocol.Event){}}
}

// Start starts a new program, stops any earlier one, and sends the first Command. With a checkpoint it goes on from
// there.
func (e *Engine) Start(s setting.Settings, from *protocol.Checkpoint) {
	e.stop("The engine was restarted.")
	life := e.life
	mine := func() bool { return e.life == life }
	p, problem := e.open(Inbox{
		Message: func(m protocol.Message) {
			if mine() {
				e.alive()
				e.receive(m)
			}
		},
		Alive: func() {
			if mine() {
				e.alive()
			}
		},
		Loading: func(loaded, total int) {
			if mine() && e.link.Phase == Fetching {
				e.setLink(Link{Phase: Fetching, Loaded: loaded, Total: total, Restoring: e.link.Restoring})
			}
		},
		Died: func(reason string) {
			if mine() {
				e.end(reason)
			}
		},
	})
	if problem != "" {
		e.setLink(Link{Phase: Dead, Reason: problem})
		return
	}
	e.port, e.watch = p, watch{}
	e.setLink(Link{Phase: Fetching, Restoring: from != nil})
	e.Send(protocol.Start{Settings: s, Fresh: e.Fresh}, func(answer protocol.Event) {
		if _, ok := answer.(protocol.Status); ok && from != nil {
			e.restore(*from)
		}
	})
}

// restore goes on from a checkpoint. One that the engine refuses would be refused again.
func (e *Engine) restore(from protocol.Checkpoint) {
	e.link.Restoring = true
	e.setLink(e.link)
	e.Send(protocol.Restore{Checkpoint: from}, func(answer protocol.Event) {
		switch answer := answer.(type) {
		case protocol.Status:
			e.setLink(Link{Phase: Ready})
		case protocol.Failed:
			if e.port != nil {
				e.setLink(Link{Phase: Broken, Anew: true, Reason: phrase.Sentence("the network of step " +
					phrase.Grouped(from.Step) + " cannot be restored: " + answer.Message)})
			}
		}
	})
}

// end records that the program has ended by itself.
func (e *Engine) end(reason string) {
	if e.link.Phase == Fetching {
		reason = phrase.Sentence("it could not be loaded: "+reason) + " Check the connection, then start it again."
	} else {
		reason = phrase.Sentence("it has ended: " + reason)
	}
	e.stop(reason)
	e.setLink(Link{Phase: Dead, Reason: reason})
}

// GoOn resumes after the engine broke: from the checkpoint or, without one or if the engine refused it, from the
// network that came with the page.
func (e *Engine) GoOn(s setting.Settings, from *protocol.Checkpoint) {
	switch {
	case e.link.Anew:
		e.Start(s, nil)
	case e.link.Phase != Broken || from == nil:
		e.Start(s, from)
	default:
		e.restore(*from)
	}
}

// Send sends a Command. then, if not nil, receives the Event that answers it. Without an engine, that is Failed with
// code "not-ready".
func (e *Engine) Send(c protocol.Command, then func(protocol.Event)) {
	if e.port == nil {
		if then != nil {
			then(protocol.Failed{Code: protocol.CodeNotReady, Message: "The engine is not there."})
		}
		return
	}
	e.lastID++
	if then != nil {
		e.pending[e.lastID] = then
	}
	e.port.Post(protocol.EncodeCommand(e.lastID, c))
}

// Subscribe calls listen with every Event.
func (e *Engine) Subscribe(listen func(protocol.Event)) { e.listeners = append(e.listeners, listen) }

// Link returns the state of the connection.
func (e *Engine) Link() Link { return e.link }

// Alive reports whether the engine's program runs or is being loaded.
func (e *Engine) Alive() bool { return e.port != nil }

// Life returns the number of the engine's program. A program knows nothing that was sent to an earlier one.
func (e *Engine) Life() int { return e.life }

func (e *Engine) receive(m protocol.Message) {
	id, event, err := protocol.DecodeEvent(m)
	if err != nil {
		// The two programs were built together, so this is a bug. The sender of the Command gets a Failed.
		event = protocol.Failed{Code: protocol.CodePanic,
			Message: "The engine’s answer could not be read: " + strings.TrimPrefix(err.Error(), "protocol: ") + "."}
	}
	e.follow(event)
	for _, listen := range e.listeners {
		listen(event)
	}
	if then := e.pending[id]; then != nil {
		delete(e.pending, id)
		then(event)
	}
	if _, paced := event.(protocol.Paced); paced && e.port != nil {
		e.port.Shown()
	}
}

// follow updates the Link from what an Event says about the engine itself.
func (e *Engine) follow(event protocol.Event) {
	switch event := event.(type) {
	case protocol.Status:
		if e.link.Phase < Ready && event.Parameters > 0 {
			e.enter(Ready)
		}
	case protocol.Failed:
		if event.Code == protocol.CodePanic {
			e.setLink(Link{Phase: Broken, Reason: event.Message})
			return
		}
		if e.link.Phase == Fetching {
			e.enter(Starting)
		}
	default:
		if e.link.Phase == Fetching {
			e.enter(Starting)
		}
	}
}

// enter records that the program has come to its next phase.
func (e *Engine) enter(p Phase) { e.setLink(Link{Phase: p, Restoring: e.link.Restoring}) }

// stop ends the running program. Senders that still wait for an answer get Failed.
func (e *Engine) stop(reason string) {
	e.life++
	if e.port != nil {
		e.port.Close()
		e.port = nil
	}
	waiting := e.pending
	e.pending = map[int]func(protocol.Event){}
	for _, then := range waiting {
		then(protocol.Failed{Code: protocol.CodePanic, Message: reason})
	}
}

func (e *Engine) setLink(l Link) {
	e.link = l
	e.onLink(l)
}
