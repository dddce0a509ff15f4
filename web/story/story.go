package story

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
)

// Told returns a story below its title: words, rules as MathML, and the lines, of which at most so many are shown.
func Told(told *protocol.Story, title string, rules, words []string, most int) []app.UI {
	body := []app.UI{app.H3().Text(title)}
	for _, text := range words {
		if text != "" {
			body = append(body, app.P().Class("saying-words").Text(text))
		}
	}
	body = append(body, Rules(rules))
	lines := walk.Lines(told.Graph, told.Root, told.Name)
	for _, l := range lines[:min(most, len(lines))] {
		body = append(body, line(l))
	}
	if more := len(lines) - most; more > 0 {
		body = append(body, app.P().Class("help").Text("And "+strconv.Itoa(more)+" more lines like these."))
	}
	return append(body, app.P().Class("visually-hidden").Attr("role", "status").Text(lines[0].Spoken))
}

// Rules sets rules beside one another; it returns nil where there are none.
func Rules(rules []string) app.UI {
	if len(rules) == 0 {
		return nil
	}
	var set []app.UI
	for _, r := range rules {
		set = append(set, app.Raw(r))
	}
	return app.Div().Class("story-rule").Body(set...)
}

// line sets a line: letters above numbers, term by term, so that a long sum wraps.
func line(l walk.Line) app.UI {
	parts := []app.UI{app.Span().Class("story-term").Body(app.Raw(l.Name)), sign("=")}
	if l.Around != "" {
		parts = append(parts, sign(l.Around+" ("))
	}
	for i, t := range l.Terms {
		if i > 0 {
			parts = append(parts, sign(l.Join))
		}
		term := app.Span().Class("story-term")
		if t.Letters != "" {
			term = term.Body(app.Span().Class("story-letters").Body(app.Raw(t.Letters)), app.Raw(t.Numbers))
		} else {
			term = term.Body(app.Raw(t.Numbers))
		}
		parts = append(parts, term)
	}
	if l.Around != "" {
		parts = append(parts, sign(")"))
	}
	parts = append(parts, sign(l.Equals), app.Span().Class("story-term story-result").Body(app.Raw(l.Value)))
	return app.Div().Class("story-line").Body(parts...)
}

func sign(text string) app.UI { return app.Span().Class("story-sign").Text(text) }
