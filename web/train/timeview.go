package train

import (
	"cmp"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/moments"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// timeView is the slider under the charts, which goes back to earlier steps of the training, and what there is to do
// with them. Its place is there before there are any.
type timeView struct {
	app.Compo
	Time *Time

	note widget.Note
}

func (v *timeView) OnMount(ctx app.Context) {
	v.Time.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Moments), hub.Of(s.Engine.Status.Step), hub.Of(s.Engine.Ready()),
			hub.Of(s.Engine.Status.Running),
			hub.Of(s.Moments.Comparing && s.Draw.Drawing.Empty())}
	})
}
func (v *timeView) OnDismount() { v.Time.Forget(v) }

func (v *timeView) Render() app.UI {
	s := v.Time.State()
	m, present := s.Moments, s.Engine.Status.Step
	idle := !s.Engine.Ready() || !m.Any(present)
	live := "polite"
	if m.Film {
		live = "off" // four texts a second say nothing
	}
	return app.Section().Class("time").Attr("data-past", m.Past()).Aria("labelledby", "time-title").Body(
		app.Div().Class("time-head").Body(
			app.H3().ID("time-title").Text("Time"),
			app.Span().Class("help").Text(m.Size()),
		),
		app.Div().Class("time-line").Body(
			v.play(m, idle),
			v.slider(s, idle),
			widget.Button("Now", !m.Past(), v.now).Title("Back to the present"),
		),
		app.P().Class("time-at").Attr("role", "status").Aria("live", live).Text(cmp.Or(v.note.Text, timeText(s, idle))),
		v.todo(s),
		v.contrastView(s),
		app.P().Class("error").Attr("role", "alert").Text(m.Problem),
	)
}

func (v *timeView) play(m *moments.Moments, idle bool) app.UI {
	label := "Play"
	if m.Film {
		label = "Stop"
	}
	return widget.Button(label, idle, func() {
		v.Time.change(func(m *moments.Moments, present int) *moments.Moments { return m.Play(!m.Film, present) })
	}).Title("One moment after the other, as a film")
}

// now returns to the present.
func (v *timeView) now() {
	v.Time.change(func(m *moments.Moments, present int) *moments.Moments {
		return m.Play(false, present).Want(present, present)
	})
}

func (v *timeView) slider(s state.State, idle bool) app.UI {
	place := func(s state.State) (stops []int, at int) {
		stops = s.Moments.Stops(s.Engine.Status.Step)
		return stops, s.Moments.Place(stops)
	}
	now := func() (at, last int) {
		stops, at := place(v.Time.State())
		return at, len(stops) - 1
	}
	stops, at := place(s)
	return widget.Stops("time-slider", placeText(s, stops[at]), idle, now, func(place int) {
		v.Time.change(func(m *moments.Moments, present int) *moments.Moments {
			return m.Play(false, present).WantPlace(place, present)
		})
	}).Aria("label", "Step to look at")
}

// placeText says what lies at a place of the slider.
func placeText(s state.State, step int) string {
	text := "Step " + phrase.Grouped(step)
	if step == s.Engine.Status.Step {
		return text + ", now"
	}
	if epochs := s.Epochs(step); epochs > 0 {
		text += ", epoch " + phrase.Short(epochs)
	}
	if share, ok := s.Moments.Accuracy(step); ok {
		text += ", test " + phrase.Accuracy(share)
	}
	return text
}

// timeText says what is looked at.
func timeText(s state.State, idle bool) string {
	m, present := s.Moments, s.Engine.Status.Step
	switch {
	case m.Asking:
		return "What came after step " + phrase.Grouped(m.Wanted) +
			" is then forgotten; its last network can be put back."
	case m.Past():
		return "You look at step " + phrase.Grouped(m.Wanted) + " of " + phrase.Grouped(present) +
			placeText(s, m.Wanted)[len("Step "+phrase.Grouped(m.Wanted)):] + ". Training goes on from the present."
	case idle:
		return "Training remembers its first steps, and each epoch. Here is the way back to them."
	}
	return "You look at the present. The slider goes back: drawing, graph and mistakes go with it."
}

// todo is what can be done with the step that is looked at.
func (v *timeView) todo(s state.State) app.UI {
	m := s.Moments
	if m.Asking {
		return app.Div().Class("time-todo").Body(
			widget.Button("Train from step "+phrase.Grouped(m.Wanted), false, v.Time.goOn),
			widget.Button("Stay", false, v.ask(false)),
			v.compare(s),
		)
	}
	return app.Div().Class("time-todo").Body(
		widget.Button("Train from here", !m.Past(), v.ask(true)),
		widget.Button("Save this step", !s.Engine.Ready(), func() {
			v.Time.keep.Save(func(problem, note string) { v.note.Say(problem+note, v.Time.Run, v.Update) })
		}).Title("As a safetensors file"),
		v.compare(s),
	)
}

// compare keeps the step that is looked at beside others, or ends that. The present is none while it moves.
func (v *timeView) compare(s state.State) app.UI {
	m := s.Moments
	can := m.CanCompare(s.Engine.Status.Step) && (m.Past() || !s.Engine.Status.Running)
	label := "Compare this step"
	if m.Comparing {
		label = "End comparing"
	}
	return widget.Button(label, !m.Comparing && !can, func() {
		v.Time.change(func(m *moments.Moments, present int) *moments.Moments {
			return m.Compare(!m.Comparing, present)
		})
	}).Title("Beside the steps that you look at next")
}

func (v *timeView) ask(on bool) func() {
	return func() {
		v.Time.change(func(m *moments.Moments, _ int) *moments.Moments { return m.Ask(on) })
	}
}
