package train

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// experimentView chooses an experiment, runs it, and tells what came of it.
type experimentView struct {
	app.Compo
	Desk *control.Desk

	note widget.Note
}

func (v *experimentView) OnMount(ctx app.Context) {
	v.Desk.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Settings), hub.Of(s.Trial), hub.Of(s.Engine.CanTrain()),
			hub.Of(s.Engine.Status.Running), hub.Of(s.LosesToTrial())}
	})
}
func (v *experimentView) OnDismount() { v.Desk.Forget(v) }

func (v *experimentView) Render() app.UI {
	s := v.Desk.State()
	e, chosen := s.Settings.Experiment()
	body := app.Div().Class("experiment-body").Hidden(!chosen)
	if chosen {
		body = body.Body(
			app.P().ID("experiment-watch").Class("experiment-watch").Text(e.Watch),
			v.buttons(s, e),
			v.asks(s),
			outcomes(s, e),
		)
	}
	return app.Div().Class("experiment").Body(
		&control.Setting{Desk: v.Desk, Row: "experiment", Bare: true},
		body,
		app.P().Class("visually-hidden").Attr("role", "status").Text(s.Trial.News()),
	)
}

func (v *experimentView) buttons(s state.State, e setting.Experiment) app.UI {
	run := widget.Button("Run the experiment", idle(s), v.run)
	if s.Trial.Running {
		run = widget.Button("Stop", false, v.Desk.Pause)
	}
	back := "Back to my settings"
	if s.BringsBack() != nil {
		back = "Back to my network"
	}
	return app.Div().Class("row experiment-buttons").Body(
		run.Class("experiment-run").Aria("describedby", "experiment-watch"),
		widget.Button("Copy link", false, func() { v.copyLink(e) }),
		app.If(s.Trial.Back != nil && !s.Trial.Running,
			widget.Button(back, s.Engine.Status.Running || !s.Engine.Ready(), v.Desk.BackFromExperiment).
				Class("experiment-back")),
		app.Span().Class("help").Attr("role", "status").Text(v.note.Text),
	)
}

// run runs the experiment. If it asks first, the question is brought into sight.
func (v *experimentView) run() {
	v.Desk.Experiment()
	if v.Desk.State().Trial.Asking {
		v.Desk.AfterRender(v, func() { browser.Reveal(".experiment .fresh-asks") })
	}
}

// copyLink copies a link to the page with the experiment, which waits there to be run.
func (v *experimentView) copyLink(e setting.Experiment) {
	link := browser.Origin() + browser.Path() + "#" + e.Link()
	browser.CopyText(link, func(ok bool) {
		text := "The link is copied."
		if !ok {
			text = link
		}
		v.note.Say(text, v.Desk.Run, v.Update)
	})
}

// asks asks whether the networks of the experiment may take the place of one that was trained here.
func (v *experimentView) asks(s state.State) app.UI {
	if !s.Trial.Asking || !s.LosesToTrial() {
		return app.Div().Hidden(true)
	}
	return control.Asks("The current network has been trained. The experiment trains others in its place; after it "+
		"you can go back to yours, though no longer to its earlier steps.",
		widget.Button("Replace it and run", idle(s), v.Desk.ExperimentAnyway),
		widget.Button("Keep it", false, func() { v.Desk.AskExperiment(false) }),
	).Hidden(false)
}

// idle says that no experiment can begin.
func idle(s state.State) bool { return !s.Engine.CanTrain() || s.Engine.Status.Running }

// outcomes has a line for each network of an experiment, with how it ended. There is a place for each from the
// beginning, so that nothing moves while they are trained.
func outcomes(s state.State, e setting.Experiment) app.UI {
	t := s.Trial
	if t.Of.Slug != e.Slug {
		t = &state.Trial{}
	}
	var lines []app.UI
	for i, variant := range e.Variants {
		text, class := "–", "experiment-end"
		switch {
		case i < len(t.Ends):
			text = t.Ends[i].Text()
		case i == len(t.Ends) && t.Running:
			text, class = "training", class+" experiment-now"
		}
		lines = append(lines, app.Li().Class(class).Body(app.Span().Text(variant.Label), app.Span().Text(text)))
	}
	class := "experiment-ends"
	if e.Show != "" {
		class += " experiment-seen"
	}
	return app.Div().Class(class).Body(
		app.Elem("ul").Aria("label", "How each network ended").Body(lines...),
		app.P().Class("help").Text(t.Note),
	)
}
