package web

import (
	"math"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// checkTable is the chapter's table.
func checkTable(s State) app.UI {
	r := s.Check.result()
	var lines []app.UI
	for _, row := range checkRows(s.layers(), r) {
		class := ""
		if row.Mark == "✗" {
			class = "differs"
		}
		lines = append(lines, app.Tr().Class(class).Body(
			app.Th().Scope("row").Body(app.Var().Text(row.Name), app.Span().Class("shape").Text(row.Shape)),
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
	said := "Not checked yet."
	if r != nil {
		said = verdict(r)
	}
	return app.Div().Body(
		app.Table().Class("table check-table").Body(
			app.Caption().Text(what),
			app.THead().Body(app.Tr().Body(
				app.Th().Scope("col").Text("Parameter"),
				app.Th().Scope("col").Text("Mean absolute difference"),
				app.Th().Scope("col").Text("Largest relative difference"),
				app.Th().Scope("col").Class("optional").Text("Checked"),
				app.Th().Scope("col").Body(app.Span().Class("visually-hidden").Text("Verdict")),
			)),
			app.TBody().Body(lines...),
		),
		app.P().Class("verdict-text").Text(said),
	)
}

// shownKinks are as many as a learner reads.
const shownKinks = 3

func kinks(r *CheckResult) app.UI {
	if r == nil || r.KinkCount == 0 {
		return nil
	}
	var lines []app.UI
	for _, k := range r.Kinks[:min(shownKinks, len(r.Kinks))] {
		lines = append(lines, app.Li().Text(kinkText(r, k)))
	}
	if rest := r.KinkCount - len(lines); rest > 0 {
		lines = append(lines, app.Li().Text("And "+grouped(rest)+" more."))
	}
	return app.Div().Class("kinks").Attr("role", "status").Body(
		app.P().Body(app.Strong().Text("A kink lies within ±h."), app.Text(" Where the input of ReLU crosses 0 the loss has no "+
			"derivative: the numerical gradient is a mean of the slopes on both sides, and not to be trusted.")),
		app.Ul().Body(lines...),
	)
}

// whyBackprop compares what the two sides cost.
func whyBackprop(s State) app.UI {
	numerical, backprop, passes, words := "–", "–", "–", "Check, and both sides are timed."
	if n := s.Engine.Status.Parameters; n > 0 {
		passes = grouped(2 * n)
	}
	if r := s.Check.result(); r != nil {
		t := timesOf(r)
		numerical, backprop, passes = secondsText(t.Numerical), secondsText(t.Backprop), grouped(t.Passes)
		words = "Backpropagation gives the same numbers " + factorText(t.Factor) + " times as fast."
		if !t.Measured {
			words += " The time of the numerical side follows from the " + grouped(r.Checked.Checked) + " elements checked, which took " +
				secondsText(r.NumericalSeconds) + "."
		}
	}
	line := func(side, passes, time string) app.UI {
		return app.Tr().Body(app.Th().Scope("row").Text(side), app.Td().Text(passes), app.Td().Text(time))
	}
	return app.Div().Class("why").Body(
		app.H3().Text("Why backpropagation"),
		app.Table().Class("table why-table").Body(
			app.THead().Body(app.Tr().Body(
				app.Th().Scope("col").Text("All gradients by"), app.Th().Scope("col").Text("Passes"), app.Th().Scope("col").Text("Time"),
			)),
			app.TBody().Body(
				line("Numerical gradient", passes+" forward", numerical),
				line("Backpropagation", "1 forward, 1 backward", backprop),
			),
		),
		app.P().Class("help").Text(words),
	)
}

// checkCurve shows how the error of the numerical gradient depends on h.
type checkCurve struct {
	app.Compo
	Page *Page

	width float64
	stop  func()
}

const curveHeight = 260

func (c *checkCurve) OnMount(ctx app.Context) {
	c.Page.Watch(ctx, func(s State) any { return [2]any{s.Check, s.Engine} })
	c.stop = whileResized(ctx.JSSrc(), func(width float64) { ctx.Dispatch(func(app.Context) { c.width = width }) })
}

func (c *checkCurve) OnDismount() {
	c.Page.Forget(c)
	if c.stop != nil { // the server dismounts what it never mounted
		c.stop()
	}
}

func (c *checkCurve) Render() app.UI {
	s := c.Page.State()
	k := s.Check
	_, measuring := k.Runs.(protocol.Curve)
	label, press, able := "Measure the curve", c.Page.RunCurve, s.Engine.CanTrain() && k.Samples.Problem == "" && k.Runs == nil
	if measuring {
		label, press, able = "Cancel", func() { c.Page.Send(protocol.CancelCheck{}, nil) }, true
	}
	said, hint := "With a large h the error is truncation, which falls with h². With a small h it is round-off, which grows with 1/h.", ""
	if k.Curve == nil {
		hint = "The error of the numerical gradient at every h, once it is measured."
	} else {
		said = curveWords(k.Curve.Points) + " Left of there it is truncation, which falls with h²; right of there round-off, which grows with 1/h."
	}
	chart := curveChart(k, c.width)
	plot := chart.Layout()
	return app.Figure().Class("chart check-curve").Body(
		app.FigCaption().Class("chart-title").Body(
			app.H3().Text("The choice of h"),
			app.Button().Type("button").Class("button").ID("curve-button").Text(label).Attr("disabled", !able).
				OnClick(func(app.Context, app.Event) { press() }, label),
		),
		&svgBox{Class: "plot-box", Tree: func() *graphview.Element { return plot.svg(chart.Width, chart.Height, "Error against h. "+said) }},
		app.P().Class("chart-empty").Text(hint),
		app.Div().Class("gradcheck-meter").Body(app.If(measuring, meter(k.Done, k.Total, "Measured"))),
		app.P().Class("help").Text(said),
	)
}

// curveChart is the error curve on two logarithmic scales, the large h at the left.
func curveChart(k *CheckState, width float64) Chart {
	c := Chart{Width: width, Height: curveHeight, From: -1, To: -12, Decades: true, Axis: "h", TickFormat: decadeText,
		Format: func(v float64) string { return figureText(math.Pow(10, v)) },
		Mark:   []Mark{{math.Log10(k.H.Value), "h = " + figureText(k.H.Value)}}}
	if c.Width <= leftMargin+rightMargin {
		c.Width = 560
	}
	if k.Curve == nil {
		return c
	}
	wide, narrow := Series{Name: "float64", Class: "line line-test"}, Series{Name: "float32", Class: "line line-train"}
	for _, p := range k.Curve.Points {
		wide.Points = append(wide.Points, exponents(p.H, p.Float64)...)
		narrow.Points = append(narrow.Points, exponents(p.H, p.Float32)...)
	}
	c.Series = []Series{narrow, wide}
	return c
}

// exponents returns a point of a log-log plot; a value that has no logarithm has none.
func exponents(h float64, v protocol.Number) []Point {
	if !(v > 0) || math.IsInf(float64(v), 0) {
		return nil
	}
	return []Point{{math.Log10(h), math.Log10(float64(v))}}
}
