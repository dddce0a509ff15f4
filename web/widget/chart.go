package widget

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/plot"
)

// ReadChart shows a chart that can be read at any step, by pointer, finger or keyboard: to assistive technology it is a
// slider over the steps. now returns it as it stands when something happens, and read has it read at a step, or, if not
// on, no more.
func ReadChart(chart plot.Chart, title, empty string, now func() plot.Chart,
	read func(on bool, step float64)) app.UI {
	readings := chart.Readings()
	step, spoken := int(chart.From), empty
	if chart.Read != nil {
		step = int(*chart.Read)
		spoken = chart.ReadingWords(readings)
	} else if chart.Longest() != nil {
		spoken = chart.Words(empty)
	}
	at := func(ctx app.Context, e app.Event) {
		chart := now()
		left := ctx.JSSrc().Call("getBoundingClientRect").Get("left").Float()
		read(chart.Longest() != nil, chart.StepAt(e.Get("clientX").Float()-left))
	}
	return app.Div().Class("plot-frame").TabIndex(0).Attr("role", "slider").Aria("label", title+" at a step").
		Aria("valuemin", int(chart.From)).Aria("valuemax", int(max(chart.To, chart.From+1))).Aria("valuenow", step).
		Aria("valuetext", spoken).
		On("pointermove", at).On("pointerdown", at).
		On("pointerleave", func(_ app.Context, e app.Event) {
			// a finger leaves when it is lifted, and what it read is to stay
			if e.Get("pointerType").String() == "mouse" {
				read(false, 0)
			}
		}).
		OnBlur(func(app.Context, app.Event) { read(false, 0) }).
		OnKeyDown(func(_ app.Context, e app.Event) {
			key := e.Get("key").String()
			if key == "Escape" {
				read(false, 0)
			} else if to, ok := now().KeyStep(key); ok {
				e.PreventDefault() // of scrolling
				read(true, to)
			}
		}).
		Body(
			&SVGBox{Class: "plot-box", Tree: func() *graphview.Element {
				return chart.Layout().Draw(chart.Width, chart.Height, title+". "+chart.Words(empty))
			}},
			readout(chart, readings),
		)
}

// readout lists what the lines say at the step that is read, beside the rule: to its left in the right half.
func readout(c plot.Chart, readings []plot.Reading) app.UI {
	box := app.Div().Class("readout").Aria("hidden", "true")
	if c.Read == nil {
		return box.Hidden(true)
	}
	rule := c.Layout().Rule
	if rule > c.Width/2 {
		box = box.Style("right", graphview.Px(c.Width-rule+8)+"px").Style("left", "auto")
	} else {
		box = box.Style("left", graphview.Px(rule+8)+"px").Style("right", "auto")
	}
	rows := []app.UI{app.P().Text(c.ReadPlace(readings))}
	for i, r := range readings {
		rows = append(rows, app.P().Class("readout-row").
			Body(Key(r.Class), app.Span().Text(r.Name), app.Elem("strong").Text(c.Format(r.At.Y))))
		where := c.Where(r)
		if where != "" && (i+1 == len(readings) || c.Where(readings[i+1]) != where) {
			rows = append(rows, app.P().Class("readout-where").Text(where)) // of this line and of those above like it
		}
	}
	return box.Body(rows...)
}

// Key shows how the lines of a class look.
func Key(class string) app.UI {
	return &SVGBox{Class: "run-key", Tree: func() *graphview.Element {
		svg := graphview.NewElement("svg", "width", strconv.Itoa(keyWidth), "height", "10", "aria-hidden", "true")
		svg.Children = append(svg.Children, graphview.NewElement("path", "class", class, "d",
			"M0 5H"+strconv.Itoa(keyWidth)))
		return svg
	}}
}

const keyWidth = 26
