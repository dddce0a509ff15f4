package graph

import (
	"math"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/unit"
	"github.com/inkgrad/inkgrad/web/widget"
)

// unitView shows the unit that the chosen element belongs to: its weights, its value over the batch, what it feeds, and
// the test images that excite it, which are asked for while it is seen.
type unitView struct {
	app.Compo
	Desk *control.Desk

	asker   *hub.Asker
	visible bool
	last    time.Time // when the latest answer was complete
}

// unitPace is how often the test images are looked at again while training changes the network.
const unitPace = 2 * time.Second

func (v *unitView) OnMount(ctx app.Context) {
	v.asker = v.Desk.NewAsker(v.ask)
	v.Desk.WatchThen(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Graph), hub.Of(s.Excitement), hub.Of(s.Engine.Phase),
			hub.Of(s.Engine.Status.Running), hub.Of(s.Engine.LoadingImages()), hub.Of(s.Draw.Drawing.Sample)}
	}, v.asker.Pump)
	v.Desk.WhileVisible(ctx, ctx.JSSrc(), &v.visible, v.asker.Pump)
}
func (v *unitView) OnDismount() { v.Desk.Forget(v) }

// ask asks for what is missing of what the test images do to the unit, while it is seen; seldom while training goes on.
func (v *unitView) ask() (hub.Question, bool) {
	s := v.Desk.State()
	now, images, ok := s.UnitSubject()
	if !ok || !v.visible {
		return hub.Question{}, false
	}
	trains := s.Engine.Status.Running
	of, c, ok := s.Excitement.Question(now, images, trains)
	if c.From == 0 && trains && s.Excitement.About(now) != nil && time.Since(v.last) < unitPace {
		return hub.Question{}, false
	}
	type part struct {
		of   unit.Subject
		from int
	}
	return hub.Question{Subject: part{of, c.From}, Command: c, Then: func(answer protocol.Event) {
		v.Desk.Update(func(s *state.State) {
			if now, _, ok := s.UnitSubject(); ok && now.At == of.At && now.Node == of.Node {
				s.Excitement = s.Excitement.Answered(of, c, answer)
			}
		})
		if v.Desk.State().Excitement.Knows(of, images) {
			v.last = time.Now()
			v.fetchImages()
		}
		v.asker.Pump()
	}}, ok
}

// fetchImages asks for the images that are to be shown and are not here.
func (v *unitView) fetchImages() {
	if missing := v.Desk.State().Excitement.Missing(); len(missing) > 0 {
		v.Desk.Send(protocol.Images{Indices: missing}, func(answer protocol.Event) {
			v.Desk.Update(func(s *state.State) { s.Excitement = s.Excitement.Pictured(answer) })
		})
	}
}

func (v *unitView) Render() app.UI {
	s := v.Desk.State()
	u := s.Graph.Unit()
	if u == nil {
		return app.Div()
	}
	return app.Section().Class("unit").Aria("labelledby", "unit-title").Body(
		v.head(u),
		app.Div().Class("unit-body").Body(
			v.weights(u),
			app.Div().Class("unit-numbers").Body(
				value(u),
				v.batch(u),
			),
			feeds(v, u),
		),
		v.excited(s, u),
	)
}

// head names the unit and leads to the others.
func (v *unitView) head(u *unit.Unit) app.UI {
	to := func(id, text, label string, at int) app.UI {
		return app.Button().Type("button").Class("button unit-step").ID(id).Text(text).Aria("label", label).
			OnClick(func(app.Context, app.Event) { v.choose(at) }, at)
	}
	return app.Div().Class("outcome-head").Body(
		app.Elem("h4").ID("unit-title").Aria("live", "polite").Text(u.Title()),
		app.Div().Class("unit-steps").Body(
			to("unit-before", "‹", "Previous one", (u.At+u.Units-1)%u.Units),
			number(v.Desk.Hub, "unit-at", u.Name(), u.At, u.Units, (*state.Graph).WithUnit),
			to("unit-after", "›", "Next one", (u.At+1)%u.Units),
		),
		number(v.Desk.Hub, "unit-image", "Image", u.Image, u.Images, (*state.Graph).WithImage),
	)
}

// choose looks at another unit of the value.
func (v *unitView) choose(at int) {
	v.Desk.Update(func(s *state.State) { s.Graph = s.Graph.WithUnit(at) })
}

// value has the numbers of the unit for the image.
func value(u *unit.Unit) app.UI {
	grad, words := "–", ""
	if g, ok := u.Grad(); ok {
		grad = graphview.Format(g, 4)
		switch {
		case g > 0:
			words = "The gradient is above 0: more of this value would raise the loss."
		case g < 0:
			words = "The gradient is below 0: more of this value would lower the loss."
		default:
			words = "The gradient is 0: a little more of this value would change nothing."
		}
	}
	place := ""
	if u.Mapped() {
		place = "At row " + phrase.Grouped(u.Place[0]) + ", column " + phrase.Grouped(u.Place[1]) + ". "
	}
	return app.Div().Class("unit-value").Body(
		app.P().Class("element-values").Body(
			app.Span().Class("key-forward").Text("→ "+graphview.Format(u.Value(), 4)),
			app.Span().Class("key-backward").Text("← "+grad),
		),
		app.P().Class("help").Text(place+words),
	)
}

// The room for the picture of the weights, in CSS pixels, and the largest pixel of it.
const weightsSide, weightsPixel = 168, 24

// weights is a picture of what the unit looks for.
func (v *unitView) weights(u *unit.Unit) app.UI {
	w := u.Weights()
	if w == nil {
		return app.Div().Class("unit-weights").Body(
			app.P().Class("help").Text("No weights are behind it: it comes from the image without any."))
	}
	p := graphview.Heatmap(w.Tensor, 0)
	k := min(max(weightsSide/p.W, 1), max(weightsSide/p.H, 1), weightsPixel)
	width, height := k*p.W, k*p.H
	if p.H == 1 { // a strip
		width, height = min(2*weightsSide, weightsPixel*p.W), weightsPixel
	}
	limit := graphview.Format(p.Max, 3)
	stats := w.Tensor.Stats()
	pictures := []app.UI{&widget.Pixmap{Class: "heatmap", W: p.W, H: p.H, Pix: p.Pix, Width: width, Height: height,
		Label: u.Title() + ", its weights: from " + graphview.Format(stats.Min, 3) + " to " +
			graphview.Format(stats.Max, 3)}}
	if seen := u.Seen(w); seen != nil {
		pictures = append(pictures, app.Span().Class("unit-times").Aria("hidden", "true").Text("·"),
			&widget.Pixmap{Class: "digit unit-seen", W: form.Side, H: form.Side, Pix: widget.InkPixels(seen),
				Width: width, Height: height, Label: "The image that it is multiplied by"})
	}
	if u.Mapped() {
		values := u.Map(u.Image)
		m := graphview.Heatmap(&snapshot.Tensor{Shape: u.Size[:], Data: values}, 0)
		k := max(1, weightsSide/max(m.W, m.H))
		pictures = append(pictures, app.Span().Class("unit-times").Aria("hidden", "true").Text("→"),
			&widget.Pixmap{Class: "heatmap", W: m.W, H: m.H, Pix: m.Pix, Width: k * m.W, Height: k * m.H,
				Label: "Its map for the image, up to " + graphview.Format(u.Strongest(u.Image), 3)})
	}
	return app.Figure().Class("unit-weights").Body(
		app.Div().Class("unit-pictures").Body(pictures...),
		app.If(p.Max > 0, app.Div().Class("scale").Aria("hidden", "true").Body(app.Span().Body(
			app.Span().Text("purple −"+limit), app.Span().Class("scale-bar"), app.Span().Text(limit+" green")))),
		app.Elem("figcaption").Class("help").Text(w.Words(u)),
	)
}

// feeds shows which units of the next layer the unit feeds the most.
func feeds(v *unitView, u *unit.Unit) app.UI {
	box := app.Div().Class("unit-feeds")
	f := u.Feeds()
	if f == nil {
		text := "No layer comes after it."
		if digit, ok := u.Digit(); ok {
			text = "It is the score of the digit " + phrase.Grouped(digit) +
				": no layer comes after it, and the softmax makes probabilities of all ten."
		}
		return box.Body(part("What it feeds"), app.P().Class("help").Text(text))
	}
	var rows []app.UI
	largest := max(math.Abs(f.Largest[0].Value), math.SmallestNonzeroFloat64) // all of them may be 0
	for _, w := range f.Largest {
		rows = append(rows, v.fed(f, w, largest))
	}
	what := "The largest of the weights that " + f.Scope + " multiplies it by."
	if f.Largest[0].Map != nil {
		what = "Where " + f.Scope + " has the largest weights for it, by their norm."
	}
	return box.Body(
		part("What it feeds most"),
		app.Elem("ul").Class("unit-fed").Body(rows...),
		app.P().Class("help").Text(what),
	)
}

// part is the heading of a part of the section.
func part(title string) app.UI { return app.Elem("h5").Class("unit-part").Text(title) }

// fed is a unit of the next layer: a bar for one weight, with its sign; for several a picture of them and a bar for
// their norm.
func (v *unitView) fed(f *unit.Fed, w unit.Weight, largest float64) app.UI {
	class, number := "fed-bar", graphview.Format(w.Value, 3)
	if w.Value < 0 {
		class = "fed-bar fed-minus"
	}
	name := "unit " + phrase.Grouped(w.At)
	if f.Digits {
		name = "digit " + phrase.Grouped(w.At)
	}
	words := f.Scope + ", " + name + ": weight " + number
	var picture app.UI
	if w.Map != nil {
		p := graphview.Heatmap(w.Map, 0)
		picture = &widget.Pixmap{Class: "heatmap fed-map", W: p.W, H: p.H, Pix: p.Pix}
		class, words = "fed-bar fed-norm", f.Scope+", "+name+": norm of its weights "+number
	}
	return app.Li().Body(app.Button().Type("button").Class("fed").Title(words).Aria("label", words).
		DataSet("unit", w.At).
		OnClick(func(app.Context, app.Event) {
			v.Desk.Update(func(s *state.State) { s.Graph = s.Graph.ShowUnit(f.Node, w.At) })
		}, f.Node, w.At).
		Body(
			app.Span().Class("fed-name").Text(name),
			picture,
			app.Span().Class("fed-track").Body(
				app.Span().Class(class).Style("transform", widget.ScaleX(math.Abs(w.Value)/largest))),
			app.Span().Class("fed-number").Text(number),
		))
}
