package web

import (
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// checkPanel compares backpropagation with numerical gradients, and sets the learner the puzzle of a mistake in backward.
type checkPanel struct {
	app.Compo
	Page *Page
}

func (c *checkPanel) OnMount(ctx app.Context) {
	c.Page.Watch(ctx, func(s State) any { return [3]any{s.Check, s.Engine, s.Settings} })
}

func (c *checkPanel) OnDismount() {
	c.Page.Forget(c)
	if c.Page.State().Check.Runs != nil {
		c.Page.Send(protocol.CancelCheck{}, nil) // nobody looks any more, and it would keep training from beginning
	}
}

// RunCheck makes the check that is set.
func (p *Page) RunCheck() {
	p.runCheck(p.state.Check.CheckCommand())
}

// RunCurve measures the error curve.
func (p *Page) RunCurve() { p.runCheck(p.state.Check.CurveCommand()) }

func (p *Page) runCheck(command protocol.Command) {
	p.Update(func(s State) State { return s.StartCheck(command, time.Now()) })
	p.Send(command, func(answer protocol.Event) {
		if f, ok := answer.(protocol.Failed); ok && p.state.Check.refused(f) {
			p.Update(func(s State) State { return s.WithCheck(func(c *CheckState) { c.Puzzle.Turn++ }) })
			p.RunCheck()
			return
		}
		p.Update(func(s State) State { return s.EndCheck(answer) })
	})
}

func (c *checkPanel) update(change func(*CheckState)) {
	c.Page.Update(func(s State) State { return s.WithCheck(change) })
}

// The numerical gradient, as the chapter writes it.
const numericalGradient = `<math display="block"><mfrac><mrow><mi>∂</mi><mi>L</mi></mrow><mrow><mi>∂</mi><mi>w</mi></mrow></mfrac>` +
	`<mo>≈</mo><mfrac><mrow><mi>L</mi><mo>(</mo><mi>w</mi><mo>+</mo><mi>h</mi><mo>)</mo><mo>−</mo>` +
	`<mi>L</mi><mo>(</mo><mi>w</mi><mo>−</mo><mi>h</mi><mo>)</mo></mrow><mrow><mn>2</mn><mi>h</mi></mrow></mfrac></math>`

func (c *checkPanel) Render() app.UI {
	s := c.Page.State()
	return app.Section().Class("panel gradcheck").Aria("labelledby", "check-title").Body(
		app.H2().ID("check-title").Text("Gradient check"),
		app.Div().Class("gradcheck-intro").Body(
			app.P().Text("Backpropagation computes the gradient of the loss with respect to every parameter in one pass, by the chain "+
				"rule, and it is easy to get wrong. The numerical gradient needs no rule: it moves one parameter by ±h and looks at the "+
				"loss. Where both give the same numbers, the backward pass is right."),
			app.Raw(numericalGradient),
		),
		app.Div().Class("gradcheck-body").Body(
			c.form(s),
			app.Div().Class("gradcheck-result").Body(
				checkTable(s),
				kinks(s.Check.result()),
				app.If(s.Check.Puzzle.On, c.puzzle(s)),
			),
		),
		app.Div().Class("gradcheck-more").Body(
			whyBackprop(s),
			&checkCurve{Page: c.Page},
		),
	)
}

func (c *checkPanel) form(s State) app.UI {
	k := s.Check
	sampled := "100 of each"
	all := "All"
	if n := s.Engine.Status.Parameters; n > 0 {
		all = "All " + grouped(n)
	}
	return app.Div().Class("gradcheck-form").Body(
		c.field("check-h", "Step h", "How far each parameter is moved, up and down.", k.H,
			func(k *CheckState, e Entry) { k.H = e },
			app.Input().Type("range").Class("slider").Max(hPlaces).Value(hPosition(k.H.Value)).
				Aria("label", "Step h").Aria("valuetext", k.H.Text).
				OnInput(func(ctx app.Context, _ app.Event) {
					position, _ := strconv.Atoi(ctx.JSSrc().Get("value").String()) // a slider holds nothing else
					c.update(func(k *CheckState) { k.H = k.H.With(hText(position)) })
				})),
		c.field("check-samples", "Images", "The batch: the first images of MNIST’s training set.", k.Samples,
			func(k *CheckState, e Entry) { k.Samples = e }),
		c.choice("check-elements", "Elements", "Every element costs two forward passes.",
			[]string{sampled, all}, index(k.All), func(k *CheckState, i int) { k.All = i == 1 }),
		c.choice("check-dtype", "Numbers", "", []string{protocol.Float64, protocol.Float32}, index(k.DType == protocol.Float32),
			func(k *CheckState, i int) { k.DType = []string{protocol.Float64, protocol.Float32}[i] }),
		c.choice("check-what", "Backward pass", "", []string{"The network’s own", "A mistake to find"}, index(k.Puzzle.On),
			func(k *CheckState, i int) { k.Puzzle.On = i == 1 }),
		c.run(s),
	)
}

func index(second bool) int {
	if second {
		return 1
	}
	return 0
}

// field is a labelled number; slider, if any, stands before it.
func (c *checkPanel) field(id, label, help string, e Entry, set func(*CheckState, Entry), slider ...app.UI) app.UI {
	class := "control"
	if len(slider) > 0 {
		class += " control-float"
	}
	input := app.Input().Type("text").ID(id).Class("field").Value(e.Text).AutoComplete(false).Spellcheck(false).
		Attr("aria-invalid", strconv.FormatBool(e.Problem != "")).Aria("describedby", id+"-help "+id+"-error").
		OnChange(func(ctx app.Context, _ app.Event) {
			text := ctx.JSSrc().Get("value").String()
			c.update(func(k *CheckState) { set(k, e.With(text)) })
		}, id)
	return app.Div().Class(class).Body(
		app.Label().For(id).Text(label),
		app.Div().Class("control-field").Body(append(slider, input)...),
		app.P().ID(id+"-help").Class("help").Text(help),
		app.P().ID(id+"-error").Class("error").Attr("role", "alert").Text(e.Problem),
	)
}

// choice is a switch of two positions.
func (c *checkPanel) choice(id, label, help string, labels []string, chosen int, set func(*CheckState, int)) app.UI {
	var parts []app.UI
	for i, text := range labels {
		one := id + "-" + strconv.Itoa(i)
		radio := app.Input().Type("radio").ID(one).Name(id).Class("visually-hidden").
			OnChange(func(app.Context, app.Event) { c.update(func(k *CheckState) { set(k, i) }) }, one)
		if i == chosen {
			radio = radio.Checked(true)
		}
		parts = append(parts, app.Label().Class("segment").Body(radio, app.Span().Text(text)))
	}
	return app.Div().Class("control control-choice").Body(
		app.Span().Class("control-label").ID(id+"-label").Text(label),
		app.Div().Class("control-field").Body(
			app.Div().Class("segments").Attr("role", "radiogroup").Aria("labelledby", id+"-label").Body(parts...)),
		app.P().Class("help").Text(help),
	)
}

// run is the button, with what it has to tell.
func (c *checkPanel) run(s State) app.UI {
	k := s.Check
	_, checking := k.Runs.(protocol.Check)
	label, press, able := "Check", c.Page.RunCheck, s.Engine.CanTrain() && k.valid() && k.Runs == nil
	if checking {
		label, press, able = "Cancel", func() { c.Page.Send(protocol.CancelCheck{}, nil) }, true
	}
	news := k.News
	if checking {
		news = progressText(k)
	} else if !s.Engine.CanTrain() {
		news = networkText(s)
	}
	return app.Div().Class("gradcheck-run").Body(
		app.Button().Type("button").Class("button button-main").ID("check-button").Text(label).Attr("disabled", !able).
			OnClick(func(app.Context, app.Event) { press() }, label),
		app.Div().Class("gradcheck-meter").Body(app.If(checking, meter(k.Done, k.Total, "Elements checked"))),
		app.P().Class("help gradcheck-news").Text(news),
		app.P().Class("error").Attr("role", "alert").Text(k.Problem),
	)
}

func progressText(k *CheckState) string {
	if k.Total == 0 {
		return "Under way."
	}
	return grouped(k.Done) + " of " + grouped(k.Total) + " elements, " + duration(k.Left) + " left."
}
