package web

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// Page is what the components of one document share: the State and the Engine.
type Page struct {
	*hub.Hub
	drawing *hub.Asker
	graph   *hub.Asker
	formula formulaTalk
	keeping keeping
	own     ownTalk
	api     *api // nil where there is no page around this one
	// graphVisible says that the graph is on the screen: only then it follows the training.
	graphVisible bool
	// mistakesVisible says that the confusion matrix is on the screen: only then it is asked for.
	mistakesVisible bool
	// configuring says that a Configure is on its way, and again that the settings have changed since.
	configuring, again bool
	// hash is the URL's, as far as the page has read or written it; reading says that it is being taken up.
	hash      string
	reading   bool
	hashTimer *time.Timer
}

// NewPage returns a Page whose engine is not started.
func NewPage() *Page { return newPage(nil) }

// newPage is NewPage with what opens the engine; nil stands for a Web Worker.
func newPage(open engine.Opener) *Page {
	p := &Page{}
	if open == nil {
		open = p.openEngine
	}
	p.Hub = hub.New(open)
	p.drawing = p.NewAsker(p.askDrawing)
	p.graph = p.NewAsker(p.askGraph)
	p.React(p.followView)
	p.React(applyTheme)
	p.React(func(before, now state.State) {
		if p.api != nil {
			p.api.changed(before, now)
		}
	})
	for _, pump := range []func(){p.drawing.Pump, p.graph.Pump, p.pumpFormula, p.pumpMistakes, p.pumpDistributions, p.pumpOwn} {
		p.React(func(_, _ state.State) { pump() })
	}
	return p
}

func (p *Page) openEngine(in engine.Inbox) (engine.Port, string) {
	url := p.StaticURL("/web/engine.js")
	if version := app.Getenv("GOAPP_VERSION"); version != "" {
		url += "?v=" + version
	}
	w, err := browser.OpenWorker(url, browser.Inbox{
		Message: func(m []byte) { p.Run(func() { in.Message(m) }) },
		Loading: func(loaded, total int) { p.Run(func() { in.Loading(loaded, total) }) },
		Died:    func(reason string) { p.Run(func() { in.Died(reason) }) },
	})
	if err != nil {
		return nil, engine.NoWorker
	}
	return workerPort{w}, ""
}

// workerPort is a port to an engine in a Web Worker.
type workerPort struct{ worker *browser.Worker }

func (w workerPort) Post(m protocol.Message) { w.worker.Post(m) }
func (w workerPort) Close()                  { w.worker.Close() }

// Train runs so many steps.
func (p *Page) Train(steps int, then func(protocol.Event)) {
	if !p.State().Engine.Status.Running {
		p.Update(func(s *state.State) { *s = s.StartTraining(steps) })
	}
	p.Send(protocol.Train{Steps: steps}, func(answer protocol.Event) {
		p.refused(answer)
		if then != nil {
			then(answer)
		}
	})
}

// trainSteps is how many steps the button Train runs.
func (p *Page) trainSteps() int {
	s := p.State()
	return s.Engine.TrainCommand(s.Settings.Wanted.Iterations).Steps
}

// Order sends a Command about training whose answer needs nothing but that a refusal is shown there.
func (p *Page) Order(c protocol.Command) { p.Send(c, p.refused) }

func (p *Page) refused(answer protocol.Event) {
	if failed, ok := answer.(protocol.Failed); ok {
		p.Update(func(s *state.State) { *s = s.Refused(failed) })
	}
}

// Classify puts a drawing on the area, once the network has classified it, and gives then the answer. What cannot be classified
// changes nothing.
func (p *Page) Classify(d state.Drawing, then func(protocol.Event)) {
	p.Send(d.Classify(), func(answer protocol.Event) {
		if _, ok := answer.(protocol.Classified); ok {
			next := p.State().Draw.Show(d)
			p.drawing.Known(next.Version)
			p.Update(func(s *state.State) { *s = s.Redraw(next.Classified(next.Version, answer)) })
		}
		then(answer)
	})
}

// Sample puts some image of the test set on the drawing area.
func (p *Page) Sample() {
	p.Send(p.State().Engine.RandomSample(), func(answer protocol.Event) {
		p.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Sampled(answer)) })
	})
}

// applyTheme tells the style sheet which theme is wanted.
func applyTheme(before, now state.State) {
	if theme := now.Settings.Wanted.Theme; theme != before.Settings.Wanted.Theme {
		setTheme(theme)
	}
}

func setTheme(theme string) {
	app.Window().Get("document").Get("documentElement").Call("setAttribute", "data-theme", theme)
}
