package web

import (
	"math"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/plot"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// checkTable is the chapter's table.
func checkTable(s state.State) app.UI {
	r := s.Check.Result()
	var lines []app.UI
	for _, row := range checkRows(s.Layers(), r) {
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
	of, said := "Nothing is checked yet.", ""
	if r != nil {
		of, said = resultOf(r), verdict(r)
	}
	return app.Div().Body(
		app.Table().Class("table check-table").Body(
			app.Caption().Body(app.Text(what), app.Span().Class("help").Text(of)),
			app.THead().Body(app.Tr().Body(
				app.Th().Scope("col").Text("Parameter"),
				app.Th().Scope("col").Text("Mean absolute difference"),
				app.Th().Scope("col").Text("Largest relative difference"),
				app.Th().Scope("col").Class("optional").Text("Checked"),
				app.Th().Scope("col").Body(app.Span().Class("visually-hidden").Text("Verdict")),
			)),
			app.TBody().Body(lines...),
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
	return app.Div().Class("kinks").Attr("role", "status").Body(
		app.P().Body(app.Strong().Text("A kink lies within ±h."), app.Text(" Where the input of ReLU crosses 0 the loss has no "+
			"derivative: the numerical gradient is a mean of the slopes on both sides, and not to be trusted.")),
		app.Ul().Body(lines...),
	)
}

// whyBackprop compares what the two sides cost.
func whyBackprop(s state.State) app.UI {
	numerical, backprop, passes, words := "–", "–", "–", "Check, and both sides are timed."
	if n := s.Engine.Status.Parameters; n > 0 {
		passes = phrase.Grouped(2 * n)
	}
	if r := s.Check.Result(); r != nil {
		t := timesOf(r)
		numerical, backprop, passes = secondsText(t.Numerical), secondsText(t.Backprop), phrase.Grouped(t.Passes)
		words = "Backpropagation gives the same numbers " + factorText(t.Factor) + " times as fast."
		if !t.Measured {
			words += " The time of the numerical side follows from the " + phrase.Grouped(r.Checked.Checked) + " elements checked, which took " +
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
	type seen struct {
		check  *state.Check
		engine *state.Engine
	}
	hub.Watch(c.Page.Hub, ctx, func(s state.State) seen {
		return seen{s.Check, s.Engine}
	})
	c.stop = browser.WhileResized(ctx.JSSrc(), func(width float64) { ctx.Dispatch(func(app.Context) { c.width = width }) })
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
	_, mine := k.Runs.(protocol.Curve)
	hint, of := "", ""
	var points []protocol.CurvePoint
	if k.Curve == nil {
		hint = "Measure the error at every h, and see where it is least."
	} else {
		points = k.Curve.Points
		of = ", on " + phrase.Counted(k.Curve.Of.Samples, "image") + " in the network of step " + phrase.Grouped(k.Curve.Step)
	}
	chart := curveChart(k, c.width)
	return app.Figure().Class("chart check-curve").Body(
		app.FigCaption().Class("chart-title").Body(
			app.H3().Text("How small should h be?"),
			c.Page.checkButton("curve-button", "Measure", mine, s.Check.CanRun(s.Engine) && k.Samples.Problem == "", c.Page.RunCurve),
		),
		app.P().Class("help").Text("Mean absolute error of the numerical gradient"+of+"."),
		app.Div().Class("gradcheck-meter").Body(app.If(mine, widget.Meter(k.Done, k.Total, "Measured"))),
		app.Div().Class("chart").Body(
			&widget.SVGBox{Class: "plot-box", Tree: func() *graphview.Element { return curvePicture(chart) }},
			app.P().Class("chart-empty").Text(hint),
		),
		curveTable(points, k.H.Value),
		app.P().Class("help").Body(
			app.Text("A large "), app.Var().Text("h"),
			app.Text(" cuts the curve of the loss far from the point: the error is truncation and falls with "),
			app.Raw("<math><msup><mi>h</mi><mn>2</mn></msup></math>"),
			app.Text(". A small one subtracts two numbers that are almost the same: the error is round-off and grows with "),
			app.Raw("<math><mn>1</mn><mo>/</mo><mi>h</mi></math>"), app.Text("."),
		),
	)
}

// curveTable reads the curve at h and where it is lowest.
func curveTable(points []protocol.CurvePoint, h float64) app.UI {
	at := figureText(h)
	line := func(name string, errorOf func(protocol.CurvePoint) float64) app.UI {
		here, lowest, where := "–", "–", "–"
		if len(points) > 0 {
			best := least(points, errorOf)
			here, lowest = figureText(errorOf(closest(points, h))), figureText(errorOf(best))
			where = figureText(best.H)
		}
		return app.Tr().Body(app.Th().Scope("row").Text(name), app.Td().Text(here), app.Td().Text(lowest), app.Td().Text(where))
	}
	return app.Table().Class("table curve-table").Body(
		app.THead().Body(app.Tr().Body(
			app.Th().Scope("col").Text("Arithmetic"), app.Th().Scope("col").Text("Error at h = "+at),
			app.Th().Scope("col").Text("Least error"), app.Th().Scope("col").Text("with h ="),
		)),
		app.TBody().Body(line("float64", float64Error), line("float32", float32Error)),
	)
}

// curvePicture draws the curve, and says at its two ends what the error is there.
func curvePicture(chart plot.Chart) *graphview.Element {
	plot := chart.Layout()
	svg := plot.Draw(chart.Width, chart.Height, "The error against h, both on logarithmic scales; the table below has its numbers.")
	if len(plot.Lines) == 0 {
		return svg
	}
	note := func(text, anchor string, x float64) {
		e := graphview.NewElement("text", "class", "note", "text-anchor", anchor, "x", graphview.Px(x), "y", graphview.Px(plot.Down-8))
		e.Text = text
		svg.Children = append(svg.Children, e)
	}
	note("truncation", "start", plot.Left+6)
	note("round-off", "end", plot.Right-6)
	return svg
}

// curveChart is the error curve on two logarithmic scales, the large h at the left.
func curveChart(k *state.Check, width float64) plot.Chart {
	c := plot.Chart{Width: width, Height: curveHeight, From: -1, To: -12, Decades: true, Axis: "h", TickFormat: plot.DecadeText,
		Mark: []plot.Mark{{X: math.Log10(k.H.Value), Text: "h = " + figureText(k.H.Value)}}}
	c = c.OrWidth(560)
	if k.Curve == nil {
		return c
	}
	wide, narrow := plot.Series{Name: "float64", Class: "line line-test"}, plot.Series{Name: "float32", Class: "line line-train"}
	for _, p := range k.Curve.Points {
		wide.Points = append(wide.Points, exponents(p.H, p.Float64)...)
		narrow.Points = append(narrow.Points, exponents(p.H, p.Float32)...)
	}
	c.Series = []plot.Series{narrow, wide}
	return c
}

// exponents returns a point of a log-log plot; a value that has no logarithm has none.
func exponents(h, v float64) []plot.Point {
	if !(v > 0) || math.IsInf(v, 0) {
		return nil
	}
	return []plot.Point{{X: math.Log10(h), Y: math.Log10(v)}}
}
