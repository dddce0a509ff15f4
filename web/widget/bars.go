package widget

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/phrase"
)

// Answer is what a network says of an image: the probability of each digit, or nil before it says anything.
type Answer struct {
	// Class tells it from others in the style sheet: network or reader.
	Class         string
	Probabilities []float64
	// Digit is the one that it is sure of, or -1.
	Digit int
}

// digits is how many bars there are.
const digits = 10

// Bars shows the ten probabilities of each answer, one above the other. What a network is sure of is marked by a
// triangle and by weight, not by colour alone.
func Bars(label string, answers ...Answer) app.UI {
	rows := make([]app.UI, digits)
	for digit := range rows {
		row := []app.UI{app.Span().Class("bar-digit").Text(digit)}
		for _, a := range answers {
			row = append(row, a.bar(digit)...)
		}
		rows[digit] = app.Li().Class("bar").Body(row...)
	}
	return app.Elem("ol").Class("bars").Aria("label", label).Body(rows...)
}

// bar is the probability of a digit, as a mark, a bar and a text.
func (a Answer) bar(digit int) []app.UI {
	p, class, mark, text := 0.0, "of-"+a.Class, "", ""
	if a.Probabilities != nil {
		p, text = a.Probabilities[digit], phrase.Percent(a.Probabilities[digit])
		if digit == a.Digit {
			class, mark = class+" bar-best", "▸"
		}
	}
	return []app.UI{
		app.Span().Class("bar-mark").Aria("hidden", "true").Text(mark),
		app.Span().Class("bar-track").Body(app.Span().Class("bar-fill "+class).Style("transform", ScaleX(p))),
		app.Span().Class("bar-text " + class).Text(text),
	}
}
