package train

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/plot"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// runsView lists the runs whose curves are drawn: which line is which, how each ended, and what to do with the earlier
// ones.
type runsView struct {
	app.Compo
	Hub *hub.Hub
}

func (v *runsView) OnMount(ctx app.Context) {
	v.Hub.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Train), hub.Of(s.Runs)}
	})
}
func (v *runsView) OnDismount() { v.Hub.Forget(v) }

func (v *runsView) Render() app.UI {
	s := v.Hub.State()
	box := app.Div().Class("runs")
	if len(s.Runs.Earlier) == 0 {
		return box.Hidden(true)
	}
	runs := s.Runs.All(s.Train, s.Engine)
	names := runNames(runs)
	now := len(runs) - 1
	items := []app.UI{v.item(runs[now], names[now], true)}
	for i := now - 1; i >= 0; i-- {
		items = append(items, v.item(runs[i], names[i], false))
	}
	return box.Hidden(false).Body(
		app.Div().Class("runs-head").Body(
			app.H3().ID("runs-title").Text("Runs"),
			widget.Button("Clear earlier runs", false,
				func() { v.Hub.Update(func(s *state.State) { s.Runs = s.Runs.ForgetAll() }) }),
		),
		app.Elem("ul").Class("runs-list").Aria("labelledby", "runs-title").Body(items...),
	)
}

// item is a run: this one, or an earlier one, which can be hidden and removed.
func (v *runsView) item(r state.Run, name string, now bool) app.UI {
	if now {
		return app.Li().Class("run").Body(
			app.Span().Class("run-name").Body(widget.Key("line line-loss"), app.Span().Class("run-number").Text("now"),
				app.Span().Text(name)),
			app.Span().Class("run-end").Text(endText(r)),
		)
	}
	number := r.Number
	box := app.Input().Type("checkbox").Attr("checked", !r.Hidden).OnChange(func(ctx app.Context, _ app.Event) {
		show := ctx.JSSrc().Get("checked").Bool()
		v.Hub.Update(func(s *state.State) { s.Runs = s.Runs.Show(number, show) })
	}, number)
	return app.Li().Class("run").Body(
		app.Label().Class("run-name check").Body(box, widget.Key(runClass(r)),
			app.Span().Class("run-number").Text(strconv.Itoa(number)), app.Span().Text(name)),
		app.Span().Class("run-end").Text(endText(r)),
		app.Button().Type("button").Class("run-remove").Aria("label", "Remove "+name).Title("Remove").Text("×").
			OnClick(func(app.Context, app.Event) {
				v.Hub.Update(func(s *state.State) { s.Runs = s.Runs.Forget(number) })
			}, number),
	)
}

// endText says how far a run came: loss 0.25, test 93.10% at step 1,000. If the accuracy is of an earlier step, it has
// that step.
func endText(r state.Run) string {
	last, ok := r.Loss.Last()
	if !ok {
		return "not begun"
	}
	at := func(p plot.Point) string { return " at step " + phrase.Grouped(int(p.X)) }
	loss := "loss " + phrase.Short(last.Y)
	accuracy, ok := r.TestAccuracy.Last()
	switch test := ", test " + phrase.Accuracy(accuracy.Y); {
	case !ok:
		return loss + at(last)
	case accuracy.X == last.X:
		return loss + test + at(last)
	default:
		return loss + at(last) + test + at(accuracy)
	}
}
