package train

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/moments"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// contrastSubject is what a Contrast is about: two steps, and a version of the drawing with a target.
type contrastSubject struct{ first, second, drawing, label int }

// contrastPace is how often two moments are compared again while the network changes.
const contrastPace = time.Second

// contrast asks what the two moments make of the drawing, the earlier one first; without a drawing, of a test image.
func (t *Time) contrast() (hub.Question, bool) {
	s := t.State()
	m, d := s.Moments, s.Draw
	c := protocol.Contrast{First: m.With, Second: m.Wanted, Label: d.Drawing.Label}
	if m.Past() && m.Wanted < m.With {
		c.First, c.Second = m.Wanted, m.With
	}
	of := contrastSubject{c.First, c.Second, d.Version, c.Label}
	ready := m.Comparing && m.Shown() && !d.Open
	if !d.Drawing.Empty() {
		if ready = ready && d.Seen != nil && d.SeenVersion == d.Version; ready {
			c.Pixels = d.Seen.Pixels
		}
	}
	return hub.Question{Subject: of, Every: contrastPace, Command: c, Then: func(answer protocol.Event) {
		t.change(func(m *moments.Moments, _ int) *moments.Moments { return m.Contrasted(answer) })
	}}, ready
}

// contrastView shows two moments beside each other: what each makes of the drawing, or of a test image.
func (v *timeView) contrastView(s state.State) app.UI {
	m := s.Moments
	if !m.Comparing {
		return app.Div().Class("contrast").Hidden(true)
	}
	c := m.Contrast
	if c == nil {
		return app.Div().Class("contrast").Hidden(false).Body(app.P().Class("help").Text("The two are on their way."))
	}
	of := "your drawing"
	if s.Draw.Drawing.Empty() || s.Draw.Drawing.Sample >= 0 {
		of = "a test image"
	}
	return app.Div().Class("contrast").Hidden(false).Body(
		app.Elem("h4").Text("Step "+phrase.Grouped(c.First.Step)+" and step "+phrase.Grouped(c.Second.Step)+" on "+of),
		app.P().Class("help").Body(
			app.Text("The target is "+phrase.Digit(c.Label)+". More ink lowers the loss where it is "),
			app.Span().Class("swatch swatch-minus"), app.Text(" purple, and raises it where it is "),
			app.Span().Class("swatch swatch-plus"),
			app.Text(" green, on one scale for both. The slider chooses what to compare with."),
		),
		app.Div().Class("contrast-body").Body(
			glimpse(s, c.Pixels, c.First, largestOf(c)),
			glimpse(s, c.Pixels, c.Second, largestOf(c)),
			app.Div().Body(
				widget.Pairs(c.First.Probabilities, c.Second.Probabilities, c.Label,
					"at step "+phrase.Grouped(c.First.Step)+" and at step "+phrase.Grouped(c.Second.Step)),
			),
		),
	)
}

// largestOf is the largest size of a gradient in either.
func largestOf(c *protocol.Contrasted) float64 {
	most := 0.0
	for _, g := range [][]float64{c.First.Gradient, c.Second.Gradient} {
		for _, v := range g {
			most = max(most, v, -v)
		}
	}
	return most
}

// glimpse shows the image with the gradient that one network has for it, its loss and its accuracy.
func glimpse(s state.State, pixels []float64, g protocol.Glimpse, largest float64) app.UI {
	over := graphview.Heatmap(&snapshot.Tensor{Shape: []int{form.Side, form.Side}, Data: g.Gradient}, largest)
	test := "test –"
	if share, known := s.Moments.Accuracy(g.Step); known {
		test = "test " + phrase.Accuracy(share)
	}
	return app.Figure().Body(
		app.Div().Class("ink-image ink-pale").Body(
			&widget.Pixmap{Class: "digit", W: form.Side, H: form.Side, Pix: widget.InkPixels(pixels),
				Label: "The image, with the gradient of step " + phrase.Grouped(g.Step)},
			&widget.Pixmap{Class: "ink-grad", W: over.W, H: over.H, Pix: over.Pix},
		),
		app.Elem("figcaption").Body(
			app.Elem("strong").Text("Step "+phrase.Grouped(g.Step)),
			app.Span().Class("help").Text("loss "+graphview.Format(g.Loss, 3)),
			app.Span().Class("help").Text(test),
		),
	)
}
