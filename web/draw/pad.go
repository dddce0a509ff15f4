package draw

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Pad is the drawing area with its buttons. A page has one.
type Pad struct {
	app.Compo
	Room *Room
}

func (p *Pad) OnMount(ctx app.Context) {
	p.Room.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Draw), hub.Of(s.Engine.CanSample()), hub.Of(sampleText(s)), hub.Of(s.Next())}
	})
}
func (p *Pad) OnDismount() { p.Room.Forget(p) }

func (p *Pad) Render() app.UI {
	s := p.Room.State()
	drawing := s.Draw.Drawing
	return app.Div().Class("draw-area").Body(
		app.Div().Class(sheetClass(s)).Body(
			&widget.Pixmap{Class: "digit sheet-pixels", W: form.Side, H: form.Side,
				Pix: widget.InkPixels(drawing.Pixels)},
			&inkPad{Room: p.Room},
			&inkGradient{Room: p.Room},
			app.If(drawing.Empty(), app.P().Class("sheet-hint").Text("Draw a digit here")),
		),
		app.Div().Class("row").Body(
			widget.Button("Clear", drawing.Empty(),
				func() { p.Room.Update(func(s *state.State) { *s = s.Redraw(s.Draw.Clear()) }) }),
			widget.Button("Undo", len(s.Draw.Past) == 0,
				func() { p.Room.Update(func(s *state.State) { s.Draw = s.Draw.Undo() }) }),
			widget.Button("Sample", !s.Engine.CanSample(), p.Room.Sample).
				Title("An image that the network has never been trained on"),
		),
		app.Div().Class("draw-foot").Body(
			seenView(s),
			app.P().Class("help").Text(sampleText(s)),
		),
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
