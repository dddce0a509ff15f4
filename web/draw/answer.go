package draw

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// The names of the two networks that look at a drawing.
const (
	ownNetwork = "Your network"
	reader     = "Built-in reader"
)

// answerView shows what the networks see and their answers: that of the network that comes with the page and, once it
// has been trained, that of the learner's.
func answerView(d *state.Draw) app.UI {
	var seen []float64
	if d.Seen != nil {
		seen = d.Seen.Pixels
	}
	own, read := d.Answers()
	verdicts := []app.UI{}
	if own != nil {
		step := d.Seen.Step
		verdicts = append(verdicts, verdictView(ownNetwork, "own", own).DataSet("step", step).
			Title("Your network after "+phrase.Counted(step, "step")+" of training"))
	}
	if read != nil || own == nil {
		verdicts = append(verdicts, verdictView(reader, "reader", read))
	}
	return app.Div().Class("answer").Body(
		app.Figure().Class("seen").Body(
			&widget.Pixmap{Class: "digit seen-pixels", W: form.Side, H: form.Side, Pix: widget.InkPixels(seen),
				Label: "The image that the network sees"},
			app.FigCaption().Text("What the network sees"),
		),
		app.Div().Class("verdicts").Aria("hidden", "true").Body(verdicts...),
		bars(own, read),
	)
}

// verdictView is a network's digit, or that it is not sure of one. Without an answer its place is kept.
func verdictView(name, class string, r *protocol.Reading) app.HTMLP {
	digit, text := "", ""
	switch {
	case r == nil:
		name = ""
	case r.Sure:
		digit, text = strconv.Itoa(r.Digit), phrase.Percent(r.Probabilities[r.Digit])
	default:
		digit, text = "?", "not sure"
	}
	return app.P().Class("verdict", "verdict-"+class).Body(
		app.Span().Class("verdict-name").Text(name),
		app.Span().Class("verdict-digit").Text(digit),
		app.Span().Class("verdict-percent").Text(text),
	)
}

// bars shows the ten probabilities, of two networks one above the other. What the first is sure of is marked by a
// triangle and by weight, not by colour alone; its numbers are the ones that are written.
func bars(own, read *protocol.Reading) app.UI {
	first := own
	if own == nil {
		first = read
	}
	rows := make([]app.UI, form.Classes)
	for digit := range rows {
		class, mark, text := "bar", "", ""
		track := []app.UI{}
		for _, r := range []*protocol.Reading{own, read} {
			if r == nil {
				continue
			}
			fill := "bar-fill"
			if r != first {
				fill += " bar-second"
			}
			track = append(track, app.Span().Class(fill).Style("transform", widget.ScaleX(r.Probabilities[digit])))
		}
		if first == nil {
			track = append(track, app.Span().Class("bar-fill").Style("transform", widget.ScaleX(0)))
		} else {
			text = phrase.Percent(first.Probabilities[digit])
			if first.Sure && digit == first.Digit {
				class, mark = "bar bar-best", "▸"
			}
		}
		rows[digit] = app.Li().Class(class).Body(
			app.Span().Class("bar-mark").Aria("hidden", "true").Text(mark),
			app.Span().Class("bar-digit").Text(digit),
			app.Span().Class("bar-track").Body(track...),
			app.Span().Class("bar-text").Text(text),
		)
	}
	return app.Ol().Class("bars").Aria("label", "Probability of each digit").Body(rows...)
}

// answerWords returns the networks' answers in words.
func answerWords(d *state.Draw) string {
	own, read := d.Answers()
	switch {
	case own != nil && read != nil:
		return ownNetwork + readingWords(own) + " The built-in reader" + readingWords(read)
	case own != nil:
		return ownNetwork + readingWords(own)
	case read != nil:
		return "The network" + readingWords(read)
	}
	return ""
}

func readingWords(r *protocol.Reading) string {
	if !r.Sure {
		return " is not sure that this is a digit."
	}
	second := -1
	for digit, p := range r.Probabilities {
		if digit != r.Digit && (second < 0 || p > r.Probabilities[second]) {
			second = digit
		}
	}
	return " sees " + phrase.Digit(r.Digit) + ", " + phrase.Percent(r.Probabilities[r.Digit]) +
		"; next " + phrase.Digit(second) + ", " + phrase.Percent(r.Probabilities[second]) + "."
}
