package chapter

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// task says what there is to reach in the figure, how far that is, and hands it in.
type task struct {
	app.Compo
	Room *Room
}

func (t *task) OnMount(ctx app.Context) {
	t.Room.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Chapter), hub.Of(s.Settings), hub.Of(s.Draw), hub.Of(s.Engine), hub.Of(s.Check)}
	})
}
func (t *task) OnDismount() { t.Room.Forget(t) }

func (t *task) Render() app.UI {
	s := t.Room.State()
	task := s.Section().Question.Task
	if task == nil {
		return app.Div() // of the section before
	}
	_, found, problem := s.Handing()
	now := problem
	if now == "" {
		now = phrase.Sentence("now: " + found.Words(*task))
	}
	return app.Div().Class("chapter-task").Body(
		app.P().Class("help").Text(task.Words()),
		app.Div().Class("row").Body(
			widget.Button("Hand it in", problem != "", func() {
				t.Room.Lead(func(s *state.State) { *s = s.HandIn() })
			}).ID("chapter-hand-in").Class("button-main"),
			app.P().ID("chapter-task-now").Class("help").Attr("role", "status").Text(now),
		),
	)
}
