package web

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/figure"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/stepper"
)

// formulaPanel takes a formula and shows its graph, step by step or as a question.
type formulaPanel struct {
	app.Compo
	Page *Page
	// given is the FormulaState.Given whose text the field has got.
	given int
}

func (f *formulaPanel) OnMount(ctx app.Context) {
	type seen struct {
		formula  *state.Formula
		settings *state.Settings
		phase    engine.Phase
	}
	hub.WatchThen(f.Page.Hub, ctx, func(s state.State) seen {
		return seen{s.Formula, s.Settings, s.Engine.Phase}
	}, f.fill)
	f.given = -1
	f.fill()
	f.Page.formula.shown = true
	f.Page.pumpFormula()
}

func (f *formulaPanel) OnDismount() {
	f.Page.Forget(f)
	f.Page.formula.shown = false
}

// fill writes into the field a formula that came from elsewhere. What is typed there is never written back: go-app trims the value that it
// writes, and of a letter and a space that come quickly the space would be lost.
func (f *formulaPanel) fill() {
	s := f.Page.State().Formula
	if s.Given == f.given {
		return
	}
	f.given = s.Given
	if field := app.Window().GetElementByID("formula-text"); field.Truthy() {
		field.Set("value", s.Typed)
	}
}

// formulaTalk is what the Page keeps of its conversation about the formula.
type formulaTalk struct {
	// shown says that there is a panel for the graph, and waiting that an answer is on its way.
	shown, waiting bool
	// lost says that the last Command had no answer, from the engine's program of that number.
	lost bool
	life int
	// drawn is the picture of drawnOf.
	drawn   graphview.Drawn
	drawnOf formulaDrawn
}

// pumpFormula asks for the graph of the formula as it stands now, one Command at a time. It needs the engine's program, but neither a
// network nor data.
func (p *Page) pumpFormula() {
	t := &p.formula
	s := p.State()
	subject, command, ok := s.Formula.Question(s.Settings.Wanted)
	life, alive := p.Life()
	if !ok && t.lost {
		ok = t.life != life
	}
	if !ok || !t.shown || t.waiting || !alive {
		return
	}
	t.waiting, t.life = true, life
	p.Send(command, func(answer protocol.Event) {
		failed, bad := answer.(protocol.Failed)
		t.waiting, t.lost = false, bad && failed.Code != protocol.CodeBadFormula
		p.Update(func(s *state.State) { s.Formula = s.Formula.Answered(subject, answer) })
	})
}

func (f *formulaPanel) Render() app.UI {
	s := f.Page.State()
	return app.Section().Class("panel formula").Aria("labelledby", "formula-title").Body(
		app.Raw("<style>"+graphview.Style+"</style>"),
		app.Div().Class("formula-head").Body(
			app.H2().ID("formula-title").Text("Formula"),
			f.mode(s),
			f.examples(s.Formula),
		),
		f.field(s),
		app.Div().Class("formula-set").Body(typeset(s.Formula)),
		app.Div().Class("formula-body").Body(
			f.work(s),
			f.values(s),
		),
	)
}

// examples is the library.
func (f *formulaPanel) examples(s *state.Formula) app.UI {
	chosen, at := s.Example()
	options := []app.UI{app.Option().Value(-1).Text("One of your own").Disabled(true)}
	if at < 0 {
		options[0] = app.Option().Value(-1).Text("One of your own").Disabled(true).Selected(true)
	}
	for i, e := range expr.Examples() {
		o := app.Option().Value(i).Text(e.Name)
		if i == at {
			o = o.Selected(true)
		}
		options = append(options, o)
	}
	return app.Div().Class("formula-examples").Body(
		app.Label().For("formula-example").Text("Example"),
		app.Select().ID("formula-example").Class("field select").Body(options...).OnChange(func(ctx app.Context, _ app.Event) {
			i, err := strconv.Atoi(ctx.JSSrc().Get("value").String())
			if all := expr.Examples(); err == nil && i >= 0 && i < len(all) {
				f.Page.Lead(func(s *state.State) { *s = s.WithExample(all[i]) })
			}
		}),
		app.P().Class("help").Text(chosen.Text),
	)
}

// mode chooses between going through the steps and being asked.
func (f *formulaPanel) mode(s state.State) app.UI {
	choice := func(id, label string, asking bool) app.UI {
		radio := app.Input().Type("radio").ID(id).Name("formula-mode").Class("visually-hidden").
			OnChange(func(app.Context, app.Event) {
				f.Page.Update(func(s *state.State) { s.Formula = s.Formula.Ask(asking) })
			}, id)
		if s.Formula.Asking == asking {
			radio = radio.Checked(true)
		}
		return app.Label().Class("segment").Body(radio, app.Span().Text(label))
	}
	return app.Div().Class("segments").Attr("role", "radiogroup").Aria("label", "What to do").Body(
		choice("formula-steps", "Step through", false),
		choice("formula-ask", "Predict gradients", true),
	)
}

// field takes the formula. Behind the text lies the same text, unseen, with a mark at the place of an error; it also gives the field its
// height.
func (f *formulaPanel) field(s state.State) app.UI {
	row, _ := setting.Find("formula")
	text := s.Formula.Typed
	problem := s.Formula.Problem
	if long := s.Settings.Errors["formula"]; long != "" {
		problem = long
	}
	area := app.Elem("textarea").ID("formula-text").Class("formula-text").Attr("rows", 1).Spellcheck(false).
		Attr("autocomplete", "off").Attr("autocapitalize", "off").Aria("label", row.Label).Aria("invalid", problem != "").
		Aria("describedby", "formula-error formula-help").
		OnInput(func(ctx app.Context, _ app.Event) {
			typed := ctx.JSSrc().Get("value").String()
			f.Page.Lead(func(s *state.State) { *s = s.TypeFormula(typed) })
		})
	if app.IsServer {
		area = area.Text(text)
	}
	words := problem
	before, at, after := markAt(text, s.Formula.Column)
	mirror := app.Div().Class("formula-mirror").Aria("hidden", "true")
	if s.Formula.Column > 0 {
		words = "Column " + strconv.Itoa(s.Formula.Column) + ": " + problem
		mirror = mirror.Body(app.Text(before), app.Span().Class("formula-mark").Text(at), app.Text(after+" "))
	} else {
		mirror = mirror.Body(app.Text(text + " "))
	}
	return app.Div().Class("formula-field").Body(
		app.Div().Class("formula-box").Body(mirror, area),
		app.P().ID("formula-error").Class("error").Attr("role", "alert").Text(words),
		app.P().ID("formula-help").Class("help").Text(row.Help),
	)
}

// markAt cuts a text at a column, counted from 1 in characters: what is before, the character there, which behind the end is a space,
// and what is after.
func markAt(text string, column int) (before, at, after string) {
	letters := []rune(text)
	switch {
	case column < 1:
		return text, "", ""
	case column > len(letters):
		return text, "\u00a0", ""
	}
	return string(letters[:column-1]), string(letters[column-1]), string(letters[column:])
}

// typeset sets the formula as a book would; a formula of many operations would be no help.
func typeset(s *state.Formula) app.UI {
	const most = 120
	if g := s.Formulated.Graph; g == nil || len(g.Nodes) > most {
		return nil
	}
	math := s.Formulated.MathML
	for _, name := range s.Formulated.Names {
		math = strings.ReplaceAll(math, "<mi>"+name+"</mi>", walk.Variable(name))
	}
	return app.Raw(math)
}

// work is the graph with what there is to do: go through it, or answer.
func (f *formulaPanel) work(s state.State) app.UI {
	if s.Formula.Asking {
		return app.Div().Class("formula-work").Body(f.figure(s), &quizView{Page: f.Page})
	}
	return app.Div().Class("formula-work").Body(&stepper.Stepper{
		Hub:    f.Page.Hub,
		Of:     state.State.FormulaAt,
		Go:     func(at int) { f.Page.Lead(func(s *state.State) { *s = s.GoTo(at) }) },
		Figure: func() app.UI { return f.figure(f.Page.State()) },
	})
}

func (f *formulaPanel) figure(s state.State) app.UI {
	if s.Formula.Walk == nil {
		return app.Div().Class("graph-picture formula-empty").Body(app.P().Class("help").Text(absence(s)))
	}
	return app.Div().Class("graph-picture").Body(
		&figure.Figure{Name: "formula", Of: func() graphview.Drawn { return f.Page.formulaDrawn(f.Page.State()) }, Act: f.choose, Steps: true, Large: 1.25},
		app.P().Class("key").Body(
			app.Span().Class("key-forward").Text("→ value, computed forwards"),
			app.Span().Class("key-backward").Text("← gradient of the result, computed backwards"),
			app.Span().Body(app.Var().Text("dx"), app.Text(" is short for "), app.Var().Text("∂L/∂x")),
		),
	)
}

// formulaDrawn returns the graph with its picture, which is drawn once for each state of it.
func (p *Page) formulaDrawn(s state.State) graphview.Drawn {
	t := &p.formula
	if of := (formulaDrawn{s.Formula, s.Settings.Wanted.Step}); of != t.drawnOf {
		t.drawnOf, t.drawn = of, s.Formula.Drawn(s.Settings.Wanted)
	}
	return t.drawn
}

// formulaDrawn is what a picture of a formula depends on.
type formulaDrawn struct {
	formula *state.Formula
	step    int
}

// absence says why there is no graph.
func absence(s state.State) string {
	switch {
	case s.Formula.Problem != "":
		return "The graph is drawn as soon as the formula can be read."
	case s.Engine.Phase == engine.Dead:
		return "Without the engine there is no graph."
	}
	return "The graph is drawn as soon as the engine is here."
}

// choose does what a node or a wire stands for: it asks for its gradient, or goes to its step.
func (f *formulaPanel) choose(data app.Value) {
	node := data.Get("node")
	if !node.Truthy() {
		node = data.Get("edge")
	}
	id, err := strconv.Atoi(node.String())
	switch {
	case err != nil:
	case !f.Page.State().Formula.Asking:
		f.Page.Lead(func(s *state.State) { *s = s.ShowNode(id) })
	default:
		f.Page.Update(func(s *state.State) { s.Formula = s.Formula.AskFor(id) })
		f.Page.AfterRender(f, func() {
			if field := app.Window().GetElementByID("quiz-guess"); field.Truthy() {
				field.Call("focus")
			}
		})
	}
}
