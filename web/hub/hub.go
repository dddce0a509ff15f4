package hub

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
)

// Hub is what the rooms of a document share.
type Hub struct {
	state     state.State
	engine    *engine.Engine
	disp      app.Dispatcher // nil before the first component is mounted, and always on the server
	begun     bool
	watchers  map[app.UI]*watcher
	seen      map[app.UI]func() // ends what WhileVisible began
	reactions []func(before, now state.State)
	reacting  bool // the reactions are being called
	watching  bool // a timer for Watch of the engine runs
}

// watcher is a component that is rendered when its parts of the State change.
type watcher struct {
	of   func(state.State) Parts
	last Parts
	// then, if not nil, is called after a part has changed, to do what Render cannot.
	then func()
}

// New returns a Hub whose engine is not started. open will start it; nil means a Web Worker.
func New(open engine.Opener) *Hub {
	h := &Hub{state: state.New(), watchers: map[app.UI]*watcher{}, seen: map[app.UI]func(){}}
	if open == nil {
		open = h.openWorker
	}
	h.engine = engine.New(open, func(l engine.Link) { h.Update(func(s *state.State) { *s = s.WithLink(l) }) })
	h.engine.Subscribe(func(event protocol.Event) { h.Update(func(s *state.State) { *s = s.Observe(event) }) })
	return h
}

// State returns the current State.
func (h *Hub) State() state.State { return h.state }

// Update changes the State, renders the components that watch what has changed, and lets the rooms react.
func (h *Hub) Update(change func(*state.State)) {
	before := h.state
	change(&h.state)
	h.state.Follow()
	for src, w := range h.watchers {
		parts := w.of(h.state)
		if parts == w.last {
			continue
		}
		w.last = parts
		h.disp.Dispatch(app.Dispatch{Mode: app.Update, Source: src})
		if w.then != nil {
			w.then()
		}
	}
	if !h.begun || h.reacting {
		return
	}
	h.reacting = true
	for now := h.state; ; before, now = now, h.state {
		for _, react := range h.reactions {
			react(before, now)
		}
		if h.state == now {
			break
		}
	}
	h.reacting = false
}

// React registers a function to call after every change of the State, once the page has begun. Functions are called in
// the order of registration, and may change the State themselves: when all have been called, they are called again for
// what they have changed. So each is told of each change once, and none of a State that another has left already.
func (h *Hub) React(react func(before, now state.State)) { h.reactions = append(h.reactions, react) }

// Parts are the parts of the State that a component shows. Of makes each, so they can be compared.
type Parts [6]Part

// Part is one of Parts.
type Part struct{ value any }

// Of makes a Part of a comparable value. With any other, such as a slice, it does not compile.
func Of[T comparable](value T) Part { return Part{value} }

// Watch renders the context's component whenever its parts of the State have changed.
func (h *Hub) Watch(ctx app.Context, of func(state.State) Parts) { h.WatchThen(ctx, of, nil) }

// WatchThen is Watch, and then calls then, to do what Render cannot.
func (h *Hub) WatchThen(ctx app.Context, of func(state.State) Parts, then func()) {
	h.disp = ctx.Dispatcher()
	h.watchers[ctx.Src()] = &watcher{of, of(h.state), then}
}

// WhileVisible keeps noted in visible whether a box of the context's component is on the screen, and calls then
// whenever that changes.
func (h *Hub) WhileVisible(ctx app.Context, box app.Value, visible *bool, then func()) {
	stop := browser.WhileVisible(box, func(now bool) {
		h.Run(func() {
			*visible = now
			then()
		})
	})
	h.seen[ctx.Src()] = func() {
		stop()
		*visible = false
	}
}

// Forget ends what Watch and WhileVisible began. A component calls it when it is dismounted.
func (h *Hub) Forget(c app.UI) {
	delete(h.watchers, c)
	if end, ok := h.seen[c]; ok { // the server dismounts what it never mounted
		end()
		delete(h.seen, c)
	}
}

// Begin starts the engine with the wanted settings. From then on the rooms react. A second call does nothing.
func (h *Hub) Begin(d app.Dispatcher) {
	if h.begun {
		return
	}
	h.begun, h.disp = true, d
	h.Start()
}

// Beside returns a Hub with a State and an engine of its own, on the same goroutine: what is done there leaves the
// page's network alone.
func (h *Hub) Beside() *Hub {
	n := New(nil)
	n.Begin(h.disp)
	return n
}

// FromScratch lets the engine start with fresh weights instead of the network that comes with the page.
func (h *Hub) FromScratch() { h.engine.Fresh = true }

// Begun reports whether the page has begun.
func (h *Hub) Begun() bool { return h.begun }

// Start starts the engine again, from the Checkpoint if there is one.
func (h *Hub) Start() {
	h.engine.Start(h.state.Settings.Wanted, h.state.Engine.Checkpoint)
	h.watch()
}

// GoOn resumes work after the engine broke.
func (h *Hub) GoOn() {
	h.engine.GoOn(h.state.Settings.Wanted, h.state.Engine.Checkpoint)
	h.watch()
}

// Send sends a Command to the engine. then, if not nil, receives the Event that answers it.
func (h *Hub) Send(c protocol.Command, then func(protocol.Event)) {
	h.engine.Send(c, then)
	h.watch()
}

// watch looks after the engine for as long as an answer is due.
func (h *Hub) watch() {
	if h.watching || !h.engine.Waits() {
		return
	}
	h.watching = true
	time.AfterFunc(engine.Tick, func() {
		h.Run(func() {
			h.watching = false
			h.engine.Watch(time.Now())
			h.watch()
		})
	})
}

// Subscribe calls listen with every Event of the engine, after it has changed the State.
func (h *Hub) Subscribe(listen func(protocol.Event)) { h.engine.Subscribe(listen) }

// Life returns the number of the engine's program, which knows nothing that was sent to an earlier one. alive says that
// the program runs or is being loaded.
func (h *Hub) Life() (life int, alive bool) { return h.engine.Life(), h.engine.Alive() }

// Run calls f on the UI goroutine. It does nothing if no page is shown, since then there is no such goroutine.
func (h *Hub) Run(f func()) {
	if h.disp == nil {
		return
	}
	h.disp.Dispatch(app.Dispatch{Mode: app.Next, Function: func(app.Context) { f() }})
}

// AfterRender calls f once the document shows the present state of the components.
func (h *Hub) AfterRender(c app.UI, f func()) {
	h.disp.Dispatch(app.Dispatch{Mode: app.Defer, Source: c, Function: func(app.Context) { f() }})
}
