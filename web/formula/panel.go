package formula

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/class"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/figure"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/stepper"
)

// Panel takes a formula and shows its graph, step by step or as a quiz.
type Panel struct {
	app.Compo
	Room *Room
	// given is the Given of the state.Formula whose text is in the field.
	given int
}

func (f *Panel) OnMount(ctx app.Context) {
	f.Room.WatchThen(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Formula), hub.Of(s.Settings), hub.Of(s.Engine.Phase)}
	}, f.fill)
	f.given = -1
	f.fill()
	f.Room.shown = true
	f.Room.pump()
}

func (f *Panel) OnDismount() {
	f.Room.Forget(f)
	f.Room.shown = false
}

// fill writes into the field a formula that came from elsewhere. What is typed there is never written back: go-app
// trims the value that it writes, and of a letter and a space that come quickly the space would be lost.
func (f *Panel) fill() {
	s := f.Room.State().Formula
	if s.Given == f.given {
		return
	}
	f.given = s.Given
	if field := app.Window().GetElementByID("formula-text"); field.Truthy() {
		field.Set("value", s.Typed)
	}
}

func (f *Panel) Render() app.UI {
	s := f.Room.State()
	class := "panel formula"
	if s.Formula.Stale() {
		class += " formula-stale"
	}
	return app.Section().Class(class).Aria("labelledby", "formula-title").Body(
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
func (f *Panel) examples(s *state.Formula) app.UI {
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
		app.Select().ID("formula-example").Class("field select").Body(options...).
			OnChange(func(ctx app.Context, _ app.Event) {
				i, err := strconv.Atoi(ctx.JSSrc().Get("value").String())
				if all := expr.Examples(); err == nil && i >= 0 && i < len(all) {
					f.Room.Lead(func(s *state.State) { *s = s.WithExample(all[i]) })
				}
			}),
		app.P().Class("help").Text(chosen.Text),
	)
}

// mode chooses between going through the steps and being asked.
func (f *Panel) mode(s state.State) app.UI {
	choice := func(id, label string, asking bool) app.UI {
		radio := app.Input().Type("radio").ID(id).Name("formula-mode").Class("visually-hidden").
			OnChange(func(app.Context, app.Event) {
				f.Room.Update(func(s *state.State) { s.Formula = s.Formula.Ask(asking) })
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

// field takes the formula. Behind the text lies the same text, unseen, with a mark at the place of an error; it also
// gives the field its height.
func (f *Panel) field(s state.State) app.UI {
	row, _ := setting.Find("formula")
	text := s.Formula.Typed
	problem := s.Formula.Problem
	if long := s.Settings.Errors["formula"]; long != "" {
		problem = long
	}
	area := app.Elem("textarea").ID("formula-text").Class("formula-text").Attr("rows", 1).Spellcheck(false).
		Attr("autocomplete", "off").Attr("autocapitalize", "off").Aria("label", row.Label).
		Aria("invalid", problem != "").
		Aria("describedby", "formula-error formula-help").
		OnInput(func(ctx app.Context, _ app.Event) {
			typed := ctx.JSSrc().Get("value").String()
			f.Room.Lead(func(s *state.State) { *s = s.TypeFormula(typed) })
		})
	if app.IsServer {
		area = area.Text(text)
	}
	words := problem
	before, at, after := markAt(text, s.Formula.Column)
	mirror := app.Div().Class("formula-mirror").Aria("hidden", "true")
	if s.Formula.Column > 0 {
		words = place(text, s.Formula.Column) + ": " + problem
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

// place names a column of a text, which is counted from 1 in characters, by its line where there are several.
func place(text string, column int) string {
	letters := []rune(text)
	before := letters[:min(column-1, len(letters))]
	start := len(before) // of the line
	for start > 0 && before[start-1] != '\n' {
		start--
	}
	at := strconv.Itoa(column - start)
	if !slices.Contains(letters, '\n') {
		return "Column " + at
	}
	return "Line " + strconv.Itoa(1+strings.Count(string(before), "\n")) + ", column " + at
}

// markAt cuts a text at a column, counted from 1 in characters: what is before, the character there, which behind the
// end is a space, and what is after.
func markAt(text string, column int) (before, at, after string) {
	letters := []rune(text)
	switch {
	case column < 1:
		return text, "", ""
	case column > len(letters):
		return text, "\u00a0", ""
	case letters[column-1] == '\n':
		return string(letters[:column-1]), "\u00a0", string(letters[column-1:])
	}
	return string(letters[:column-1]), string(letters[column-1]), string(letters[column:])
}

// typeset sets the formula as a book would; a formula of many operations would be no help.
func typeset(s *state.Formula) app.UI {
	const most = 120
	if g := s.Formulated.Graph; g == nil || len(g.Nodes) > most {
		return nil
	}
	math, rest, _ := strings.Cut(s.Formulated.MathML, "<mi>")
	for rest != "" {
		name, after, _ := strings.Cut(rest, "</mi>")
		if strings.HasPrefix(after, "<mo>\u2061</mo>") { // a function
			math += "<mi>" + name + "</mi>"
		} else {
			math += walk.Variable(name)
		}
		var between string
		between, rest, _ = strings.Cut(after, "<mi>")
		math += between
	}
	return app.Raw(math)
}

// work is the graph with its task: to go through it, or to answer.
func (f *Panel) work(s state.State) app.UI {
	if s.Formula.Asking {
		return app.Div().Class("formula-work").Body(f.figure(s), &quizView{Room: f.Room})
	}
	var operations []string
	kind, work := s.FormulaWork()
	if kind != "" {
		operations = []string{kind}
	}
	return app.Div().Class("formula-work").Body(&stepper.Stepper{
		Hub:    f.Room.Hub,
		Of:     state.State.FormulaAt,
		Go:     func(at int) { f.Room.Lead(func(s *state.State) { *s = s.GoTo(at) }) },
		Figure: func() app.UI { return f.figure(f.Room.State()) },
	}, &class.View{Hub: f.Room.Hub, ID: "formula-code", Operations: operations, Work: work})
}

func (f *Panel) figure(s state.State) app.UI {
	if s.Formula.Walk == nil {
		return app.Div().Class("graph-picture formula-empty").Body(app.P().Class("help").Text(absence(s)))
	}
	picture := &figure.Figure{Name: "formula", Of: f.Room.picture, Act: f.choose, Steps: true, Large: 1.25}
	if s.Formula.Stale() {
		return app.Div().Class("graph-picture").Body(picture, app.P().Class("key formula-old").Body(
			app.Span().Text("This is the graph of the last formula that could be read.")))
	}
	return app.Div().Class("graph-picture").Body(
		picture,
		app.P().Class("key").Body(
			app.Span().Class("key-forward").Text("→ value, computed forwards"),
			app.Span().Class("key-backward").Text("← gradient of the result, computed backwards"),
			app.Span().Body(app.Elem("var").Text("dx"), app.Text(" is short for "),
				app.Elem("var").Text("∂"+s.Formula.Walk.Result()+"/∂x")),
		),
	)
}

// absence says why there is no graph.
func absence(s state.State) string {
	switch {
	case s.Formula.Problem != "":
		return "The graph is drawn as soon as the formula can be read."
	case s.Engine.Phase == engine.Dead:
		return "Without the engine there is no graph."
	}
	return "The graph is drawn as soon as the engine has loaded."
}

// choose carries out the action of a node or a wire: it asks for its gradient, or goes to its step.
func (f *Panel) choose(data app.Value) {
	node := data.Get("node")
	if !node.Truthy() {
		node = data.Get("edge")
	}
	id, err := strconv.Atoi(node.String())
	switch {
	case err != nil:
	case !f.Room.State().Formula.Asking:
		f.Room.Lead(func(s *state.State) { *s = s.ShowNode(id) })
	default:
		f.Room.Update(func(s *state.State) { s.Formula = s.Formula.AskFor(id) })
		f.Room.AfterRender(f, func() {
			if field := app.Window().GetElementByID("quiz-guess"); field.Truthy() {
				field.Call("focus")
			}
		})
	}
}
