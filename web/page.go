package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
)

// Page is what the components of one document share: the State and the Engine.
type Page struct {
	*control.Desk
	own      *ownRoom
	draw     *drawRoom
	graph    *graphRoom
	formula  formulaTalk
	mistakes *mistakesRoom
	keep     *keepRoom
	api      *api // nil where there is no page around this one
}

// NewPage returns a Page whose engine is not started.
func NewPage() *Page { return newPage(nil) }

// newPage is NewPage with what opens the engine; nil stands for a Web Worker.
func newPage(open engine.Opener) *Page {
	p := &Page{}
	p.Desk = control.New(hub.New(open))
	p.React(applyTheme)
	p.React(func(before, now state.State) {
		if p.api != nil {
			p.api.changed(before, now)
		}
	})
	p.own = newOwnRoom(p.Desk)
	p.draw = newDrawRoom(p.Desk, p.own)
	p.graph = newGraphRoom(p.Desk)
	p.React(func(_, _ state.State) { p.pumpFormula() })
	p.mistakes = newMistakesRoom(p.Desk)
	p.keep = newKeepRoom(p.Desk)
	watchDistributions(p.Hub)
	return p
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

// keepSession keeps the session and the labelled drawings in the browser, and finds those of an earlier visit.
func (p *Page) keepSession() {
	p.keep.Begin()
	browser.OpenStore(func(s *browser.Store) {
		if s != nil {
			p.own.Find(s)
			p.keep.Find(s)
		}
	})
}
