package draw

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/own"
	"github.com/inkgrad/inkgrad/web/state"
)

// Panel is where a person draws a digit and sees how the networks classify it.
type Panel struct {
	app.Compo
	Room *Room
}

func (d *Panel) OnMount(ctx app.Context) {
	d.Room.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Draw), hub.Of(s.Engine.Phase), hub.Of(s.Settings.HidesOwn()),
			hub.Of(s.Engine.NetworkName()),
			hub.Of([3]any{s.Engine.Status.Step == 0, s.Engine.Status.Past, s.Engine.Status.Looked})}
	})
}
func (d *Panel) OnDismount() { d.Room.Forget(d) }

func (d *Panel) Render() app.UI {
	s := d.Room.State()
	return app.Section().Class("panel draw").Aria("labelledby", "draw-title").Body(
		app.H2().ID("draw-title").Text("Draw"),
		app.Div().Class("draw-body").Body(
			&Pad{Room: d.Room},
			answerView(s),
			app.If(!s.Settings.HidesOwn(), &own.View{Room: d.Room.own}),
		),
		&spoken{Room: d.Room},
	)
}
