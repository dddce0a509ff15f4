package check

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// table is the chapter's table.
func table(s state.State) app.UI {
	r := s.Check.Result()
	var lines []app.UI
	for _, row := range rowsOf(s.Layers(), r) {
		class := ""
		if row.Mark == "✗" {
			class = "differs"
		}
		lines = append(lines, app.Tr().Class(class).Body(
			app.Th().Scope("row").Body(app.Elem("var").Text(row.Name), app.Span().Class("shape").Text(row.Shape)),
			app.Td().Text(row.Mean),
			app.Td().Text(row.Largest),
			app.Td().Class("optional").Text(row.Checked),
			app.Td().Class("mark").Body(app.Span().Aria("hidden", "true").Text(row.Mark), app.Text(" "+row.Verdict)),
		))
	}
	what := "Numerical gradient against backpropagation"
	if s.Check.Puzzle.On {
		what += " with a mistake"
	}
	of, said := "Nothing has been checked yet.", ""
	if r != nil {
		of, said = resultOf(r), verdict(r)
	}
	return app.Div().Body(
		app.Table().Class("table check-table").Body(
			app.Elem("caption").Body(app.Text(what), app.Span().Class("help").Text(of)),
			app.Elem("thead").Body(app.Tr().Body(
				app.Th().Scope("col").Text("Parameter"),
				app.Th().Scope("col").Text("Mean absolute difference"),
				app.Th().Scope("col").Text("Largest relative difference"),
				app.Th().Scope("col").Class("optional").Text("Checked"),
				app.Th().Scope("col").Body(app.Span().Class("visually-hidden").Text("Verdict")),
			)),
			app.Elem("tbody").Body(lines...),
		),
		app.P().Class("verdict-text").Attr("role", "status").Text(said),
	)
}

// shownKinks are as many as a learner reads.
const shownKinks = 3

func kinks(r *state.CheckResult) app.UI {
	if r == nil || r.KinkCount == 0 {
		return nil
	}
	var lines []app.UI
	for _, k := range r.Kinks[:min(shownKinks, len(r.Kinks))] {
		lines = append(lines, app.Li().Text(kinkText(r, k)))
	}
	if rest := r.KinkCount - len(lines); rest > 0 {
		lines = append(lines, app.Li().Text("And "+phrase.Grouped(rest)+" more."))
	}
	return app.Div().Class("kinks").Body(
		app.P().Body(app.Elem("strong").Text("A kink lies within ±h."),
			app.Text(" A central difference across a kink of the loss is a mean of the slopes on both sides. A "+
				"difference to one side, or a smaller h, is taken instead; where neither helps, the element stands "+
				"on the kink.")),
		app.Elem("ul").Body(lines...),
	)
}

// whyBackprop compares what the two sides cost.
func whyBackprop(s state.State) app.UI {
	numerical, backprop, passes, words := "–", "–", "–", "Check to time both sides."
	if n := s.Engine.Status.Parameters; n > 0 {
		passes = phrase.Grouped(2 * n)
	}
	if r := s.Check.Result(); r != nil {
		t := timesOf(r)
		numerical, backprop, passes = secondsText(t.Numerical), secondsText(t.Backprop), phrase.Grouped(t.Passes)
		words = "Backpropagation gives the same numbers " + factorText(t.Factor) + " times as fast."
		switch {
		case r.Planted != nil:
			words = "Backpropagation is " + factorText(t.Factor) + " times as fast, with a mistake or without."
		case !same(r):
			words = "Backpropagation is " + factorText(t.Factor) + " times as fast."
		}
		if !t.Measured {
			words += " The time of the numerical side follows from the " + phrase.Grouped(r.Checked.Checked) +
				" elements checked, which took " +
				secondsText(r.NumericalSeconds) + "."
		}
	}
	line := func(side, passes, time string) app.UI {
		return app.Tr().Body(app.Th().Scope("row").Text(side), app.Td().Text(passes), app.Td().Text(time))
	}
	return app.Div().Class("why").Body(
		app.H3().Text("Why backpropagation"),
		app.Table().Class("table why-table").Body(
			app.Elem("thead").Body(app.Tr().Body(
				app.Th().Scope("col").Text("All gradients by"), app.Th().Scope("col").Text("Passes"), app.Th().
					Scope("col").Text("Time"),
			)),
			app.Elem("tbody").Body(
				line("Numerical gradient", passes+" forward", numerical),
				line("Backpropagation", "1 forward, 1 backward", backprop),
			),
		),
		app.P().Class("help").Text(words),
	)
}
