package graph

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// outcome shows y, t and y − t of one image, where SoftmaxWithLoss was chosen.
func (i *inspector) outcome(g *state.Graph) app.UI {
	o := g.Outcome()
	if o == nil {
		return nil
	}
	words := "y − t is the gradient that the scores get: above 0 a score is to fall, below 0 it is to rise."
	if o.Images > 1 {
		words = "y − t, divided by the " + phrase.Grouped(o.Images) +
			" images, is the gradient that the scores get: above 0 a score is to fall, below 0 it is to rise."
	}
	heads := []app.UI{app.Th().Scope("col").Text("Class")}
	for _, h := range []struct{ class, text string }{{"key-forward", "→ score"}, {"key-forward", "→ y"}, {"", "t"},
		{"", "y − t"}, {"key-backward", "← gradient"}} {
		heads = append(heads, app.Th().Scope("col").Class(h.class).Text(h.text))
	}
	var rows []app.UI
	for class := range o.Y {
		cell := func(of []float64) app.UI {
			text := "–"
			if class < len(of) {
				text = graphview.Format(of[class], 3)
			}
			return app.Td().Text(text)
		}
		row := app.Tr().Body(app.Th().Scope("row").Text(class), cell(o.X), cell(o.Y), cell(o.T), cell(o.Difference),
			cell(o.Sent))
		if o.T[class] == 1 {
			row = row.Class("outcome-label")
		}
		rows = append(rows, row)
	}
	return app.Section().Class("outcome").Aria("labelledby", "outcome-title").Body(
		app.Div().Class("outcome-head").Body(
			app.Elem("h4").ID("outcome-title").Text("Output minus target"),
			number(i.Room.Hub, "outcome-image", "Image", o.Image, o.Images, (*state.Graph).WithImage),
		),
		app.Div().Class("outcome-table").TabIndex(0).Attr("role", "group").Aria("labelledby", "outcome-title").Body(
			app.Table().Body(app.Elem("thead").Body(app.Tr().Body(heads...)), app.Elem("tbody").Body(rows...))),
		app.P().Class("help").Text(words),
	)
}

// number chooses one of several by its number, from 0.
func number(h *hub.Hub, id, name string, at, of int, choose func(*state.Graph, int) *state.Graph) app.UI {
	if of < 2 {
		return nil
	}
	return app.Label().Class("element-field").Body(
		app.Span().Text(name),
		app.Input().Type("number").ID(id).Class("field").Value(at).Min(0).Max(of-1).
			OnChange(func(ctx app.Context, _ app.Event) {
				if n, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil { // else half written
					h.Update(func(s *state.State) { s.Graph = choose(s.Graph, n) })
				}
			}),
		app.Span().Class("element-of").Text("of "+phrase.Grouped(of)),
	)
}
