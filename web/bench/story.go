package bench

import (
	"math"
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/story"
)

// chosen tells how the chosen element came about.
func chosen(s state.State) app.UI {
	told := s.Bench.Story()
	if told == nil {
		return app.Div().Class("bench-story").Body(app.P().Class("help").
			Text("Write your own numbers into the tables with frames, or paste a table of them. Choose any other " +
				"number to see how it came about. Arrows move from number to number."))
	}
	class := "bench-story bench-told story"
	var rules, words []string
	if told.Of.Gradient {
		class += " story-backward"
		rules, words = s.Bench.Walk.RulesBack(told.Of.Node)
		if len(rules) == 0 {
			words = []string{"dout comes from the layers behind this one. Here it is what you write."}
		}
	} else {
		class += " story-forward"
		rules, words = s.Bench.Walk.Rules(told.Of.Node)
	}
	body := story.Told(told, "How "+walk.Letters(told.Name)+" came about", rules, words, math.MaxInt)
	if slices.ContainsFunc(told.From, func(o protocol.Origin) bool { return !o.Passes }) {
		body = append(body, app.P().Class("help").Text("Numbers in a dashed frame make no difference as things are."))
	}
	return app.Div().Class(class).Body(body...)
}

// checked is the gradient check of this layer alone.
func (p *Panel) checked(s state.State) app.UI {
	if s.Bench.Walk == nil {
		return app.Div().Class("bench-check").Hidden(true)
	}
	b := s.Bench.Benched
	verdict, mark := "Backpropagation agrees with numerical gradients.", "✓ "
	class := "verdict-words verdict-right"
	if !b.OK {
		verdict, mark = "Backpropagation and numerical gradients differ.", "✗ "
		class = "verdict-words verdict-wrong"
	}
	var rows []app.UI
	for _, c := range b.Checks {
		elements := strconv.Itoa(c.Checked) + " of " + strconv.Itoa(c.Size)
		if c.Kinked > 0 {
			elements += ", " + strconv.Itoa(c.Kinked) + " on a kink"
		}
		rows = append(rows, app.Tr().Body(app.Th().Scope("row").Body(app.Elem("var").Text(walk.Letters("d"+c.Name))),
			app.Td().Text(graphview.Format(c.MeanAbsDiff, 2)), app.Td().Text(elements)))
	}
	return app.Div().Class("bench-check").Body(
		app.H3().Text("Gradient check of this layer"),
		app.P().Class(class).Text(mark+verdict),
		app.P().Class("help").Text("Each number is moved by ±0.0001, and the change of Σ dout × out is held against "+
			"its gradient."),
		app.Table().Body(
			app.Elem("thead").Body(app.Tr().Body(app.Th().Scope("col").Text("Gradient"),
				app.Th().Scope("col").Text("Mean difference"), app.Th().Scope("col").Text("Elements"))),
			app.Elem("tbody").Body(rows...)),
	)
}
