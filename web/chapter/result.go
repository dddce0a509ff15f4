package chapter

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// result is the learner's result code, to be copied.
type result struct {
	app.Compo
	Room *Room
	note widget.Note
}

func (r *result) OnMount(ctx app.Context) {
	r.Room.Watch(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Chapter), hub.Of(s.Settings)} })
}
func (r *result) OnDismount() { r.Room.Forget(r) }

func (r *result) Render() app.UI {
	s := r.Room.State()
	now := s.Result()
	name := app.Input().Type("text").ID("result-name").Class("field").AutoComplete(false).Value(s.Chapter.Learner).
		OnInput(func(ctx app.Context, _ app.Event) {
			name := ctx.JSSrc().Get("value").String()
			r.Room.Update(func(s *state.State) { *s = s.WithLearner(name) })
		})
	return app.Details().Class("more chapter-result").Body(
		app.Summary().Body(app.Text("Your result"), app.Span().Class("help").
			Text(phrase.Counted(len(now.Answers), "answer")+" of "+phrase.Grouped(len(s.Sections().Asked())))),
		app.P().Class("help").Text("This text holds your answers, and what they rest on. Send it to whoever teaches "+
			"you: nobody else gets it, and it has no name in it unless you write one."),
		app.Div().Class("control").Body(app.Label().For("result-name").Text("Name, if it is asked for"), name),
		app.Div().Class("row").Body(
			widget.Button("Copy the result", len(now.Answers) == 0, func() {
				r.note.Copy(r.Room.State().Result().Code(), r.Room.Run, r.Update)
			}).ID("result-copy"),
			app.P().Class("help").Attr("role", "status").Text(r.note.Text),
		),
		app.If(s.Elsewhere() > 0, app.P().Class("help").Text("Answered on another page, as the link says: "+
			phrase.Counted(s.Elsewhere(), "question")+". The answers are in the result of that page alone. Hand in "+
			"that one, or answer here, too.")),
		app.If(len(now.Answers) > 0, app.Elem("pre").Class("code").ID("result-code").TabIndex(0).
			Aria("label", "Your result").Text(now.Code())),
	)
}
