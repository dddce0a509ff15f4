package keep

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/shortlink"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// View saves and loads the network as a file, and makes links to the page.
type View struct {
	app.Compo
	Room *Room
}

func (k *View) OnMount(ctx app.Context) {
	k.Room.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Keep), hub.Of(s.Settings), hub.Of(s.Engine.Ready())}
	})
}
func (k *View) OnDismount() { k.Room.Forget(k) }

func (k *View) Render() app.UI {
	s := k.Room.State()
	return app.Details().Class("more keep").Body(
		app.Summary().Text("Keep and share"),
		app.Div().Class("row keep-buttons").Attr("role", "group").Aria("label", "Keep and share").Body(
			widget.Button("Save the network", !s.Engine.Ready(), k.Room.SaveModel).
				Title("As a safetensors file, with its settings"),
			app.Label().Class("button keep-load").Body(
				app.Text("Load a network"),
				app.Input().Type("file").Class("visually-hidden").ID("load-model").Accept(".safetensors").
					Disabled(!s.Engine.Ready()).
					OnChange(func(ctx app.Context, _ app.Event) {
						if file, ok := browser.TakeFile(ctx.JSSrc()); ok {
							k.Room.loadModel(file)
						}
					}),
			),
			widget.Button("Copy a link", false, k.Room.copyLink).
				Title("Whoever opens it has these settings, the drawing, and the same network after the same steps"),
		),
		app.If(shortlink.Offered(), &shortlink.Link{Hub: k.Room.Hub, State: s.Settings.Wanted.Query()}),
		app.P().Class("error").Attr("role", "alert").Text(s.Keep.Problem),
		app.P().Class("help keep-note").Attr("role", "status").Text(s.Keep.Note),
	)
}
