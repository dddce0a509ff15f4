package graph

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/unit"
	"github.com/inkgrad/inkgrad/web/widget"
)

// excited shows the test images that excite the unit the most and the least, and how its values are spread over all of
// them. It keeps its place while the answer is on its way.
func (v *unitView) excited(s state.State, u *unit.Unit) app.UI {
	of, _, _ := s.UnitSubject()
	x := s.Excitement.About(of)
	box := app.Div().Class("unit-excited").Attr("data-old", x != nil && x.Of != of && !s.Engine.Status.Running)
	head := []app.UI{
		part("What excites it"),
		app.P().Class("help unit-of").Attr("role", "status").Text(s.ExcitementText()),
	}
	if x != nil && x.Flat() {
		return box.Body(append(head, app.P().Class("help").Text(s.Excitement.Words(x, u, u.Strongest(u.Image))))...)
	}
	most, least := make([]int, unit.Most), make([]int, unit.Least)
	if x != nil {
		most, least = x.Most(), x.Least()
	}
	row := func(label string, images []int) app.UI {
		items := make([]app.UI, len(images))
		for k, i := range images {
			items[k] = v.image(s, x, u, i)
		}
		return app.Div().Body(app.P().Class("unit-label").Aria("hidden", "true").Text(label),
			app.Elem("ul").Class("gallery unit-gallery").
				Aria("label", "The images that excite it the "+strings.ToLower(label[:1])+label[1:]).Body(items...))
	}
	words := ""
	if x != nil {
		words = s.Excitement.Words(x, u, u.Strongest(u.Image))
	}
	return box.Body(append(head,
		row("Most", most),
		row(leastLabel(x), least),
		&widget.SVGBox{Class: "unit-svg unit-tests", Tree: func() *graphview.Element {
			s := v.Desk.State()
			of, _, _ := s.UnitSubject()
			u := s.Graph.Unit()
			if x := s.Excitement.About(of); x != nil && u != nil {
				rows := []spread{{unit.SpreadOf(x.Values), phrase.Grouped(len(x.Values)) + " test images", "mean ",
					u.Strongest(u.Image)}}
				if finite(rows) {
					return drawSpreads(rows)
				}
			}
			return graphview.NewElement("svg", "class", "plot unit-plot", "viewBox", "0 0 "+
				strconv.Itoa(unitWidth)+" "+strconv.Itoa(unitRow+18))
		}},
		app.P().Class("help unit-active").Text(words),
	)...)
}

// leastLabel says how many images excite the unit as little as those that are shown.
func leastLabel(x *unit.Excited) string {
	if x == nil || len(x.Least()) == 0 {
		return "Least"
	}
	least := x.Values[x.Least()[0]]
	count := 0
	for _, v := range x.Values {
		if v == least {
			count++
		}
	}
	if count <= unit.Least {
		return "Least"
	}
	return "Least: some of the " + phrase.Grouped(count) + " with " + graphview.Format(least, 3)
}

// shownDigits is how many digits there is room for under an image.
const shownDigits = 2

// image is a test image, with the value that it gives the unit, which can be opened; its place while it is not known.
func (v *unitView) image(s state.State, x *unit.Excited, u *unit.Unit, i int) app.UI {
	if x == nil {
		return app.Li().Body(app.Div().Class("gallery-item").Body(
			&widget.Pixmap{Class: "digit gallery-pixels", W: form.Side, H: form.Side},
			app.Span().Text("–")))
	}
	words, picture := s.Excitement.ImageWords(x, u, i), s.Excitement.Pictures[i]
	class := "gallery-item unit-image"
	if s.Graph.Of.Own && s.Draw.Drawing.Sample == i {
		class += " gallery-open"
	}
	label := "–"
	if picture.Pixels != nil {
		label = strconv.Itoa(picture.Label)
	}
	return app.Li().Body(app.Button().Type("button").Class(class).Title(words).Aria("label", words).
		OnClick(func(app.Context, app.Event) { v.Desk.OpenSample(i, func() {}) }, i).
		Body(
			&widget.Pixmap{Class: "digit gallery-pixels", W: form.Side, H: form.Side,
				Pix: widget.InkPixels(picture.Pixels)},
			app.Span().Class("mistake-text").Body(
				app.Text(label+" "), app.Elem("strong").Text(graphview.Format(x.Values[i], shownDigits))),
		))
}
