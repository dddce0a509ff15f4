package check

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// puzzle asks for the layer, then for the mistake, then explains. Nothing of the answer is in the document before the
// guess.
func (c *Panel) puzzle(s state.State) app.UI {
	k := s.Check
	p := k.Puzzle
	return app.Div().Class("puzzle").Body(
		app.H3().Text("Find the mistake"),
		app.P().Text("One of six mistakes is in the backward pass of a copy of your network. Check, and see from "+
			"the table where. "+
			"The network itself is not touched: no mistake can get into it."),
		app.Div().Class("row puzzle-row").Body(
			app.Label().For("puzzle-number").Text("Puzzle"),
			app.Input().Type("text").ID("puzzle-number").Class("field").Value(p.Number.Text).AutoComplete(false).
				Attr("inputmode", "numeric").Attr("aria-invalid", strconv.FormatBool(p.Number.Problem != "")).
				Disabled(k.Runs != nil).
				OnChange(func(ctx app.Context, _ app.Event) {
					text := ctx.JSSrc().Get("value").String()
					c.update(func(k *state.Check) { k.SetNumber(text) })
				}),
			widget.Button("Another one", k.Runs != nil, func() {
				c.update(func(k *state.Check) { k.SetNumber(k.NextPuzzle()) })
			}),
			app.P().Class("help").Attr("role", "status").Text(k.Score.Words()),
		),
		app.P().Class("error").Attr("role", "alert").Text(p.Number.Problem),
		howToRead(),
		c.question(k, "1. In which layer is it?", "puzzle-layer", p.Layer, layerAnswers(s),
			k.Planted != nil && !p.Layer.Over),
		c.question(k, "2. What is it?", "puzzle-bug", p.Bug, bugAnswers(), p.Layer.Over && !p.Bug.Over),
		explanation(k),
	)
}

// howToRead is help for who wants it.
func howToRead() app.UI {
	return app.Details().Class("how").Body(
		app.Summary().Text("How to read the table"),
		app.Elem("ul").Body(
			app.Li().Text("Gradients travel from the loss backwards. One that is right clears the layers that it "+
				"came through."),
			app.Li().Text("Only W or only b of a layer differs: look at how that layer computes it."),
			app.Li().Text("Everything before a layer differs, and its own W and b are right: it sends back "+
				"something wrong, or the "+
				"activation before it spoils that."),
			app.Li().Text("Every parameter differs: look at the loss."),
			app.Li().Text("Two suspects are left? Check on one image alone. A mistake about the batch vanishes "+
				"then; and where the "+
				"gradient passes the wrong units, it is right for none, so that no relative difference exceeds 1."),
		),
	)
}

func layerAnswers(s state.State) []option {
	net := s.Layers()
	if r := s.Check.Planted; r != nil {
		net = r.Net
	}
	var options []option
	for _, name := range net.Names {
		options = append(options, option{name, name})
	}
	return options
}

func bugAnswers() []option {
	var options []option
	for _, b := range protocol.Bugs() {
		options = append(options, option{b.Name, b.Title})
	}
	return options
}

// question is answered by one of the options while it is open. What was given and is wrong cannot be given again.
func (c *Panel) question(k *state.Check, text, id string, q state.Question, options []option, open bool) app.UI {
	var radios []app.UI
	chosen := k.Puzzle.Picked
	if !open {
		chosen = ""
		if n := len(q.Given); n > 0 {
			chosen = q.Given[n-1]
		}
	}
	for i, o := range options {
		one := id + "-" + strconv.Itoa(i)
		radios = append(radios, app.Label().Class("option").Body(
			app.Input().Type("radio").ID(one).Name(id).Value(o.Value).Checked(o.Value == chosen).
				Disabled(!open || slices.Contains(q.Given, o.Value)).
				OnChange(func(app.Context, app.Event) { c.update(func(k *state.Check) { k.Puzzle.Picked = o.Value }) },
					one, o.Value),
			app.Text(o.Text),
		))
	}
	return app.FieldSet().Class("question").Body(
		app.Elem("legend").Text(text),
		app.Div().Class("options").Body(radios...),
		app.Div().Class("row answer-row").Body(
			app.Button().Type("button").Class("button").ID(id).Text("Answer").
				Attr("disabled", !open || k.Puzzle.Picked == "").
				OnClick(func(ctx app.Context, _ app.Event) { c.answer(ctx, (*state.Check).Answer) }),
			app.If(open && len(q.Given) > 0, app.Button().Type("button").Class("button").ID(id+"-show").
				Text("Show the answer").
				OnClick(func(ctx app.Context, _ app.Event) { c.answer(ctx, (*state.Check).GiveUp) })),
			app.P().Attr("role", "status").Text(judgement(k, id, q)),
		),
	)
}

// answer moves on, and the focus with it: the button is done.
func (c *Panel) answer(ctx app.Context, on func(*state.Check) *state.Check) {
	c.Desk.Update(func(s *state.State) { s.Check = on(s.Check) })
	p := c.Desk.State().Check.Puzzle
	next := ".question input:enabled"
	if p.Bug.Over {
		next = "#puzzle-explanation"
	}
	ctx.Defer(func(app.Context) {
		browser.Find(next, func(e app.Value) { e.Call("focus") })
	})
}

// judgement says what the latest answer was worth.
func judgement(k *state.Check, id string, q state.Question) string {
	if len(q.Given) == 0 || k.Planted == nil {
		return ""
	}
	latest := q.Given[len(q.Given)-1]
	right, is, not := k.Planted.Planted.Scope, "It is in "+k.Planted.Planted.Scope+".", "It is not in "+latest+"."
	if id == "puzzle-bug" {
		right, is, not = k.Planted.Planted.Bug.Name, "It is explained below.", "It is another one."
	}
	switch {
	case !q.Over:
		return "✗ No. " + not + " Look at the table again."
	case latest == right:
		return "✓ Right. " + is
	}
	return is
}

func explanation(k *state.Check) app.UI {
	if !k.Puzzle.Bug.Over || k.Planted == nil {
		return nil
	}
	p := k.Planted.Planted
	line := func(label, code string) app.UI {
		return app.Div().Class("code-line").
			Body(app.Elem("dt").Text(label), app.Elem("dd").Body(app.Elem("code").Text(code)))
	}
	return app.Div().Class("explanation").ID("puzzle-explanation").TabIndex(-1).Body(
		app.P().Body(app.Elem("strong").Text(p.Bug.Title+", in "+p.Scope+".")),
		app.Elem("dl").Body(line("✗ wrong", p.Bug.Wrong), line("✓ right", p.Bug.Right)),
		app.P().Text(p.Bug.Explanation),
	)
}
