package check

import (
	"math"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/plot"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// errorCurve shows how the error of the numerical gradient depends on h.
type errorCurve struct {
	app.Compo
	Desk *control.Desk

	width float64
	stop  func()
}

const curveHeight = 260

func (c *errorCurve) OnMount(ctx app.Context) {
	c.Desk.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Check), hub.Of(s.Engine)}
	})
	c.stop = browser.WhileResized(ctx.JSSrc(),
		func(width float64) { ctx.Dispatch(func(app.Context) { c.width = width }) })
}

func (c *errorCurve) OnDismount() {
	c.Desk.Forget(c)
	if c.stop != nil { // the server dismounts what it never mounted
		c.stop()
	}
}

func (c *errorCurve) Render() app.UI {
	s := c.Desk.State()
	k := s.Check
	_, mine := k.Runs.(protocol.Curve)
	hint, of := "", ""
	var points []protocol.CurvePoint
	if k.Curve == nil {
		hint = "Measure the error at every h, and see where it is smallest."
	} else {
		points = k.Curve.Points
		of = ", on " + phrase.Counted(k.Curve.Of.Samples, "image") + " in the network of step " +
			phrase.Grouped(k.Curve.Step)
	}
	chart := curveChart(k, c.width)
	return app.Figure().Class("chart check-curve").Body(
		app.Elem("figcaption").Class("chart-title").Body(
			app.H3().Text("How small should h be?"),
			runner{c.Desk}.button("curve-button", "Measure", mine, s.Check.CanRun(s.Engine) && k.Samples.Problem == "",
				runner{c.Desk}.curve),
		),
		app.P().Class("help").Text("Mean absolute error of the numerical gradient"+of+"."),
		app.Div().Class("gradcheck-meter").Body(app.If(mine, widget.Meter(k.Done, k.Total, "Measured"))),
		app.Div().Class("chart").Body(
			&widget.SVGBox{Class: "plot-box", Tree: func() *graphview.Element { return curvePicture(chart) }},
			app.P().Class("chart-empty").Text(hint),
		),
		curveTable(points, k.H.Value),
		app.P().Class("help").Body(
			app.Text("A large "), app.Elem("var").Text("h"),
			app.Text(" cuts the curve of the loss far from the point: the error is truncation and falls with "),
			app.Raw("<math><msup><mi>h</mi><mn>2</mn></msup></math>"),
			app.Text(". A small one subtracts two numbers that are almost the same: the error is round-off and "+
				"grows with "),
			app.Raw("<math><mn>1</mn><mo>/</mo><mi>h</mi></math>"), app.Text("."+crossedText(points)),
		),
	)
}

// crossedText says from which h on kinks spoil the curve, or nothing where they do not.
func crossedText(points []protocol.CurvePoint) string {
	from := math.Inf(1)
	for _, p := range points {
		if p.Crossed > 0 {
			from = min(from, p.H)
		}
	}
	if math.IsInf(from, 1) {
		return ""
	}
	return " With h = " + figureText(from) + " or more, some steps cross a kink of the loss, as that of ReLU, where " +
		"its slope jumps: their error is larger, and does not fall with h²."
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
		return app.Tr().Body(app.Th().Scope("row").Text(name), app.Td().Text(here), app.Td().Text(lowest),
			app.Td().Text(where))
	}
	return app.Table().Class("table curve-table").Body(
		app.Elem("thead").Body(app.Tr().Body(
			app.Th().Scope("col").Text("Arithmetic"), app.Th().Scope("col").Text("Error at h = "+at),
			app.Th().Scope("col").Text("Least error"), app.Th().Scope("col").Text("with h ="),
		)),
		app.Elem("tbody").Body(line("float64", float64Error), line("float32", float32Error)),
	)
}

// curvePicture draws the curve, and says at its two ends what the error is there.
func curvePicture(chart plot.Chart) *graphview.Element {
	plot := chart.Layout()
	svg := plot.Draw(chart.Width, chart.Height,
		"The error against h, both on logarithmic scales; the table below has its numbers.")
	if len(plot.Lines) == 0 {
		return svg
	}
	note := func(text, anchor string, x float64) {
		e := graphview.NewElement("text", "class", "note", "text-anchor", anchor, "x", graphview.Px(x), "y",
			graphview.Px(plot.Down-8))
		e.Text = text
		svg.Children = append(svg.Children, e)
	}
	note("truncation", "start", plot.Left+6)
	note("round-off", "end", plot.Right-6)
	return svg
}

// curveChart is the error curve on two logarithmic scales, the large h at the left.
func curveChart(k *state.Check, width float64) plot.Chart {
	c := plot.Chart{Width: width, Height: curveHeight, From: -1, To: -12, Decades: true, Axis: "h",
		TickFormat: plot.DecadeText,
		Mark:       []plot.Mark{{X: math.Log10(k.H.Value), Text: "h = " + figureText(k.H.Value)}}}
	c = c.OrWidth(560)
	if k.Curve == nil {
		return c
	}
	wide, narrow := plot.Series{Name: "float64", Class: "line line-test"}, plot.Series{Name: "float32",
		Class: "line line-train"}
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
