package widget

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/phrase"
)

// Pairs shows the probability of each digit twice, pale and in full: before a step and after it, which is what when
// says. The target stands out.
func Pairs(before, after []float64, target int, when string) app.UI {
	rows := make([]app.UI, min(len(before), len(after)))
	for digit := range rows {
		class := "pair"
		if digit == target {
			class += " pair-target"
		}
		rows[digit] = app.Li().Class(class).Body(
			app.Span().Text(digit),
			app.Span().Class("pair-track").Body(
				app.Span().Class("pair-before").Style("transform", ScaleX(before[digit])),
				app.Span().Class("pair-after").Style("transform", ScaleX(after[digit])),
			),
			app.Span().Class("pair-text").Text(phrase.Percent(before[digit])+" → "+phrase.Percent(after[digit])),
		)
	}
	return app.Elem("ol").Class("pairs").Aria("label", "Probability of each digit, "+when).Body(rows...)
}
