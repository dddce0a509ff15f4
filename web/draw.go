package web

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// drawPanel is where a person draws a digit and sees what the network makes of it.
type drawPanel struct {
	app.Compo
	Page *Page
}

func (d *drawPanel) OnMount(ctx app.Context) {
	d.Page.Watch(ctx, func(s State) any { return [3]any{s.Draw, s.Engine.Phase, s.Engine.Status.TestImages} })
}
func (d *drawPanel) OnDismount() { d.Page.Forget(d) }

func (d *drawPanel) Render() app.UI {
	s := d.Page.State()
	drawing := s.Draw.Drawing
	return app.Section().Class("panel draw").Aria("labelledby", "draw-title").Body(
		app.H2().ID("draw-title").Text("Draw"),
		app.Div().Class("draw-body").Body(
			app.Div().Class("draw-area").Body(
				app.Div().Class("sheet").Body(
					&pixmap{Class: "digit sheet-pixels", W: 28, H: 28, Pix: inkPix(drawing.Pixels)},
					&inkPad{Page: d.Page},
					app.If(drawing.Empty(), app.P().Class("sheet-hint").Text("Draw a digit here")),
				),
				app.Div().Class("row").Body(
					button("Clear", drawing.Empty(), func() { d.Page.Update(State.Clear) }),
					button("Undo", len(s.Draw.Past) == 0, func() { d.Page.Update(State.Undo) }),
					button("Sample", !s.Engine.CanSample(), d.Page.Sample).Title("An image that the network has never been trained on"),
				),
				app.P().Class("help").Text(sampleText(s)),
			),
			d.answer(s),
		),
		&spoken{Page: d.Page},
	)
}

// answer is what the network sees, and what it says.
func (d *drawPanel) answer(s State) app.UI {
	var seen []float64
	digit, verdict := "", ""
	if a := s.Draw.Seen; a != nil {
		seen = a.Pixels
		digit, verdict = strconv.Itoa(a.Digit), percent(a.Probabilities[a.Digit])
	}
	return app.Div().Class("answer").Body(
		app.Figure().Class("seen").Body(
			&pixmap{Class: "digit seen-pixels", W: 28, H: 28, Pix: inkPix(seen), Label: "The image that the network sees"},
			app.FigCaption().Text("What the network sees"),
		),
		app.P().Class("verdict").Aria("hidden", "true").Body(
			app.Span().Class("verdict-digit").Text(digit),
			app.Span().Class("verdict-percent").Text(verdict),
		),
		bars(s.Draw),
	)
}

// bars shows the ten probabilities. The largest is marked by a triangle and by weight, not by colour alone.
func bars(d *DrawState) app.UI {
	rows := make([]app.UI, 10)
	for digit := range rows {
		p, class, mark, text := 0.0, "bar", "", ""
		if d.Seen != nil {
			p = d.Seen.Probabilities[digit]
			text = percent(p)
			if digit == d.Seen.Digit {
				class, mark = "bar bar-best", "▸"
			}
		}
		rows[digit] = app.Li().Class(class).Body(
			app.Span().Class("bar-mark").Aria("hidden", "true").Text(mark),
			app.Span().Class("bar-digit").Text(digit),
			app.Span().Class("bar-track").Body(app.Span().Class("bar-fill").Style("transform", scaleX(p))),
			app.Span().Class("bar-text").Text(text),
		)
	}
	return app.Ol().Class("bars").Aria("label", "Probability of each digit").Body(rows...)
}

func scaleX(p float64) string { return "scaleX(" + strconv.FormatFloat(p, 'f', 4, 64) + ")" }

// sampleText says what the drawing area shows, where that is not obvious.
func sampleText(s State) string {
	d := s.Draw
	switch {
	case d.Problem != "":
		return d.Problem
	case d.Drawing.Sample >= 0:
		return "Test image " + grouped(d.Drawing.Sample) + ", which is labelled " + strconv.Itoa(d.Drawing.Label) + "."
	case s.Engine.Phase < Ready && !d.Drawing.Empty():
		return "The network is still on its way; it will look at your drawing as soon as it is here."
	}
	return "With the mouse, a finger or a pen; large and in the middle is easiest."
}

// button is a push button.
func button(label string, disabled bool, press func()) app.HTMLButton {
	b := app.Button().Type("button").Class("button").Text(label).OnClick(func(app.Context, app.Event) { press() })
	if disabled {
		b = b.Disabled(true)
	}
	return b
}
