package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// Page is what the components of one document share: the State and the Engine.
type Page struct {
	*control.Desk
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
}

// NewPage returns a Page whose engine is not started.
func NewPage() *Page { return newPage(nil) }

// newPage is NewPage with what opens the engine; nil stands for a Web Worker.
func newPage(open engine.Opener) *Page {
	p := &Page{}
	p.Desk = control.New(hub.New(open))
	p.drawing = p.NewAsker(p.askDrawing)
	p.graph = p.NewAsker(p.askGraph)
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

// applyTheme tells the style sheet which theme is wanted.
func applyTheme(before, now state.State) {
	if theme := now.Settings.Wanted.Theme; theme != before.Settings.Wanted.Theme {
		setTheme(theme)
	}
}

func setTheme(theme string) {
	app.Window().Get("document").Get("documentElement").Call("setAttribute", "data-theme", theme)
}
