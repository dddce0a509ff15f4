package check

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Panel compares backpropagation with numerical gradients, and gives the learner the puzzle of a mistake in a backward
// pass.
type Panel struct {
	app.Compo
	Desk *control.Desk
}

func (c *Panel) OnMount(ctx app.Context) {
	c.Desk.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Check), hub.Of(s.Engine), hub.Of(s.Settings)}
	})
}

func (c *Panel) OnDismount() {
	c.Desk.Forget(c)
	if c.Desk.State().Check.Runs != nil {
		runner{c.Desk}.cancel() // nobody looks any more, and training cannot begin before it ends
	}
}

func (c *Panel) update(change func(*state.Check)) {
	c.Desk.Update(func(s *state.State) { s.Check = s.Check.With(change) })
}

// The numerical gradient, as the chapter writes it.
const numericalGradient = `<math display="block"><mfrac><mrow><mi>∂</mi><mi>L</mi></mrow><mrow><mi>∂</mi><mi>w</mi></mrow></mfrac>` +
	`<mo>≈</mo><mfrac><mrow><mi>L</mi><mo>(</mo><mi>w</mi><mo>+</mo><mi>h</mi><mo>)</mo><mo>−</mo>` +
	`<mi>L</mi><mo>(</mo><mi>w</mi><mo>−</mo><mi>h</mi><mo>)</mo></mrow><mrow><mn>2</mn><mi>h</mi></mrow></mfrac></math>`

func (c *Panel) Render() app.UI {
	s := c.Desk.State()
	return app.Section().Class("panel gradcheck").Aria("labelledby", "check-title").Body(
		app.H2().ID("check-title").Text("Gradient check"),
		app.Div().Class("gradcheck-intro").Body(
			app.P().Body(
				app.Text("Backpropagation gives the gradient of the loss for every parameter in one pass, by the "+
					"chain rule, and is "+
					"easy to get wrong. The numerical gradient needs no rule: it moves one parameter by ±"),
				app.Elem("var").Text("h"),
				app.Text(" and looks at the loss. Where both give the same numbers, the backward pass is right."),
			),
			app.Raw(numericalGradient),
		),
		app.Div().Class("gradcheck-body").Body(
			c.form(s),
			app.Div().Class("gradcheck-result").Body(
				table(s),
				kinks(s.Check.Result()),
				app.If(s.Check.Puzzle.On, c.puzzle(s)),
			),
		),
		app.Div().Class("gradcheck-more").Body(
			whyBackprop(s),
			&errorCurve{Desk: c.Desk},
		),
	)
}

func (c *Panel) form(s state.State) app.UI {
	k := s.Check
	all := "All"
	if n := s.Engine.Status.Parameters; n > 0 {
		all = "All " + phrase.Grouped(n)
	}
	elements, backward, logarithm := "sample", "own", "exact"
	if k.All {
		elements = "all"
	}
	if k.Puzzle.On {
		backward = "mistake"
	}
	if k.BookLogarithm {
		logarithm = "book"
	}
	form := app.FieldSet().Class("gradcheck-form").Body(
		app.Elem("legend").Class("visually-hidden").Text("What to check"),
		c.network(s),
		c.choice("check-backward", "Backward pass", "", []option{{"own", "As it is"}, {"mistake", "With a mistake"}},
			backward, func(k *state.Check, v string) { k.SetPuzzle(v == "mistake") }),
		c.field("check-h", "Step h", "How far each parameter is moved, up and down.", k.H,
			func(k *state.Check, e state.Entry) { k.H = e }, c.slider(k.H)),
		c.field("check-samples", "Images", "The batch: the first images of MNIST’s training set.", k.Samples,
			func(k *state.Check, e state.Entry) { k.Samples = e }),
		c.choice("check-elements", "Elements", "A sample is up to "+strconv.Itoa(state.SampledElements)+
			" of each parameter; every element takes two forward passes.",
			[]option{{"sample", "A sample"}, {"all", all}}, elements, func(k *state.Check, v string) {
				k.All = v == "all"
			}),
		c.choice("check-logarithm", "1e−7 in the log, as in the book",
			"The book computes log(y + 1e−7), which is never log 0, and as its gradient y − t, which leaves the 1e−7 "+
				"out. That is why its check of a fresh network prints 1.4e−7 for b2, a millionth of the "+
				"gradient, and this page, whose loss needs no 1e−7, about 1e−10.",
			[]option{{"exact", "log y"}, {"book", "log(y + 1e−7)"}}, logarithm,
			func(k *state.Check, v string) { k.BookLogarithm = v == "book" }),
		c.choice("check-dtype", "Arithmetic", "", []option{{protocol.Float64, "float64"},
			{protocol.Float32, "float32"}}, k.DType,
			func(k *state.Check, v string) { k.DType = v }),
		c.run(s),
	)
	if s.Engine.Phase == engine.Away {
		form = form.Disabled(true) // what is set now would be lost when the program takes over
	}
	return form
}

// network says which network is checked, and starts a fresh one.
func (c *Panel) network(s state.State) app.UI {
	text := s.NetworkText()
	if s.Engine.CanTrain() {
		text = s.Engine.NetworkName().String() + ". It is fresh: nothing has been trained."
		if step := s.Engine.Looked(); step > 0 {
			text = s.Engine.NetworkName().String() + ". It has been trained for " + phrase.Counted(step, "step") + "."
		}
	}
	return app.Div().Class("control gradcheck-network").Body(
		app.Span().Class("control-label").Text("Network"),
		app.P().Class("help").Text(text),
		&control.FreshStart{Desk: c.Desk, At: "check", Label: "Start from scratch",
			Idle: s.Check.Runs != nil || s.Engine.Status.Running || s.Engine.Looked() == 0},
	)
}

func (c *Panel) slider(h state.Entry) app.UI {
	return app.Input().Type("range").Class("slider").Max(hPlaces).Value(hPosition(h.Value)).
		Aria("label", "Step h").Aria("valuetext", h.Text).
		OnInput(func(ctx app.Context, _ app.Event) {
			position, _ := strconv.Atoi(ctx.JSSrc().Get("value").String()) // a slider holds nothing else
			c.update(func(k *state.Check) { k.H = k.H.With(hText(position)) })
		})
}

// field is a labelled number; slider, if any, stands before it.
func (c *Panel) field(id, label, help string, e state.Entry, set func(*state.Check, state.Entry),
	slider ...app.UI) app.UI {
	class := "control"
	if len(slider) > 0 {
		class += " control-float"
	}
	input := app.Input().Type("text").ID(id).Class("field").Value(e.Text).AutoComplete(false).Spellcheck(false).
		Attr("aria-invalid", strconv.FormatBool(e.Problem != "")).Aria("describedby", id+"-help "+id+"-error").
		OnChange(func(ctx app.Context, _ app.Event) {
			text := ctx.JSSrc().Get("value").String()
			c.update(func(k *state.Check) { set(k, e.With(text)) })
		}, id)
	return app.Div().Class(class).Body(
		app.Label().For(id).Text(label),
		app.Div().Class("control-field").Body(append(slider, input)...),
		app.P().ID(id+"-help").Class("help").Text(help),
		app.P().ID(id+"-error").Class("error").Attr("role", "alert").Text(e.Problem),
	)
}

// option is one of several that can be chosen.
type option struct{ Value, Text string }

// choice is a switch between options.
func (c *Panel) choice(id, label, help string, options []option, chosen string, set func(*state.Check, string)) app.UI {
	var parts []app.UI
	for _, o := range options {
		one := id + "-" + o.Value
		radio := app.Input().Type("radio").ID(one).Name(id).Class("visually-hidden").
			OnChange(func(app.Context, app.Event) { c.update(func(k *state.Check) { set(k, o.Value) }) }, one)
		if o.Value == chosen {
			radio = radio.Checked(true)
		}
		parts = append(parts, app.Label().Class("segment").Body(radio, app.Span().Text(o.Text)))
	}
	return app.Div().Class("control control-choice").Body(
		app.Span().Class("control-label").ID(id+"-label").Text(label),
		app.Div().Class("control-field").Body(
			app.Div().Class("segments").Attr("role", "radiogroup").Aria("labelledby", id+"-label").Body(parts...)),
		app.P().Class("help").Text(help),
	)
}

// run is the button, with its messages.
func (c *Panel) run(s state.State) app.UI {
	k := s.Check
	_, mine := k.Runs.(protocol.Check)
	news := k.News
	switch {
	case mine && k.Total == 0 && s.Engine.LoadingImages() != "":
		news = s.Engine.LoadingImages()
	case mine:
		news = progressText(k)
	case !s.Engine.CanTrain():
		news = s.NetworkText()
	case s.Engine.Status.Running:
		news = "Training is running, and changes what would be checked."
	}
	return app.Div().Class("gradcheck-run").Body(
		runner{c.Desk}.button("check-button", "Check", mine, s.Check.CanRun(s.Engine) && k.Valid(),
			runner{c.Desk}.check).Class("button-main"),
		app.Div().Class("gradcheck-meter").Body(app.If(mine, widget.Meter(k.Done, k.Total, "Elements checked"))),
		app.P().Class("help gradcheck-news").Text(news),
		app.P().Class("error").Attr("role", "alert").Text(k.Problem),
		app.If(s.Engine.Status.Running, widget.Button("Pause the training", false, c.Desk.Pause)),
	)
}

func progressText(k *state.Check) string {
	if k.Total == 0 {
		return "Under way."
	}
	return phrase.Grouped(k.Done) + " of " + phrase.Grouped(k.Total) + " elements, " + phrase.Duration(k.Left) +
		" left."
}

// The slider of h has two places a decade, from the left, where h is large: as the curve has.
const hPlaces = 22

func hPosition(h float64) int {
	return int(math.Round(-2 * (math.Log10(h) + 1)))
}

func hText(position int) string {
	if position%2 == 0 {
		return "1e-" + strconv.Itoa(1+position/2)
	}
	return "3.2e-" + strconv.Itoa(2+position/2)
}
