package graph

import (
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// pullView pulls the element that is looked at, one of a parameter, and shows what the loss does: its curve, the
// tangent of backpropagation, the secant, and the strongest path from the element to the loss. It asks while it is
// open, and again with each new graph.
type pullView struct {
	app.Compo
	Hub *hub.Hub

	resting *time.Timer // until the element is at rest, or nil
}

// pullRest is how long an element that was pulled has not moved when it is at rest.
const pullRest = 300 * time.Millisecond

// pullPace is how often it is asked for while training runs, which waits for the answer.
const pullPace = 3 * time.Second

func (v *pullView) OnMount(ctx app.Context) {
	var asker *hub.Asker
	asker = v.Hub.NewAsker(func() (hub.Question, bool) {
		s := v.Hub.State()
		subject, command, ok := s.Pull.Question(s.Graph, s.Engine.Status.Running)
		return hub.Question{Subject: subject, Every: pullPace, Command: command, Then: func(answer protocol.Event) {
			v.Hub.Update(func(s *state.State) {
				s.Pull = s.Pull.Answered(s.Graph, s.Engine.Status.Running, subject, answer)
			})
			asker.Pump() // another element may be chosen meanwhile
		}}, ok
	})
	v.Hub.WatchThen(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Graph), hub.Of(s.Pull), hub.Of(s.Engine.Phase), hub.Of(s.Engine.Status.Running)}
	}, asker.Pump)
	asker.Pump()
}
func (v *pullView) OnDismount() { v.Hub.Forget(v) }

// pull pulls the element.
func (v *pullView) pull(to func(*state.Pull) *state.Pull) {
	v.update(to)
	if v.resting != nil {
		v.resting.Stop()
	}
	v.resting = time.AfterFunc(pullRest, func() { v.Hub.Run(func() { v.update((*state.Pull).Rest) }) })
}

func (v *pullView) update(change func(*state.Pull) *state.Pull) {
	v.Hub.Update(func(s *state.State) { s.Pull = change(s.Pull) })
}

func (v *pullView) Render() app.UI {
	s := v.Hub.State()
	p := s.Pull
	fold := v.Hub.Fold(state.FoldPull, "pull")
	summary := app.Summary().Text("Pull this weight")
	if !p.Open {
		return fold.Body(summary)
	}
	e, problem, current := p.Answer(s.Graph)
	if e == nil {
		if problem == "" {
			problem = "The curve is on its way."
		}
		return fold.Body(summary, app.P().Class("help pull-empty").Attr("role", "status").Text(problem))
	}
	class := "pull-body"
	if !current { // what is there stays, so that nothing jumps, until the answer comes
		class += " pull-late"
	}
	return fold.Body(summary, app.Div().Class(class).Aria("busy", !current).Body(
		app.P().Class("help").Text(p.PullOf(s.Graph)),
		v.plot(p, e),
		app.P().Class("pull-said").Attr("role", "status").Text(p.Dot(s.Graph)),
		app.Div().Class("row pull-row").Body(
			widget.Button("Let go", !p.Pulled(), func() { v.update((*state.Pull).LetGo) }),
			app.Label().Class("element-field").Body(
				app.Span().Text("Range"),
				widget.Choose("pull-reach", reaches(), p.Reach, func(i int) {
					v.update(func(p *state.Pull) *state.Pull { return p.WithReach(i) })
				}),
			),
		),
		v.slopes(p),
		v.kinks(p),
		v.path(p, e),
	))
}

func reaches() (texts []string) {
	for _, r := range state.Reaches {
		texts = append(texts, "± "+strconv.FormatFloat(r, 'g', -1, 64))
	}
	return texts
}

// plot is the curve, whose dot a pointer pulls, and below it the slider for the keys.
func (v *pullView) plot(p *state.Pull, e *protocol.Pulled) app.UI {
	pull := func(ctx app.Context, event app.Event) {
		box := ctx.JSSrc().Call("getBoundingClientRect")
		part := (event.Get("clientX").Float() - box.Get("left").Float()) / box.Get("width").Float()
		v.pull(func(p *state.Pull) *state.Pull {
			f := p.Plot()
			return p.WithValue(f.ValueAt(part * f.Width))
		})
	}
	left, right := p.Plot().Inset()
	at := e.Points[p.Point()]
	return app.Div().Class("pull-figure").Body(
		app.Div().Class("pull-plot").
			On("pointerdown", func(ctx app.Context, event app.Event) {
				browser.CapturePointer(ctx.JSSrc(), event.Get("pointerId").Int())
				pull(ctx, event)
			}).
			On("pointermove", func(ctx app.Context, event app.Event) {
				if event.Get("buttons").Int()&1 != 0 {
					pull(ctx, event)
				}
			}).
			Body(&widget.SVGBox{Tree: func() *graphview.Element {
				return v.Hub.State().Pull.Plot().Draw("The loss over the value of " + e.Name + ". The slider below " +
					"moves the dot; the text has its numbers.")
			}}),
		app.Div().Class("pull-track").Style("padding-left", phrase.Percent(left)).
			Style("padding-right", phrase.Percent(right)).Body(
			app.Input().Type("range").ID("pull-at").Class("slider").Max(p.Last()).Value(p.Point()).
				Aria("label", e.Name).
				Aria("valuetext", graphview.Format(at.Value, 4)+", loss "+graphview.Format(at.Loss, 5)).
				OnInput(func(ctx app.Context, _ app.Event) {
					place, _ := strconv.Atoi(ctx.JSSrc().Get("value").String()) // a slider holds nothing else
					v.pull(func(p *state.Pull) *state.Pull { return p.WithPoint(place) })
				}),
		),
	)
}

// slopes compares the two.
func (v *pullView) slopes(p *state.Pull) app.UI {
	tangent, secant, words := p.Slopes()
	h := state.StepText(p.H)
	return app.Div().Class("pull-slopes").Body(
		app.Label().Class("pull-h").Body(
			app.Span().Body(app.Text("Secant through "), app.Elem("var").Text("w"), app.Text(" − "),
				app.Elem("var").Text("h"),
				app.Text(" and "), app.Elem("var").Text("w"), app.Text(" + "), app.Elem("var").Text("h"),
				app.Text(", "), app.Elem("var").Text("h"), app.Text(" = "+h)),
			app.Input().Type("range").ID("pull-h").Class("slider").Max(len(state.Steps)-1).Value(p.H).
				Aria("label", "Step h").Aria("valuetext", h).
				OnInput(func(ctx app.Context, _ app.Event) {
					place, _ := strconv.Atoi(ctx.JSSrc().Get("value").String()) // a slider holds nothing else
					v.update(func(p *state.Pull) *state.Pull { return p.WithH(place) })
				}),
		),
		app.Elem("dl").Class("pull-pair").Body(
			app.Elem("dt").Class("key-backward").Body(widget.Key("pull-tangent"),
				app.Text("Slope of the tangent, by backpropagation")),
			app.Elem("dd").ID("pull-tangent").Class("key-backward").Text(tangent),
			app.Elem("dt").Body(widget.Key("pull-secant"), app.Text("Slope of the secant")),
			app.Elem("dd").ID("pull-secant").Text(secant),
		),
		app.P().Class("help pull-difference").Attr("role", "status").Text(words),
	)
}

func (v *pullView) kinks(p *state.Pull) app.UI {
	var lines []app.UI
	for _, text := range p.Kinks() {
		lines = append(lines, app.P().Class("help").Text(text))
	}
	return app.Div().Class("pull-kinks").Body(lines...)
}

// path writes the gradient as the product of the local derivatives along the strongest path.
func (v *pullView) path(p *state.Pull, e *protocol.Pulled) app.UI {
	terms, words := p.Path()
	// A sign stays with what follows it.
	term := func(sign, letters, number string) app.UI {
		return app.Span().Class("pull-factor").Body(
			app.If(sign != "", app.Span().Class("story-sign").Text(sign)),
			app.Span().Class("story-term").Body(app.Span().Class("story-letters").Text(letters),
				app.Span().Text(number)))
	}
	line := []app.UI{term("", "∂L/∂"+e.Name, graphview.Format(e.Gradient, 4))}
	sign := "≈"
	for _, t := range terms {
		line = append(line, term(sign, t.Letters, t.Number))
		sign = "·"
	}
	line = append(line, term("=", "", graphview.Format(e.Product, 4)))
	return app.Div().Class("pull-path story story-backward").Body(
		app.Elem("h4").Text("The strongest path to the loss"),
		app.P().Class("help").Text("The gradient is a sum over all paths, of the product of the local derivatives "+
			"along each."),
		app.Div().Class("story-line").Body(line...),
		app.P().Class("help").Text(words),
	)
}
