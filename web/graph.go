package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// graphPanel shows the computational graph of a batch, or of the drawing.
type graphPanel struct {
	app.Compo
	Page *Page
}

// Render returns the panel.
func (g *graphPanel) Render() app.UI {
	return app.Section().Class("panel graph").Aria("labelledby", "graph-title").Body(
		app.H2().ID("graph-title").Text("Graph"),
	)
}
