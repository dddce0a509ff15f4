package draw

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// voice is one of the two networks that look at a drawing.
type voice struct {
	// name is the network's, and kind says what it is.
	name, kind string
	// class tells it from the other in the style sheet.
	class string
	// said is its answer, or nil.
	said *protocol.Reading
}

// voices returns the network that is trained here, whose graph and mistakes the other panels show, and the reader that
// comes with the page to read drawings.
func voices(s state.State) []voice {
	network, read := s.Draw.Answers()
	name := s.Engine.NetworkName()
	kind := name.Shape
	switch step := s.Engine.Looked(); {
	case !s.Engine.Ready():
	case s.Engine.Status.Past:
		kind += ", step " + phrase.Grouped(step)
	case step == 0:
		kind += ", untrained"
	}
	return []voice{{name.Whose, kind, "network", network}, {"Reader", "a convolutional network", "reader", read}}
}

// seenView shows the image that the networks see.
func seenView(s state.State) app.UI {
	var seen []float64
	if s.Draw.Seen != nil {
		seen = s.Draw.Seen.Pixels
	}
	return app.Figure().Class("seen").Body(
		&widget.Pixmap{Class: "digit seen-pixels", W: form.Side, H: form.Side, Pix: widget.InkPixels(seen),
			Label: "The image that the networks see"},
		app.Elem("figcaption").Text("What the networks see"),
	)
}

// answerView shows the answer of each network.
func answerView(s state.State) app.UI {
	step := -1
	if s.Draw.Seen != nil {
		step = s.Draw.Seen.Step
	}
	both := voices(s)
	verdicts := make([]app.UI, len(both))
	for i, v := range both {
		verdicts[i] = v.verdict()
	}
	return app.Div().Class("answer").DataSet("step", step).Body(
		app.Div().Class("verdicts").Aria("hidden", "true").Body(verdicts...),
		bars(both),
	)
}

// verdict is a network's digit, or that it is not sure of one. Without an answer its place is kept.
func (v voice) verdict() app.UI {
	digit, text := "", ""
	switch r := v.said; {
	case r == nil:
	case r.Sure:
		digit, text = strconv.Itoa(r.Digit), phrase.Percent(r.Probabilities[r.Digit])
	default:
		digit, text = "?", "not sure"
	}
	return app.P().Class("verdict", "verdict-"+v.class).Title(v.kind).Body(
		app.Span().Class("verdict-name").Text(v.name),
		app.Span().Class("verdict-kind").Text(v.kind),
		app.Span().Class("verdict-digit").Text(digit),
		app.Span().Class("verdict-percent").Text(text),
	)
}

// bars shows the ten probabilities of each network, one above the other.
func bars(both []voice) app.UI {
	answers := make([]widget.Answer, len(both))
	for i, v := range both {
		answers[i] = widget.Answer{Class: v.class, Digit: -1}
		if r := v.said; r != nil {
			answers[i].Probabilities = r.Probabilities
			if r.Sure {
				answers[i].Digit = r.Digit
			}
		}
	}
	return widget.Bars("Probability of each digit: "+both[0].name+", then "+both[1].name, answers...)
}

// answerWords returns the networks' answers in words.
func answerWords(s state.State) string {
	var words []string
	for _, v := range voices(s) {
		if v.said != nil {
			words = append(words, v.name+", "+v.kind+", "+readingWords(v.said))
		}
	}
	return strings.Join(words, " ")
}

func readingWords(r *protocol.Reading) string {
	if !r.Sure {
		return "is not sure that this is a digit."
	}
	second := -1
	for digit, p := range r.Probabilities {
		if digit != r.Digit && (second < 0 || p > r.Probabilities[second]) {
			second = digit
		}
	}
	return "sees " + phrase.Digit(r.Digit) + ", " + phrase.Percent(r.Probabilities[r.Digit]) +
		"; next " + phrase.Digit(second) + ", " + phrase.Percent(r.Probabilities[second]) + "."
}
