package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// networkFile is the built-in network, which the engine fetches at its start and then no more.
const networkFile = "network.safetensors"

// Retry asks again for files that could not be had.
func (p *Page) Retry() {
	for _, f := range p.State().Engine.Missing {
		if f.File == networkFile {
			p.Start()
			return
		}
	}
	p.configure()
}

// dataNews says how far images are that were asked for, and offers to ask again for those that did not come.
func dataNews(e *state.Engine, retry func()) app.UI {
	switch {
	case len(e.Missing) > 0:
		return app.Div().Class("control-news").Body(widget.Button("Try again", false, retry))
	case e.File.File != "":
		return app.Div().Class("control-news").Body(
			widget.Meter(e.File.Loaded, e.File.Total, "Images fetched"),
			app.Span().Class("help").Text(phrase.Loaded(e.File.Loaded, e.File.Total)),
		)
	}
	return nil
}
