package widget

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Button is a push button. One that takes the place of another must have another label.
func Button(label string, disabled bool, press func()) app.HTMLButton {
	b := app.Button().Type("button").Class("button").Text(label).
		OnClick(func(app.Context, app.Event) { press() }, label)
	if disabled {
		b = b.Disabled(true)
	}
	return b
}

// Choose is a select of texts, which calls change with the place of the one that is chosen.
func Choose(id string, texts []string, chosen int, change func(int)) app.UI {
	var options []app.UI
	for i, text := range texts {
		o := app.Option().Value(i).Text(text)
		if i == chosen {
			o = o.Selected(true)
		}
		options = append(options, o)
	}
	return app.Select().ID(id).Class("field select").Body(options...).OnChange(func(ctx app.Context, _ app.Event) {
		if i, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil && i >= 0 && i < len(texts) {
			change(i)
		}
	})
}

// Notice says what happened, explains it, and offers what to do.
func Notice(what, explanation string, todo app.UI) app.UI {
	return app.Div().Class("notice").Attr("role", "alert").Body(
		app.P().Body(app.Elem("strong").Text(what), app.Text(" "+explanation)),
		todo,
	)
}

// Meter is a bar of progress; where the total is not known, it only says that something goes on.
func Meter(done, total int, label string) app.UI {
	m := app.Progress().Class("meter").Aria("label", label)
	if total > 0 {
		m = m.Max(total).Value(min(done, total))
	}
	return m
}

// ScaleX is the style of a bar that is so long, as a fraction of its track.
func ScaleX(p float64) string { return "scaleX(" + strconv.FormatFloat(p, 'f', 4, 64) + ")" }
