package train

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/plot"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// chartView shows one chart of the training as SVG: the loss, or the accuracies.
type chartView struct {
	app.Compo
	Hub *hub.Hub
	// Plots is "loss" or "accuracy".
	Plots string

	width float64 // of the place there is, in CSS pixels; 0 before it is measured
	stop  func()
}

// chartRoom is that of a label such as test 94.51%, in bold.
const chartHeight, chartRoom = 148, 92

func (c *chartView) OnMount(ctx app.Context) {
	c.Hub.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Train), hub.Of(s.Runs), hub.Of(s.Engine.Status.Step), hub.Of(s.EpochSteps()),
			hub.Of(s.Engine.Looked())}
	})
	c.stop = browser.WhileResized(ctx.JSSrc(), func(width float64) {
		ctx.Dispatch(func(app.Context) { c.width = width })
	})
}

func (c *chartView) OnDismount() {
	c.Hub.Forget(c)
	if c.stop != nil { // the server dismounts what it never mounted
		c.stop()
	}
}

func (c *chartView) Render() app.UI {
	s := c.Hub.State()
	chart, title, empty := c.chart(s)
	hint := ""
	if chart.Longest() == nil {
		hint = empty
	}
	return app.Figure().Class("chart chart-"+c.Plots).Body(
		app.Elem("figcaption").Class("chart-title").Body(
			app.Span().Text(title),
			app.Span().Class("help chart-of").Text(c.of(s)),
			app.If(c.Plots == "loss", app.Span().Class("chart-tools").Body(
				c.smoothing(s.Runs.Smoothing),
				app.Label().Class("check").Body(
					app.Input().Type("checkbox").Attr("checked", s.Runs.Log).OnChange(c.setLog),
					app.Text("Log scale"),
				),
			)),
		),
		widget.ReadChart(chart, title, empty, func() plot.Chart {
			chart, _, _ := c.chart(c.Hub.State())
			return chart
		}, readAt(c.Hub)),
		app.P().Class("chart-empty").Text(hint),
	)
}

func (c *chartView) setLog(ctx app.Context, _ app.Event) {
	on := ctx.JSSrc().Get("checked").Bool()
	c.Hub.Update(func(s *state.State) { s.Runs = s.Runs.WithLog(on) })
}

// of says of which images the numbers of the chart are.
func (c *chartView) of(s state.State) string {
	if c.Plots != "loss" {
		return s.AccuracyOf()
	}
	// A point is of one batch where each loss was told.
	if points := s.Train.Loss.Points; len(points) > 0 && int(points[len(points)-1].X)-s.Train.From > len(points) {
		return "batch means"
	}
	return "per batch"
}

// smoothing chooses how strongly the loss is smoothed.
func (c *chartView) smoothing(now string) app.UI {
	options := make([]app.UI, len(setting.Smoothings()))
	for i, how := range setting.Smoothings() {
		o := app.Option().Value(how).Text(how)
		if how == now {
			o = o.Selected(true)
		}
		options[i] = o
	}
	return app.Label().Class("smoothing").Body(app.Text("Smoothing"),
		app.Select().Class("field select").Body(options...).OnChange(func(ctx app.Context, _ app.Event) {
			how := ctx.JSSrc().Get("value").String()
			c.Hub.Update(func(s *state.State) { s.Runs = s.Runs.WithSmoothing(how) })
		}))
}

// chart has the lines of the earlier runs that are shown, and on top of them those of this one.
func (c *chartView) chart(s state.State) (chart plot.Chart, title, empty string) {
	t := s.Train
	chart = plot.Chart{Width: c.width, Height: chartHeight, Room: chartRoom, From: float64(t.From), Axis: "step",
		Epoch: s.EpochSteps()}
	chart.To = chart.From + plot.NiceCeil(float64(max(100, s.Engine.Status.Step-t.From))) // grows rarely, and by much
	if s.Engine.StartsFresh() {
		chart.From = 0 // where Train begins
	}
	chart = chart.OrWidth(400)
	if s.Runs.Reading {
		chart.Read = &s.Runs.Step
	}
	if s.Engine.Status.Past {
		chart.Mark = []plot.Mark{{X: float64(s.Engine.Status.Looked)}}
	}
	loss := c.Plots == "loss"
	names := runNames(s.Runs.All(s.Train, s.Engine))
	for i, r := range s.Runs.Earlier {
		if r.Hidden {
			continue
		}
		if now := s.Engine.Status.Settings; r.Last.BatchSize != now.BatchSize || r.Last.DataSize != now.DataSize {
			chart.Epoch = 0 // an epoch of that run has another number of steps
		}
		points := r.TestAccuracy.Points
		if loss {
			points = plot.Smooth(r.Loss.Points, s.Runs.Beta())
		}
		chart.Series = append(chart.Series, plot.Series{Name: strconv.Itoa(r.Number), Title: names[i], Bare: true,
			Class: runClass(r), Points: points, Means: loss && s.Runs.Beta() == 0})
		chart.From = min(chart.From, float64(r.From))
		if last, ok := r.Loss.Last(); ok {
			chart.To = max(chart.To, last.X)
		}
	}
	if loss {
		chart.Series = append(chart.Series, lossSeries(t.Loss.Points, s.Runs.Beta())...)
		chart.Log, chart.Format, chart.TickFormat = s.Runs.Log, phrase.Short, phrase.Short
		if s.Engine.StartsFresh() {
			return chart, "Loss", "Train starts a fresh network."
		}
		return chart, "Loss", "Train, and see the loss fall."
	}
	chart.Series = append(chart.Series,
		plot.Series{Name: "train", Class: "line line-train", Points: t.TrainAccuracy.Points},
		plot.Series{Name: "test", Class: "line line-test", Points: t.TestAccuracy.Points},
		plot.Series{Name: "train, sample", Class: "line line-train", Points: t.TrainSample.Points, Dots: true},
		plot.Series{Name: "test, sample", Class: "line line-test", Points: t.TestSample.Points, Dots: true},
	)
	chart.Top, chart.Format, chart.TickFormat = 1, phrase.Accuracy, phrase.RoundPercent
	return chart, "Accuracy", "Measured at each epoch, on all images."
}

// lossSeries is the loss and, where it is smoothed, the loss as it was measured behind it.
func lossSeries(points []plot.Point, beta float64) []plot.Series {
	smooth := plot.Series{Name: "loss", Class: "line line-loss", Points: points, Means: beta == 0}
	if beta == 0 {
		return []plot.Series{smooth}
	}
	smooth.Title, smooth.Points = "smoothed loss", plot.Smooth(points, beta)
	return []plot.Series{{Class: "line line-raw", Points: points}, smooth}
}

// runClass is the class of the lines of an earlier run.
func runClass(r state.Run) string { return "line line-run run-" + strconv.Itoa(r.Slot) }

// readAt reads the charts at a step, or, if not on, no more.
func readAt(h *hub.Hub) func(on bool, step float64) {
	return func(on bool, step float64) {
		h.Update(func(s *state.State) { s.Runs = s.Runs.ReadAt(on, step) })
	}
}
