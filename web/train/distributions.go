package train

import (
	"strconv"

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

// distributionsView is a fold that shows how the numbers in each layer are distributed while the network trains. As
// long as it is closed, nothing is measured.
type distributionsView struct {
	app.Compo
	Hub *hub.Hub

	width float64 // of the place there is, in CSS pixels; 0 before it is measured
	stop  func()
}

// kindOf is a kind of what is shown: its name, and what a picture of it tells.
type kindOf struct{ of, label, help string }

var kindsOf = []kindOf{
	{protocol.OfActivation, "Activations",
		"The outputs of each layer. If they are all close to one value, or at the ends of a Sigmoid, the layer " +
			"distinguishes little."},
	{protocol.OfActivationGradient, "Gradients of activations",
		"How strongly the loss depends on the outputs of each layer. If the gradients shrink from layer to layer " +
			"towards the input, they vanish: the first layers hardly learn."},
	{protocol.OfWeight, "Weights",
		"The weights of each layer. They start as the initialisation says, and spread as the network learns."},
	{protocol.OfWeightGradient, "Gradients of weights",
		"How strongly the loss depends on each weight. A step of SGD is this times the learning rate."},
}

func (v *distributionsView) OnMount(ctx app.Context) {
	v.Hub.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Distributions), hub.Of(s.Engine.Status.TrainImages > 0),
			hub.Of(s.Distributions.Open && s.Runs.Reading), hub.Of(s.Runs.Step)}
	})
	v.stop = browser.WhileResized(ctx.JSSrc(),
		func(width float64) { ctx.Dispatch(func(app.Context) { v.width = width }) })
}

func (v *distributionsView) OnDismount() {
	v.Hub.Forget(v)
	if v.stop == nil { // the server dismounts what it never mounted
		return
	}
	v.stop()
	v.Hub.Update(func(s *state.State) { s.Distributions = s.Distributions.WithOpen(false) })
}

func (v *distributionsView) Render() app.UI {
	s := v.Hub.State()
	d := s.Distributions
	fold := v.Hub.Fold(state.FoldDistributions, "more distributions")
	summary := app.Summary().Body(app.Text("Distributions"),
		app.Span().Class("help").Text("activations, gradients and weights by layer, over time"))
	if !d.Open || s.Engine.Status.TrainImages > 0 && len(d.Moments) == 0 {
		return fold.Body(summary) // until they are measured, which takes less than a second, so that all comes at once
	}
	return fold.Body(summary, app.Div().Class("distributions-body").Body(v.segments(d), v.pictures(d)))
}

// segments choose what is shown.
func (v *distributionsView) segments(d *state.Distributions) app.UI {
	var parts []app.UI
	var help []app.UI // of each, in the same place: so there is room for the longest
	for _, k := range kindsOf {
		radio := app.Input().Type("radio").Name("distributions-of").Value(k.of).Class("visually-hidden").
			Checked(k.of == d.Of).
			OnChange(func(ctx app.Context, _ app.Event) {
				of := ctx.JSSrc().Get("value").String()
				v.Hub.Update(func(s *state.State) { s.Distributions = s.Distributions.Showing(of) })
			})
		help = append(help, app.P().Class("help").Attr("data-shown", k.of == d.Of).Text(k.help))
		parts = append(parts, app.Label().Class("segment").Body(radio, app.Span().Text(k.label)))
	}
	return app.Div().Body(
		app.Div().Class("segments distributions-of").Attr("role", "radiogroup").Aria("label", "What is shown").
			Body(parts...),
		app.Div().Class("one-of").Body(help...),
	)
}

// pictures are those of each layer, from the input to the end, and the curve of how large the numbers are.
func (v *distributionsView) pictures(d *state.Distributions) app.UI {
	all := spreads(d)
	if len(all) == 0 {
		return app.P().Class("help").Attr("role", "status").Text("Measured as soon as the training images have loaded.")
	}
	s, first, last := scaleOf(all), d.Moments[0].Step, d.Moments[len(d.Moments)-1].Step
	items := make([]app.UI, len(all))
	for i, one := range all {
		items[i] = one.figure(s, first, last)
	}
	now := func() plot.Chart { return v.chart(v.Hub.State()) }
	return app.Div().Body(
		app.P().Class("help spreads-since").Text(sinceText(first)),
		app.Elem("ul").Class("spreads").Body(items...),
		app.Figure().Class("chart chart-rms").Body(
			app.Elem("figcaption").Class("chart-title").Text("Root mean square by layer"),
			widget.ReadChart(now(), "Root mean square", "", now, readAt(v.Hub)),
		),
	)
}

// sinceText says why the pictures do not begin with the training.
func sinceText(first int) string {
	if first == 0 {
		return "Measured from step 0 on."
	}
	return "Measured from step " + phrase.Grouped(first) + " on, when this was opened; what came before is not known."
}

// figuresText tells the figures of a tensor, and of how much of it they and the picture are.
func figuresText(d protocol.Distribution) string {
	text := "RMS " + graphview.Format(d.RMS(), 2)
	if d.Zeros() > 0 {
		text += ", " + phrase.WholePercent(d.Zeros()) + " zeros"
	}
	if d.Looked < d.Elements {
		text += "; range and figures of " + phrase.Grouped(d.Looked) + " of its " + phrase.Grouped(d.Elements) +
			" elements"
	}
	return text
}

// figure is the picture of one tensor: steps to the right, on a logarithmic scale, values upwards.
func (o spread) figure(s scale, first, last int) app.UI {
	d := o.Values[len(o.Values)-1]
	text := figuresText(d)
	return app.Li().Body(app.Figure().Class("spread").DataSet("rms", strconv.FormatFloat(d.RMS(), 'g', 4, 64)).Body(
		app.Elem("figcaption").Text(o.Name),
		app.Div().Class("spread-box").Body(
			app.Span().Class("spread-high").Text(s.text(s.High)),
			app.Span().Class("spread-low").Text(s.text(s.Low)),
			&widget.Pixmap{Class: "spread-pixels", W: spreadWidth, H: spreadHeight, Pix: o.pix(s, first, last),
				Label: o.Name + ", steps " + phrase.Grouped(first) + " to " + phrase.Grouped(last) +
					": at the end " + text},
			app.Span().Class("spread-from").Aria("hidden", "true").Text("step "+phrase.Grouped(first)),
			app.Span().Class("spread-to").Aria("hidden", "true").Text(phrase.Grouped(last)),
		),
		app.P().Class("help").Text(text),
	))
}

// text writes an end of the axis.
func (s scale) text(v float64) string {
	if s.Log {
		return plot.DecadeText(v)
	}
	return graphview.Format(v, 2)
}

// rmsHeight is the height of the chart, and rmsRoom that for a layer's name and its figure.
const rmsHeight, rmsRoom = 180, 120

// chart has a line for each layer.
func (v *distributionsView) chart(s state.State) plot.Chart {
	d := s.Distributions
	c := plot.Chart{Width: v.width, Height: rmsHeight, Room: rmsRoom, Axis: "step", Log: true, LogSteps: true,
		Floor:  1e-15,
		Format: short, TickFormat: plot.TenText, To: 1}
	c = c.OrWidth(560)
	if s.Runs.Reading {
		c.Read = &s.Runs.Step
	}
	if len(d.Moments) > 0 {
		c.From = float64(d.Moments[0].Step)
		c.To = c.From + 1
	}
	for i, one := range spreads(d) {
		line := plot.Series{Name: one.Name, Class: "line line-run run-" + strconv.Itoa(i%state.MaxRuns)}
		for k, step := range one.Steps {
			if rms := one.Values[k].RMS(); rms > 0 { // 0 has no logarithm
				line.Points = append(line.Points, plot.Point{X: float64(step), Y: rms})
			}
			c.To = max(c.To, float64(step))
		}
		c.Series = append(c.Series, line)
	}
	return c
}

// short writes a value in two digits.
func short(v float64) string { return graphview.Format(v, 2) }
