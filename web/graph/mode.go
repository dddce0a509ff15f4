package graph

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/state"
)

// mode chooses how the graph is computed, where that makes a difference, and says which.
func (g *Panel) mode(s state.State) app.UI {
	words := s.ModeWords()
	if words == "" {
		return nil
	}
	choice := func(id, label string, train bool) app.UI {
		return app.Label().Class("segment").Body(
			app.Input().Type("radio").ID(id).Name("graph-mode").Class("visually-hidden").
				Checked(s.Graph.Trains() == train).
				OnChange(func(app.Context, app.Event) {
					g.Room.Update(func(s *state.State) { s.Graph = s.Graph.WithTraining(train) })
				}, id),
			app.Span().Text(label))
	}
	return app.Div().Class("graph-mode").Body(
		app.Div().Class("segments").Attr("role", "radiogroup").Aria("label", "Computed as").Body(
			choice("graph-train", "In training", true),
			choice("graph-predict", "In a prediction", false),
		),
		app.P().Class("help").Text(words),
	)
}
