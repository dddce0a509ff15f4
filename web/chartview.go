package web

import (
	"cmp"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// chartView shows one chart of the training as SVG: the loss, or the accuracies.
type chartView struct {
	app.Compo
	Page *Page
	// Plots is "loss" or "accuracy".
	Plots string

	width float64 // of the place there is, in CSS pixels; 0 before it is measured
	log   bool
	stop  func()
}

const chartHeight = 100

func (c *chartView) OnMount(ctx app.Context) {
	type seen struct {
		train *state.Train
		runs  *state.Runs
		step  int
	}
	hub.Watch(c.Page.Hub, ctx, func(s state.State) seen {
		return seen{s.Train, s.Runs, s.Engine.Status.Step}
	})
	c.stop = browser.WhileResized(ctx.JSSrc(), func(width float64) {
		ctx.Dispatch(func(app.Context) { c.width = width })
	})
}

func (c *chartView) OnDismount() {
	c.Page.Forget(c)
	if c.stop != nil { // the server dismounts what it never mounted
		c.stop()
	}
}

func (c *chartView) Render() app.UI {
	s := c.Page.State()
	chart, title, empty := c.chart(s)
	hint := ""
	if chart.longest() == nil {
		hint = empty
	}
	return app.Figure().Class("chart chart-"+c.Plots).Body(
		app.FigCaption().Class("chart-title").Body(
			app.Span().Text(title),
			app.If(c.Plots == "loss", app.Span().Class("chart-tools").Body(
				c.smoothing(s.Runs.Smoothing),
				app.Label().Class("check").Body(
					app.Input().Type("checkbox").OnChange(func(ctx app.Context, _ app.Event) {
						c.log = ctx.JSSrc().Get("checked").Bool()
					}),
					app.Text("Log scale"),
				),
			)),
		),
		c.Page.chartReader(title, empty, func() Chart {
			chart, _, _ := c.chart(c.Page.State())
			return chart
		}),
		app.P().Class("chart-empty").Text(hint),
	)
}

// smoothing chooses how strongly the loss is smoothed.
func (c *chartView) smoothing(now string) app.UI {
	options := make([]app.UI, len(state.Smoothings))
	for i, how := range state.Smoothings {
		o := app.Option().Value(how).Text(how)
		if how == now {
			o = o.Selected(true)
		}
		options[i] = o
	}
	return app.Label().Class("smoothing").Body(app.Text("Smoothing"),
		app.Select().Class("field select").Body(options...).OnChange(func(ctx app.Context, _ app.Event) {
			how := ctx.JSSrc().Get("value").String()
			c.Page.Update(func(s *state.State) { *s = s.WithSmoothing(how) })
		}))
}

// chart has the lines of the earlier runs that are shown, and on top of them those of this one.
func (c *chartView) chart(s state.State) (chart Chart, title, empty string) {
	t := s.Train
	chart = Chart{Width: c.width, Height: chartHeight, From: float64(t.From), Axis: "step"}
	chart.To = chart.From + niceCeil(float64(max(100, s.Engine.Status.Step-t.From))) // grows rarely, and by much
	if chart.Width <= leftMargin+rightMargin {
		chart.Width = 400
	}
	if s.Runs.Reading {
		chart.Read = &s.Runs.Step
	}
	loss := c.Plots == "loss"
	names := runNames(s.AllRuns())
	for i, r := range s.Runs.Earlier {
		if r.Hidden {
			continue
		}
		points := r.TestAccuracy.Points
		if loss {
			points = Smooth(r.Loss.Points, s.Runs.Beta())
		}
		chart.Series = append(chart.Series, Series{Name: strconv.Itoa(r.Number), Title: names[i], Bare: true, Class: runClass(r), Points: points})
		chart.From = min(chart.From, float64(r.From))
		if last, ok := r.Loss.Last(); ok {
			chart.To = max(chart.To, last.X)
		}
	}
	if loss {
		chart.Series = append(chart.Series, lossSeries(t.Loss.Points, s.Runs.Beta())...)
		chart.Log, chart.Format, chart.TickFormat = c.log, shortNumber, shortNumber
		return chart, "Loss", "Train, and see the loss fall."
	}
	chart.Series = append(chart.Series,
		Series{Name: "train", Class: "line line-train", Points: t.TrainAccuracy.Points},
		Series{Name: "test", Class: "line line-test", Points: t.TestAccuracy.Points},
	)
	chart.Top, chart.Format, chart.TickFormat = 1, phrase.Percent, phrase.RoundPercent
	return chart, "Accuracy", "Measured once an epoch, on training and on test images."
}

// lossSeries is the loss and, where it is smoothed, the loss as it was measured behind it.
func lossSeries(points []state.Point, beta float64) []Series {
	smooth := Series{Name: "loss", Class: "line line-loss", Points: points}
	if beta == 0 {
		return []Series{smooth}
	}
	smooth.Points = Smooth(points, beta)
	return []Series{{Class: "line line-raw", Points: points}, smooth}
}

// runClass is the class of the lines of an earlier run.
func runClass(r state.Run) string { return "line line-run run-" + strconv.Itoa(r.Slot) }

// words says in a sentence what the lines show.
func (c Chart) words(empty string) string {
	text := ""
	for _, s := range c.Series {
		if n := len(s.Points); n > 0 && s.Name != "" {
			text += cmp.Or(s.Title, s.Name) + " from " + c.Format(s.Points[0].Y) + " to " + c.Format(s.Points[n-1].Y) +
				" at step " + phrase.Grouped(int(s.Points[n-1].X)) + ". "
		}
	}
	if text == "" {
		return empty
	}
	return text
}

// svg draws the plot. words says what is seen.
func (p Plot) svg(width, height float64, words string) *graphview.Element {
	root := element("svg", "class", "plot", "role", "img", "aria-label", words, "viewBox", "0 0 "+px(width)+" "+px(height),
		"height", px(height))
	add := func(text, tag string, attrs ...string) {
		e := element(tag, attrs...)
		e.Text = text
		root.Children = append(root.Children, e)
	}
	for _, t := range p.Y {
		add("", "path", "class", "grid", "d", "M"+px(p.Left)+" "+px(t.At)+"H"+px(p.Right))
		add(t.Text, "text", "class", "tick tick-y", "x", px(p.Left-6), "y", px(t.At+4))
	}
	add("", "path", "class", "axis", "d", "M"+px(p.Left)+" "+px(p.Down)+"H"+px(p.Right))
	for _, t := range p.X {
		add(t.Text, "text", "class", "tick tick-x", "x", px(t.At), "y", px(p.Down+16))
	}
	add(p.Axis, "text", "class", "tick tick-name", "x", px(width), "y", px(p.Down+16))
	for _, m := range p.Marks {
		add("", "path", "class", "mark", "d", "M"+px(m.At)+" "+px(p.Up-6)+"V"+px(p.Down))
		add(m.Text, "text", "class", "mark-text", "x", px(m.At), "y", px(p.Up-10))
	}
	for _, l := range p.Lines {
		add("", "path", "class", l.Class, "d", l.Path)
		if l.Text != "" {
			add(l.Text, "text", "class", "end "+l.Class, "x", px(l.X+6), "y", px(l.Y+4))
		}
	}
	if p.Reading {
		add("", "path", "class", "rule", "d", "M"+px(p.Rule)+" "+px(p.Up)+"V"+px(p.Down))
	}
	for _, d := range p.Dots {
		add("", "circle", "class", "dot "+d.Class, "cx", px(d.X), "cy", px(d.Y), "r", "3")
	}
	return root
}

// element makes an SVG element from names and values of attributes in turn.
func element(tag string, attrs ...string) *graphview.Element {
	e := &graphview.Element{Tag: tag}
	for i := 0; i+1 < len(attrs); i += 2 {
		e.Attrs = append(e.Attrs, graphview.Attr{Name: attrs[i], Value: attrs[i+1]})
	}
	return e
}

func px(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// shortNumber writes a loss: three digits, which is as many as a learner compares.
func shortNumber(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }
