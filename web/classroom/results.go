package classroom

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// results shows what was handed in, and its marks.
type results struct {
	app.Compo
	Room *Room
	note widget.Note
	// problem says why nothing was marked, or is "".
	problem string
}

func (r *results) OnMount(ctx app.Context) {
	r.Room.Watch(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Chapter.Lesson.ID)} })
	r.Room.shown = r.Update
	browser.Find("#results-text", func(field app.Value) { field.Set("value", r.Room.pasted) })
}

func (r *results) OnDismount() {
	r.Room.Forget(r)
	r.Room.shown = nil
}

func (r *results) Render() app.UI {
	const id = "results-text"
	s, m := r.Room.State(), r.Room
	busy := len(m.jobs) > 0
	return app.Section().Class("panel classroom-results").Aria("labelledby", "results-title").Body(
		app.H2().ID("results-title").Text("What was handed in"),
		app.P().Class("help").Text("Paste what your students have sent, whole mails and all of them at once. Each "+
			"answer is marked for the lesson above, or for the chapter where there is none. Networks are trained "+
			"again, and drawings looked at again, here in your browser; nothing leaves it."),
		app.Div().Class("control").Body(
			app.Label().For(id).Text("Results"),
			app.Elem("textarea").ID(id).Class("field code").Attr("rows", 6).Spellcheck(false).
				OnInput(func(ctx app.Context, _ app.Event) { m.pasted = ctx.JSSrc().Get("value").String() }),
		),
		app.Div().Class("row").Body(
			widget.Button("Mark them", busy ||
				!s.Chapter.Lesson.Here(), r.mark).ID("results-mark").Class("button-main"),
			app.If(busy, widget.Button("Stop", false, m.stop)),
			app.If(busy, widget.Meter(m.all-len(m.jobs), m.all, "Answers that were looked at")),
			app.P().ID("results-note").Class("help").Attr("role", "status").Text(r.words()),
		),
		app.P().Class("error").Attr("role", "alert").Text(r.problem),
		app.If(len(m.rows) > 0, app.Div().Class("results-scroll").TabIndex(0).Attr("role", "region").
			Aria("label", "Marks").Body(r.table())),
		app.If(len(m.rows) > 0, app.Div().Class("row").Body(
			widget.Button("Save as CSV", busy, func() {
				browser.NewBlob([]byte("\ufeff"+table(m.rows, m.of)), "text/csv;charset=utf-8").Save("results.csv")
			}).Title("A table for a spreadsheet"),
			widget.Button("Copy as CSV", busy, func() { r.note.Copy(table(m.rows, m.of), m.Run, r.Update) }),
		)),
	)
}

// words say how far it is.
func (r *results) words() string {
	m := r.Room
	switch {
	case r.note.Text != "":
		return r.note.Text
	case len(m.jobs) > 0:
		done := phrase.Grouped(m.all-len(m.jobs)) + " of " + phrase.Grouped(m.all) + " answers are looked at again."
		if e := m.other.State().Engine; e.Status.Running {
			done += " A network is at step " + phrase.Grouped(e.Status.Step) + "."
		}
		return done
	case len(m.rows) > 0:
		return counted(m.rows)
	}
	return ""
}

// counted says how many results there are, and of how many of them something is wrong.
func counted(rows []row) string {
	wrong := 0
	for _, row := range rows {
		if row.problem != "" {
			wrong++
		}
	}
	words := phrase.Counted(len(rows), "result")
	if wrong > 0 {
		words += ", " + phrase.Grouped(wrong) + " of them with a warning"
	}
	return words + "."
}

// table is the table of the marks.
func (r *results) table() app.UI {
	head := []app.UI{app.Th().Scope("col").Text("Name")}
	for _, s := range r.Room.of.Asked() {
		head = append(head, app.Th().Scope("col").Title(s.Question.Ask).Text(s.Title))
	}
	head = append(head, app.Th().Scope("col").Text("Right"))
	var lines []app.UI
	for _, row := range r.Room.rows {
		name := row.name
		if name == "" {
			name = "No name"
		}
		cells := []app.UI{app.Th().Scope("row").Body(app.Text(name),
			app.If(row.problem != "", app.P().Class("error").Text(row.problem)))}
		for _, m := range row.marks {
			sign := app.Span().Class("mark-" + [...]string{"none", "waits", "right", "wrong", "noted",
				"failed"}[m.state])
			cells = append(cells, app.Td().Body(sign.Text(m.state.sign()), app.Text(" "+m.answer),
				app.If(m.how != "", app.P().Class("help").Text(m.how))))
		}
		lines = append(lines, app.Tr().Body(append(cells, app.Td().Text(row.count()))...))
	}
	return app.Table().ID("results-table").Class("results-table").Body(
		app.Elem("thead").Body(app.Tr().Body(head...)), app.Elem("tbody").Body(lines...))
}

// mark marks what was pasted.
func (r *results) mark() {
	if r.problem = ""; !r.Room.mark() {
		r.problem = "There is no result in this text: one begins with inkgrad( and ends with a )."
		if len(r.Room.rows) > 0 {
			r.problem += " The marks below are those of the text before."
		}
	}
}
