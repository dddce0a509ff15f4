package bench

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/state"
)

// story tells how the chosen element came about.
func story(s state.State) app.UI {
	told := s.Bench.Story()
	if told == nil {
		return app.Div().Class("bench-story").Body(app.P().Class("help").
			Text("Write your own numbers into the tables with frames, or paste a table of them. Choose any other " +
				"number to see how it came about. Arrows move from number to number."))
	}
	var rule, words []string
	if told.Of.Gradient {
		rule, words = s.Bench.Walk.RulesBack(told.Of.Node)
		if len(rule) == 0 {
			words = []string{"dout comes from the layers behind this one. Here it is what you write."}
		}
	} else {
		rule, words = s.Bench.Walk.Rules(told.Of.Node)
	}
	body := []app.UI{app.H3().Text("How " + walk.Letters(told.Name) + " came about")}
	for _, text := range words {
		if text != "" {
			body = append(body, app.P().Class("saying-words").Text(text))
		}
	}
	if len(rule) > 0 {
		var set []app.UI
		for _, r := range rule {
			set = append(set, app.Raw(r))
		}
		body = append(body, app.Div().Class("bench-rule").Body(set...))
	}
	lines := walk.Lines(told.Graph, told.Root, told.Name)
	for _, l := range lines {
		body = append(body, line(l))
	}
	if slices.ContainsFunc(told.From, func(o protocol.Origin) bool { return !o.Passes }) {
		body = append(body, app.P().Class("help").Text("Numbers in a dashed frame make no difference as things are."))
	}
	body = append(body, app.P().Class("visually-hidden").Attr("role", "status").Text(lines[0].Spoken))
	class := "bench-story bench-told bench-story-forward"
	if told.Of.Gradient {
		class = "bench-story bench-told bench-story-backward"
	}
	return app.Div().Class(class).Body(body...)
}

// line sets a line: letters above numbers, term by term, so that a long sum wraps.
func line(l walk.Line) app.UI {
	parts := []app.UI{app.Span().Class("bench-term").Body(app.Raw(l.Name)), sign("=")}
	if l.Around != "" {
		parts = append(parts, sign(l.Around+" ("))
	}
	for i, t := range l.Terms {
		if i > 0 {
			parts = append(parts, sign(l.Join))
		}
		term := app.Span().Class("bench-term")
		if t.Letters != "" {
			term = term.Body(app.Span().Class("bench-letters").Body(app.Raw(t.Letters)), app.Raw(t.Numbers))
		} else {
			term = term.Body(app.Raw(t.Numbers))
		}
		parts = append(parts, term)
	}
	if l.Around != "" {
		parts = append(parts, sign(")"))
	}
	parts = append(parts, sign(l.Equals), app.Span().Class("bench-term bench-result").Body(app.Raw(l.Value)))
	return app.Div().Class("bench-line").Body(parts...)
}

func sign(text string) app.UI { return app.Span().Class("bench-sign").Text(text) }

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
		rows = append(rows, app.Tr().Body(app.Th().Scope("row").Body(app.Var().Text(walk.Letters("d"+c.Name))),
			app.Td().Text(graphview.Format(c.MeanAbsDiff, 2)), app.Td().Text(elements)))
	}
	return app.Div().Class("bench-check").Body(
		app.H3().Text("Gradient check of this layer"),
		app.P().Class(class).Text(mark+verdict),
		app.P().Class("help").Text("Each number is moved by ±0.0001, and the change of Σ dout × out is held against "+
			"its gradient."),
		app.Table().Body(
			app.THead().Body(app.Tr().Body(app.Th().Scope("col").Text("Gradient"),
				app.Th().Scope("col").Text("Mean difference"), app.Th().Scope("col").Text("Elements"))),
			app.TBody().Body(rows...)),
	)
}
