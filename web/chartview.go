package web

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

const svgNamespace = "http://www.w3.org/2000/svg"

// chartView shows one chart of the training as SVG: the loss, or the accuracies.
type chartView struct {
	app.Compo
	Page *Page
	// Plots is "loss" or "accuracy".
	Plots string

	width float64 // of the place there is, in CSS pixels; 0 before it is measured
	log   bool
}

const chartHeight = 132

func (c *chartView) OnMount(ctx app.Context) {
	c.measure(ctx)
	c.Page.Watch(ctx, func(s State) any { return s.Train })
}
func (c *chartView) OnResize(ctx app.Context) { c.measure(ctx) }
func (c *chartView) OnDismount()              { c.Page.Forget(c) }

func (c *chartView) measure(ctx app.Context) { c.width = ctx.JSSrc().Get("clientWidth").Float() }

func (c *chartView) Render() app.UI {
	chart, title, empty := c.chart(c.Page.State().Train)
	plot := chart.Layout()
	hint := ""
	if len(plot.Lines) == 0 {
		hint = empty
	}
	return app.Figure().Class("chart chart-"+c.Plots).Body(
		app.FigCaption().Class("chart-title").Body(
			app.Span().Text(title),
			app.If(c.Plots == "loss", app.Label().Class("check").Body(
				app.Input().Type("checkbox").OnChange(func(ctx app.Context, _ app.Event) { c.log = ctx.JSSrc().Get("checked").Bool() }),
				app.Text("Logarithmic scale"),
			)),
		),
		plotSVG(plot, chart.Width, chart.Height, title+". "+chart.words(empty)),
		app.P().Class("chart-empty").Text(hint),
	)
}

func (c *chartView) chart(t *TrainState) (chart Chart, title, empty string) {
	chart = Chart{Width: c.width, Height: chartHeight, From: float64(t.From), To: float64(t.Goal)}
	if chart.Width <= leftMargin+rightMargin {
		chart.Width = 400
	}
	if c.Plots == "loss" {
		chart.Series = []Series{{Name: "loss", Class: "line line-loss", Points: t.Loss.Points}}
		chart.Log, chart.Format = c.log, shortNumber
		return chart, "Loss", "Train, and see the loss fall."
	}
	chart.Series = []Series{
		{Name: "train", Class: "line line-train", Points: t.TrainAccuracy.Points},
		{Name: "test", Class: "line line-test", Points: t.TestAccuracy.Points},
	}
	chart.Top, chart.Format = 1, percent
	return chart, "Accuracy", "Measured once an epoch, on training and on test images."
}

// words says in a sentence what the lines show.
func (c Chart) words(empty string) string {
	text := ""
	for _, s := range c.Series {
		if n := len(s.Points); n > 0 {
			text += s.Name + " from " + c.Format(s.Points[0].Y) + " to " + c.Format(s.Points[n-1].Y) +
				" at step " + grouped(int(s.Points[n-1].X)) + ". "
		}
	}
	if text == "" {
		return empty
	}
	return text
}

func plotSVG(p Plot, width, height float64, words string) app.UI {
	var parts []app.UI
	el := func(tag, class string) app.HTMLElem { return app.Elem(tag).XMLNS(svgNamespace).Class(class) }
	text := func(class string, x, y float64, s string) {
		parts = append(parts, el("text", class).Attr("x", px(x)).Attr("y", px(y)).Text(s))
	}
	for _, t := range p.Y {
		parts = append(parts, el("path", "grid").Attr("d", "M"+px(p.Left)+" "+px(t.At)+"H"+px(p.Right)))
		text("tick tick-y", p.Left-6, t.At+4, t.Text)
	}
	parts = append(parts, el("path", "axis").Attr("d", "M"+px(p.Left)+" "+px(p.Down)+"H"+px(p.Right)))
	for _, t := range p.X {
		text("tick tick-x", t.At, p.Down+16, t.Text)
	}
	text("tick tick-name", p.Right+8, p.Down+16, "step")
	for _, l := range p.Lines {
		parts = append(parts, el("path", l.Class).Attr("d", l.Path))
		text("end "+l.Class, l.X+6, l.Y+4, l.Text)
	}
	return app.Elem("svg").XMLNS(svgNamespace).Class("plot").Attr("role", "img").Aria("label", words).
		Attr("viewBox", "0 0 "+px(width)+" "+px(height)).Attr("height", px(height)).
		Body(parts...)
}

func px(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// shortNumber writes a loss: three digits, which is as many as a learner compares.
func shortNumber(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }
