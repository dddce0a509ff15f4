package draw

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/own"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Panel is where a person draws a digit and sees how the networks classify it.
type Panel struct {
	app.Compo
	Room *Room
}

func (d *Panel) OnMount(ctx app.Context) {
	d.Room.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Draw), hub.Of(s.Engine.Phase), hub.Of(s.Engine.CanSample()),
			hub.Of(s.Settings.HidesOwn()), hub.Of(s.Engine.NetworkName()),
			hub.Of([3]any{s.Engine.Status.Step == 0, sampleText(s), s.Next()})}
	})
}
func (d *Panel) OnDismount() { d.Room.Forget(d) }

func (d *Panel) Render() app.UI {
	s := d.Room.State()
	drawing := s.Draw.Drawing
	return app.Section().Class("panel draw").Aria("labelledby", "draw-title").Body(
		app.H2().ID("draw-title").Text("Draw"),
		app.Div().Class("draw-body").Body(
			app.Div().Class("draw-area").Body(
				app.Div().Class(sheetClass(s)).Body(
					&widget.Pixmap{Class: "digit sheet-pixels", W: form.Side, H: form.Side,
						Pix: widget.InkPixels(drawing.Pixels)},
					&inkPad{Room: d.Room},
					&inkGradient{Room: d.Room},
					app.If(drawing.Empty(), app.P().Class("sheet-hint").Text("Draw a digit here")),
				),
				app.Div().Class("row").Body(
					widget.Button("Clear", drawing.Empty(),
						func() { d.Room.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Clear()) }) }),
					widget.Button("Undo", len(s.Draw.Past) == 0,
						func() { d.Room.Update(func(s *state.State) { s.Draw = s.Draw.Undo() }) }),
					widget.Button("Sample", !s.Engine.CanSample(), d.Room.Sample).
						Title("An image that the network has never been trained on"),
				),
				app.Div().Class("draw-foot").Body(
					seenView(s),
					app.P().Class("help").Text(sampleText(s)),
				),
			),
			answerView(s),
			app.If(!s.Settings.HidesOwn(), &own.View{Room: d.Room.own}),
		),
		&spoken{Room: d.Room},
	)
}

// sheetClass marks the paper where drawing on it is what there is to do.
func sheetClass(s state.State) string {
	if s.Next() == state.NextDraw {
		return "sheet act-here"
	}
	return "sheet"
}

// sampleText says what the drawing area shows, where that is not obvious.
func sampleText(s state.State) string {
	d := s.Draw
	switch {
	case d.Problem != "":
		return d.Problem
	case d.Sampling && s.Engine.LoadingImages() != "":
		return s.Engine.LoadingImages()
	case d.Drawing.Sample >= 0:
		return "Test image " + phrase.Grouped(d.Drawing.Sample) + ", which is labelled " +
			strconv.Itoa(d.Drawing.Label) + "."
	case s.Engine.Phase < engine.Ready && !d.Drawing.Empty():
		return "The network is still loading; it will look at your drawing as soon as it is here."
	}
	return "Use the mouse, a finger or a pen; large digits in the middle are easiest."
}
