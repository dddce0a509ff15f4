package web

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/state"
)

// Page is what the components of one document share: the State and the Engine.
type Page struct {
	state    state.State
	engine   *engine.Engine
	disp     app.Dispatcher // nil before the first component is mounted, and always on the server
	begun    bool
	watchers map[app.UI]*watcher
	drawing  asker
	graph    asker
	formula  formulaTalk
	keeping  keeping
	own      ownTalk
	api      *api // nil where there is no page around this one
	// graphVisible says that the graph is on the screen: only then it follows the training.
	graphVisible bool
	// mistakesVisible says that the confusion matrix is on the screen: only then it is asked for.
	mistakesVisible bool
	// configuring says that a Configure is on its way, and again that the settings have changed since.
	configuring, again bool
	// hash is the URL's, as far as the page has read or written it.
	hash      string
	hashTimer *time.Timer
}

// watcher is a component that is rendered when its part of the State changes.
type watcher struct {
	part func(state.State) any
	last any
	// changed, which may be nil, is called when the part has changed, for what Render cannot do.
	changed func()
}

// NewPage returns a Page whose engine is not started.
func NewPage() *Page { return newPage(nil) }

// newPage is NewPage with what opens the engine; nil stands for a Web Worker.
func newPage(open engine.Opener) *Page {
	p := &Page{state: state.New(), watchers: map[app.UI]*watcher{}}
	if open == nil {
		open = p.openEngine
	}
	p.drawing = asker{page: p, ask: p.askDrawing}
	p.graph = asker{page: p, ask: p.askGraph}
	p.engine = engine.New(open, func(l engine.Link) { p.Update(func(s state.State) state.State { return s.WithLink(l) }) })
	p.engine.Subscribe(func(event protocol.Event) { p.Update(func(s state.State) state.State { return s.Observe(event) }) })
	return p
}

// State returns the State as it stands.
func (p *Page) State() state.State { return p.state }

// Update changes the State, and has the components rendered that watch what changed.
func (p *Page) Update(change func(state.State) state.State) {
	before := p.state
	p.state = change(before)
	if p.state.Graph != before.Graph {
		noted := p.state.NoteView()
		if noted.Settings != p.state.Settings && p.begun {
			p.writeHash()
		}
		p.state = noted
	}
	if before.Settings != p.state.Settings {
		p.state = p.state.Followed()
	}
	for src, w := range p.watchers {
		part := w.part(p.state)
		if part == w.last {
			continue
		}
		w.last = part
		p.disp.Dispatch(app.Dispatch{Mode: app.Update, Source: src})
		if w.changed != nil {
			w.changed()
		}
	}
	if before.Settings.Wanted.Theme != p.state.Settings.Wanted.Theme {
		p.applyTheme()
	}
	if p.api != nil {
		p.api.changed(before, p.state)
	}
	if p.begun {
		p.drawing.pump()
		p.graph.pump()
		p.pumpFormula()
		p.pumpMistakes()
		p.pumpDistributions()
		p.pumpOwn()
	}
}

// Watch has the context's component rendered whenever part, which must be comparable, differs from what it was: a part of the
// State, or an array of several.
func (p *Page) Watch(ctx app.Context, part func(state.State) any) { p.WatchThen(ctx, part, nil) }

// WatchThen is Watch, and calls changed as well.
func (p *Page) WatchThen(ctx app.Context, part func(state.State) any, changed func()) {
	p.disp = ctx.Dispatcher()
	p.watchers[ctx.Src()] = &watcher{part, part(p.state), changed}
}

// Forget ends what Watch began. A component calls it when it is dismounted.
func (p *Page) Forget(c app.UI) { delete(p.watchers, c) }

// Send sends a Command to the engine; then, which may be nil, gets the Event that answers it.
func (p *Page) Send(c protocol.Command, then func(protocol.Event)) { p.engine.Send(c, then) }

// Subscribe has listen called with every Event of the engine, after the State has changed by it.
func (p *Page) Subscribe(listen func(protocol.Event)) { p.engine.Subscribe(listen) }

// run calls f on the UI goroutine, from wherever the browser called.
func (p *Page) run(f func()) {
	p.disp.Dispatch(app.Dispatch{Mode: app.Next, Function: func(app.Context) { f() }})
}

// begin starts the engine, once.
func (p *Page) begin(ctx app.Context) {
	if p.begun {
		return
	}
	p.begun = true
	p.disp = ctx.Dispatcher()
	p.applyTheme()
	p.engine.Start(p.state.Settings.Wanted, nil)
}

func (p *Page) openEngine(in engine.Inbox) (engine.Port, string) {
	url := p.disp.Context().ResolveStaticResource("/web/engine.js")
	if version := app.Getenv("GOAPP_VERSION"); version != "" {
		url += "?v=" + version
	}
	return openWorker(url, p.run, in)
}

// GoOn works on after the engine broke.
func (p *Page) GoOn() { p.engine.GoOn(p.state.Settings.Wanted, p.state.Engine.Checkpoint) }

// Train runs so many steps.
func (p *Page) Train(steps int, then func(protocol.Event)) {
	if !p.state.Engine.Status.Running {
		p.Update(func(s state.State) state.State { return s.StartTraining(steps) })
	}
	p.Send(protocol.Train{Steps: steps}, func(answer protocol.Event) {
		p.refused(answer)
		if then != nil {
			then(answer)
		}
	})
}

// Order sends a Command about training whose answer needs nothing but that a refusal is shown there.
func (p *Page) Order(c protocol.Command) { p.Send(c, p.refused) }

func (p *Page) refused(answer protocol.Event) {
	if failed, ok := answer.(protocol.Failed); ok {
		p.Update(func(s state.State) state.State { return s.Refused(failed) })
	}
}

// Classify puts a drawing on the area, once the network has classified it, and gives then the answer. What cannot be classified
// changes nothing.
func (p *Page) Classify(d state.Drawing, then func(protocol.Event)) {
	p.Send(d.Classify(), func(answer protocol.Event) {
		if _, ok := answer.(protocol.Classified); ok {
			s := p.state.Show(d)
			p.drawing.pace.known(time.Now(), s.Draw.Version, s.Engine.Network)
			p.Update(func(state.State) state.State { return s.Classified(s.Draw.Version, answer) })
		}
		then(answer)
	})
}

// Sample puts some image of the test set on the drawing area.
func (p *Page) Sample() {
	p.Send(p.state.RandomSample(), func(answer protocol.Event) {
		p.Update(func(s state.State) state.State { return s.Sampled(answer) })
	})
}

// applyTheme tells the style sheet which theme is wanted.
func (p *Page) applyTheme() {
	app.Window().Get("document").Get("documentElement").Call("setAttribute", "data-theme", p.state.Settings.Wanted.Theme)
}
