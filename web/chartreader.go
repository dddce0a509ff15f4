package web

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
)

// chartReader shows a chart that can be read at any step, by pointer, finger or keyboard: to assistive technology it is a slider over the
// steps. now returns the chart as it stands when something happens.
func (p *Page) chartReader(title, empty string, now func() Chart) app.UI {
	chart := now()
	readings := chart.Readings()
	step, spoken := int(chart.From), empty
	if chart.Read != nil {
		step = int(*chart.Read)
		spoken = chart.readingWords(readings)
	} else if chart.longest() != nil {
		spoken = chart.words(empty)
	}
	at := func(ctx app.Context, e app.Event) {
		chart := now()
		left := ctx.JSSrc().Call("getBoundingClientRect").Get("left").Float()
		p.ReadAt(chart.longest() != nil, chart.StepAt(e.Get("clientX").Float()-left))
	}
	return app.Div().Class("plot-frame").TabIndex(0).Attr("role", "slider").Aria("label", title+" at a step").
		Aria("valuemin", int(chart.From)).Aria("valuemax", int(max(chart.To, chart.From+1))).Aria("valuenow", step).Aria("valuetext", spoken).
		On("pointermove", at).On("pointerdown", at).
		On("pointerleave", func(_ app.Context, e app.Event) {
			if e.Get("pointerType").String() == "mouse" { // a finger leaves when it is lifted, and what it read is to stay
				p.ReadAt(false, 0)
			}
		}).
		OnBlur(func(app.Context, app.Event) { p.ReadAt(false, 0) }).
		OnKeyDown(func(_ app.Context, e app.Event) {
			key := e.Get("key").String()
			if key == "Escape" {
				p.ReadAt(false, 0)
			} else if to, ok := now().KeyStep(key); ok {
				e.PreventDefault() // of scrolling
				p.ReadAt(true, to)
			}
		}).
		Body(
			&svgBox{Class: "plot-box", Tree: func() *graphview.Element {
				return chart.Layout().svg(chart.Width, chart.Height, title+". "+chart.words(empty))
			}},
			chart.readout(readings),
		)
}

// readout lists what the lines say at the step that is read, beside the rule: to its left in the right half.
func (c Chart) readout(readings []Reading) app.UI {
	box := app.Div().Class("readout").Aria("hidden", "true")
	if c.Read == nil {
		return box.Hidden(true)
	}
	rule := c.Layout().Rule
	if rule > c.Width/2 {
		box = box.Style("right", px(c.Width-rule+8)+"px").Style("left", "auto")
	} else {
		box = box.Style("left", px(rule+8)+"px").Style("right", "auto")
	}
	rows := []app.UI{app.P().Text("step " + phrase.Grouped(int(*c.Read)))}
	for _, r := range readings {
		rows = append(rows, app.P().Class("readout-row").Body(key(r.Class), app.Span().Text(r.Name), app.Strong().Text(c.Format(r.At.Y))))
	}
	return box.Body(rows...)
}

// readingWords says the same in a sentence.
func (c Chart) readingWords(readings []Reading) string {
	text := "Step " + phrase.Grouped(int(*c.Read)) + "."
	for _, r := range readings {
		text += " " + r.Title + " " + c.Format(r.At.Y) + "."
	}
	return text
}

// key shows how the lines of a class look.
func key(class string) app.UI {
	return &svgBox{Class: "run-key", Tree: func() *graphview.Element {
		svg := element("svg", "width", strconv.Itoa(keyWidth), "height", "10", "aria-hidden", "true")
		svg.Children = append(svg.Children, element("path", "class", class, "d", "M0 5H"+strconv.Itoa(keyWidth)))
		return svg
	}}
}

const keyWidth = 26

// ReadAt reads the charts of the training at a step, or, if not on, no more.
func (p *Page) ReadAt(on bool, step float64) {
	p.Update(func(s *state.State) { *s = s.ReadAt(on, step) })
}
