package web

import (
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// networkFile is the built-in network, which the engine fetches at its start and then no more.
const networkFile = "network.safetensors"

// missesStart says that something is missing that the engine begins with: the network, the test images, or all training images.
func (e *EngineState) missesStart() bool {
	for _, f := range e.Missing {
		if !strings.HasPrefix(f.File, "train-") || e.Status.TrainImages == 0 {
			return true
		}
	}
	return false
}

// missing says which files are missing and why, or is "".
func (e *EngineState) missing() string {
	var words []string
	for _, f := range e.Missing {
		words = append(words, f.File+" could not be had: "+strings.TrimSuffix(strings.TrimPrefix(f.Message, f.File+": "), ".")+".")
	}
	return strings.Join(words, " ")
}

// Retry asks again for files that could not be had.
func (p *Page) Retry() {
	for _, f := range p.state.Engine.Missing {
		if f.File == networkFile {
			p.engine.Start(p.state.Settings.Wanted, p.state.Engine.Checkpoint)
			return
		}
	}
	p.configure()
}

// dataNews says how far images are that were asked for, and offers to ask again for those that did not come.
func dataNews(e *EngineState, retry func()) app.UI {
	switch {
	case len(e.Missing) > 0:
		return app.Div().Class("control-news").Body(button("Try again", false, retry))
	case e.File.File != "":
		return app.Div().Class("control-news").Body(
			meter(e.File.Loaded, e.File.Total, "Images fetched"),
			app.Span().Class("help").Text(loadedText(e.File.Loaded, e.File.Total)),
		)
	}
	return nil
}

// meter is a bar of progress; where the total is not known, it only says that something goes on.
func meter(done, total int, label string) app.UI {
	m := app.Progress().Class("meter").Aria("label", label)
	if total > 0 {
		m = m.Max(total).Value(min(done, total))
	}
	return m
}

// loadedText says how much of a file is there.
func loadedText(loaded, total int) string {
	if total <= 0 {
		return megabytes(loaded)
	}
	return megabytes(loaded) + " of " + megabytes(total)
}
