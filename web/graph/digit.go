package graph

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// digitView is about the one image that the graph is of: where more ink would change the loss, what another target
// changes, and what a step of training on it would.
type digitView struct {
	app.Compo
	Hub *hub.Hub
}

func (d *digitView) OnMount(ctx app.Context) {
	d.Hub.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Graph), hub.Of(s.Engine.Phase)}
	})
}
func (d *digitView) OnDismount() { d.Hub.Forget(d) }

func (d *digitView) Render() app.UI {
	s := d.Hub.State()
	g := s.Graph
	if g.Digit == nil {
		return app.Div()
	}
	return app.Div().Class("of-digit").Body(
		d.image(g),
		d.targets(g),
		app.If(!g.Of.Reader, d.step(s)),
	)
}

// image is the digit as the network sees it, with the gradient painted over it.
func (d *digitView) image(g *state.Graph) app.UI {
	over := g.Digit.Grad
	if g.Plain || over.W == 0 {
		over = graphview.Pixmap{W: form.Side, H: form.Side}
	}
	class := "ink-image"
	if !g.Plain {
		class += " ink-pale"
	}
	return app.Figure().Class("of-digit-image").Body(
		app.Div().Class(class).Body(
			&widget.Pixmap{Class: "digit", W: form.Side, H: form.Side, Pix: widget.InkPixels(g.Digit.Pixels),
				Label: "The image that the network sees"},
			&widget.Pixmap{Class: "ink-grad", W: over.W, H: over.H, Pix: over.Pix},
		),
		app.Elem("figcaption").Body(
			app.Label().Class("check").Body(
				app.Input().Type("checkbox").ID("ink-grad").Checked(!g.Plain).
					OnChange(func(ctx app.Context, _ app.Event) {
						plain := !ctx.JSSrc().Get("checked").Bool()
						d.Hub.Update(func(s *state.State) { s.Graph = s.Graph.WithPlain(plain) })
					}),
				app.Text("How each pixel changes the loss"),
			),
			inkWords(g.Digit.Grad),
		),
	)
}

// inkWords says what the colours on the digit mean.
func inkWords(grad graphview.Pixmap) app.UI {
	if grad.W > 0 && grad.Max == 0 {
		return app.P().Class("help").Text("No pixel changes the loss here: the gradient of the image is 0.")
	}
	return app.P().Class("help").Body(
		app.Text("More ink lowers the loss where it is "), app.Span().Class("swatch swatch-minus"),
		app.Text(" purple, and raises it where it is "), app.Span().Class("swatch swatch-plus"),
		app.Text(" green; the full colour is "+graphview.Format(grad.Max, 2)+" a pixel."),
	)
}

// targets compares the loss and the gradients with those of another target.
func (d *digitView) targets(g *state.Graph) app.UI {
	box := app.Div().Class("of-digit-targets")
	if g.Was == nil {
		words := "Choose another target above, and see here how the loss and every gradient change."
		if g.Label >= 0 {
			words = "The target is " + strconv.Itoa(g.Label) + ". " + words
		}
		return box.Body(app.H3().Text("Another target"), app.P().Class("help").Text(words))
	}
	return box.Body(
		app.H3().Text("Another target"),
		comparison(state.Compare(g.Was.Graph, g.Graph), "target "+strconv.Itoa(g.Was.Label),
			"target "+strconv.Itoa(g.Of.Label)),
	)
}

// comparison is a table of numbers before and after.
func comparison(rows []state.Compared, before, after string) app.UI {
	lines := []app.UI{app.Tr().Body(app.Td(), app.Th().Scope("col").Text(before), app.Th().Scope("col").Text(after))}
	for i, r := range rows {
		what := app.Th().Scope("row").Body(app.Elem("var").Text(r.Of))
		if r.Gradient {
			what = app.Th().Scope("row").Body(app.Text("gradient of "), app.Elem("var").Text(r.Of))
		}
		class := "key-forward"
		if r.Gradient {
			class = "key-backward"
		}
		line := app.Tr()
		if i == 1 && r.Gradient {
			line = line.Class("compared-gradients")
		}
		lines = append(lines, line.Body(what,
			app.Td().Text(graphview.Format(r.Before, 4)), app.Td().Class(class).Text(graphview.Format(r.After, 4))))
	}
	return app.Div().Class("compared").Body(
		app.Table().Body(app.Elem("tbody").Body(lines...)),
		app.P().Class("help").Text("Of a gradient the table has the norm, which is its length."),
	)
}

// step offers to take a step on this image alone, and shows what it changed.
func (d *digitView) step(s state.State) app.UI {
	_, _, ok := s.Graph.TryQuestion(s.Engine)
	t := s.Graph.Tried
	body := []app.UI{
		app.H3().Text("One step on this digit"),
		app.P().Class("help").
			Text("One step of the optimizer, as it is set, on this image alone. It changes a copy: the network " +
				"stays as it is."),
		widget.Button("Try one step", !ok || t != nil && t.Asking, d.try).ID("try-step"),
	}
	switch {
	case t == nil:
	case t.Problem != "":
		body = append(body, app.P().Class("error").Attr("role", "alert").Text(t.Problem))
	case t.Answer.Before != nil:
		a := t.Answer
		body = append(body,
			app.P().Class("visually-hidden").Attr("role", "status").Text(triedWords(t)),
			comparison(state.Compare(a.Before, a.After), "before", "after"),
			widget.Pairs(a.ProbabilitiesBefore, a.ProbabilitiesAfter, t.Of.Label, "before and after"),
			app.P().Class("help").Text("Learning rate "+graphview.Format(a.LearningRate, 4)+"."))
	}
	return app.Div().Class("of-digit-step").Body(body...)
}

// try asks for the step.
func (d *digitView) try() {
	s := d.Hub.State()
	subject, command, ok := s.Graph.TryQuestion(s.Engine)
	if !ok {
		return
	}
	d.Hub.Update(func(s *state.State) { s.Graph = s.Graph.Trying(subject) })
	d.Hub.Send(command, func(answer protocol.Event) {
		d.Hub.Update(func(s *state.State) { s.Graph = s.Graph.StepAnswered(subject, answer) })
	})
}

// triedWords says in a sentence what the step changed.
func triedWords(t *state.Tried) string {
	a, label := t.Answer, t.Of.Label
	return "The probability of " + strconv.Itoa(label) + " goes from " + phrase.Percent(a.ProbabilitiesBefore[label]) +
		" to " +
		phrase.Percent(a.ProbabilitiesAfter[label]) + "."
}
