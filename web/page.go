package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/api"
	"github.com/inkgrad/inkgrad/web/bench"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/chapter"
	"github.com/inkgrad/inkgrad/web/classroom"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/draw"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/fool"
	"github.com/inkgrad/inkgrad/web/formula"
	"github.com/inkgrad/inkgrad/web/graph"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/keep"
	"github.com/inkgrad/inkgrad/web/mistakes"
	"github.com/inkgrad/inkgrad/web/own"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/train"
)

// page is what the components of a document share: the State and the Engine.
type page struct {
	*control.Desk
	own      *own.Room
	draw     *draw.Room
	graph    *graph.Room
	formula  *formula.Room
	bench    *bench.Room
	fool     *fool.Room
	mistakes *mistakes.Room
	keep     *keep.Room
	chapter  *chapter.Room
	class    *classroom.Room
	time     *train.Time
	api      *api.API
}

// newPage returns a page whose engine is not started. open will start it; nil means a Web Worker.
func newPage(open engine.Opener) *page {
	p := &page{}
	p.Desk = control.New(hub.New(open))
	p.React(applyTheme)
	p.own = own.New(p.Desk)
	p.draw = draw.New(p.Desk, p.own)
	p.graph = graph.New(p.Desk)
	p.formula = formula.New(p.Desk)
	p.bench = bench.New(p.Desk)
	p.fool = fool.New(p.Desk)
	p.mistakes = mistakes.New(p.Desk)
	p.keep = keep.New(p.Desk)
	p.api = api.New(p.Desk, p.draw.Classify, p.keep.Load)
	p.chapter = chapter.New(p.Desk)
	p.class = classroom.New(p.Desk)
	p.time = train.NewTime(p.Desk, p.keep, p.draw.Behind, p.graph.Behind)
	train.Watch(p.Hub)
	return p
}

// applyTheme sets the theme for the style sheet.
func applyTheme(before, now state.State) {
	if theme := now.Settings.Wanted.Theme; theme != before.Settings.Wanted.Theme {
		setTheme(theme)
	}
}

func setTheme(theme string) {
	app.Window().Get("document").Get("documentElement").Call("setAttribute", "data-theme", theme)
}

// keepAnswers saves what was answered in a frame with a lesson or the chapter, and restores it.
func (p *page) keepAnswers() {
	browser.OpenStore(func(s *browser.Store) {
		if s != nil {
			p.chapter.Find(s)
		}
	})
}

// keepSession saves the session and the labelled drawings in the browser, and restores those of an earlier visit.
func (p *page) keepSession() {
	p.keep.Begin()
	browser.OpenStore(func(s *browser.Store) {
		if s == nil {
			p.Run(func() { p.Waits(false) })
			return
		}
		p.own.Find(s)
		p.chapter.Find(s)
		p.keep.Find(s)
	})
}
