package control

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// FreshStart is a button that starts from scratch. If that would discard what training has learned, it asks first.
type FreshStart struct {
	app.Compo
	Desk *Desk
	// At names the place, and Label is the button's; with "" the button is elsewhere. Idle says that it cannot be
	// pressed.
	At, Label string
	Idle      bool
}

func (f *FreshStart) OnMount(ctx app.Context) {
	f.Desk.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Engine.Ready()), hub.Of(s.Settings.LosesTraining(s.Engine)), hub.Of(s.Editor.Asking)}
	})
}
func (f *FreshStart) OnDismount() { f.Desk.Forget(f) }

func (f *FreshStart) Render() app.UI {
	s := f.Desk.State()
	if s.Editor.Asking != f.At || !s.Settings.LosesTraining(s.Engine) {
		if f.Label == "" {
			return app.Div()
		}
		return app.Div().Class("fresh-start").Body(
			widget.Button(f.Label, f.Idle || !s.Engine.Ready(), func() { f.Desk.StartFresh(f.At) }))
	}
	return Asks("The current network has been trained. Starting from scratch replaces its weights.",
		widget.Button("Replace them and start", f.Idle || !s.Engine.Ready(), func() { f.Desk.startAnyway() }),
		widget.Button("Keep them", false,
			func() { f.Desk.Update(func(s *state.State) { s.Editor = s.Editor.AskFresh("") }) }),
	)
}

// Asks is a question about a network that would be lost, with the buttons that answer it.
func Asks(question string, answers ...app.UI) app.HTMLDiv {
	return app.Div().Class("fresh-start fresh-asks").Attr("role", "alert").Body(
		app.P().Text(question),
		app.Div().Class("row").Body(answers...),
	)
}
