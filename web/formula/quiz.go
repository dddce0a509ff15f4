package formula

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// quizView asks for gradients: of the value that the learner picks in the graph, or else of one after another.
type quizView struct {
	app.Compo
	Room *Room
}

func (q *quizView) OnMount(ctx app.Context) {
	q.Room.Watch(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Formula)} })
}
func (q *quizView) OnDismount() { q.Room.Forget(q) }

func (q *quizView) Render() app.UI {
	s := q.Room.State()
	w := s.Formula.Walk
	if w == nil {
		return app.Div().Class("quiz")
	}
	quiz := s.Formula.Quiz()
	found, first, of := quiz.Score(w)
	score := "Found " + strconv.Itoa(found) + " of " + strconv.Itoa(of) + ", " + strconv.Itoa(first) +
		" on the first try."
	class, mark := "verdict-words", ""
	switch quiz.Judged {
	case state.Right:
		class, mark = class+" verdict-right", "✓ "
	case state.Wrong, state.Unreadable:
		class, mark = class+" verdict-wrong", "✗ "
	}
	return app.Div().Class("quiz").Body(
		app.H3().Body(app.Text("Predict"), app.Span().Class("quiz-score").Text(score)),
		app.P().Class("help").
			Text("Which gradient flows back along the bold wire? Choose another wire in the graph to answer that "+
				"first."),
		q.question(s),
		app.P().Class(class).Attr("role", "status").Text(mark+quiz.Verdict),
		app.Div().Class("row").Body(
			widget.Button("Start over", len(quiz.Found)+len(quiz.Wrong) == 0, func() {
				q.Room.Update(func(s *state.State) { s.Formula = s.Formula.BeginAgain() })
			}),
		),
	)
}

func (q *quizView) question(s state.State) app.UI {
	w := s.Formula.Walk
	id, asked := s.Formula.Asked()
	found, _, of := s.Formula.Quiz().Score(w)
	switch {
	case of == 0:
		return app.P().Class("help").Text("This formula has no gradient to find.")
	case !asked && found+len(s.Formula.Quiz().Told) >= of:
		return app.P().Class("help").Text("You have found all gradients.")
	case !asked:
		return app.P().Class("help").Text("In the graph, pick a value whose gradient is a question mark.")
	}
	check := func() {
		q.Room.Update(func(s *state.State) { s.Formula = s.Formula.WithGuess(s.Formula.Quiz().Guess) })
		if field := app.Window().GetElementByID("quiz-guess"); field.Truthy() {
			field.Call("select") // so that the next guess replaces a wrong one
		}
	}
	// It is no form, which a browser would complain of where a double click finds it gone.
	return app.Div().Class("quiz-form").Body(
		app.Label().For("quiz-guess").Body(
			app.Span().Class("visually-hidden").Text("Gradient with respect to "+w.Name(id)),
			app.Raw(w.Slope(id)), app.Text(" ="),
		),
		app.Input().Type("text").ID("quiz-guess").Class("field").Value(s.Formula.Quiz().Guess).AutoComplete(false).
			Spellcheck(false).
			Attr("inputmode", "text").
			OnInput(func(ctx app.Context, _ app.Event) {
				text := ctx.JSSrc().Get("value").String()
				q.Room.Update(func(s *state.State) { s.Formula = s.Formula.Guess(text) })
			}).
			OnKeyDown(func(_ app.Context, e app.Event) {
				if e.Get("key").String() == "Enter" {
					check()
				}
			}),
		widget.Button("Check", false, check).Class("button-main"),
		widget.Button("Show the answer", false,
			func() { q.Room.Update(func(s *state.State) { s.Formula = s.Formula.Tell() }) }),
	)
}
