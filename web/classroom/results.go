package classroom

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/lesson"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/section"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// results marks what was handed in.
type results struct {
	app.Compo
	Desk *control.Desk

	pasted string
	// rows are marked for the lesson of, and the jobs are still to be done, of so many in all.
	rows []row
	of   section.Lesson
	jobs []job
	all  int
	// other is the engine that does them, or nil, and begun says that it has begun. run counts runs, so that a finding
	// of one that was stopped is ignored.
	other *hub.Hub
	begun bool
	run   int
	note  widget.Note
}

func (r *results) OnMount(ctx app.Context) {
	r.Desk.Watch(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Chapter.Lesson.ID)} })
}
func (r *results) OnDismount() { r.Desk.Forget(r) }

func (r *results) Render() app.UI {
	s := r.Desk.State()
	const id = "results-text"
	busy := len(r.jobs) > 0
	return app.Section().Class("panel classroom-results").Aria("labelledby", "results-title").Body(
		app.H2().ID("results-title").Text("What was handed in"),
		app.P().Class("help").Text("Paste what your students have sent, whole mails and all of them at once. Each "+
			"answer is "+
			"marked for the lesson above, or for the chapter where there is none. Networks are trained again, and "+
			"drawings "+
			"looked at again, here in your browser; nothing leaves it."),
		app.Div().Class("control").Body(
			app.Label().For(id).Text("Results"),
			app.Elem("textarea").ID(id).Class("field code").Attr("rows", 6).Spellcheck(false).
				OnInput(func(ctx app.Context, _ app.Event) { r.pasted = ctx.JSSrc().Get("value").String() }),
		),
		app.Div().Class("row").Body(
			widget.Button("Mark them", busy ||
				!s.Chapter.Lesson.Here(), r.mark).ID("results-mark").Class("button-main"),
			app.If(busy, widget.Button("Stop", false, r.stop)),
			app.If(busy, widget.Meter(r.all-len(r.jobs), r.all, "Answers that were looked at")),
			app.P().ID("results-note").Class("help").Attr("role", "status").Text(r.words()),
		),
		app.If(len(r.rows) > 0, app.Div().Class("results-scroll").TabIndex(0).Attr("role", "region").
			Aria("label", "Marks").Body(r.table())),
		app.If(len(r.rows) > 0, app.Div().Class("row").Body(
			widget.Button("Save as CSV", busy, func() {
				browser.NewBlob([]byte("\ufeff"+table(r.rows, r.of)), "text/csv;charset=utf-8").Save("results.csv")
			}).Title("A table for a spreadsheet"),
			widget.Button("Copy as CSV", busy, func() { r.note.Copy(table(r.rows, r.of), r.Desk.Run, r.Update) }),
		)),
	)
}

// words say how far it is.
func (r *results) words() string {
	switch {
	case r.note.Text != "":
		return r.note.Text
	case len(r.jobs) > 0:
		done := phrase.Grouped(r.all-len(r.jobs)) + " of " + phrase.Grouped(r.all) + " answers are looked at again."
		if e := r.other.State().Engine; e.Status.Running {
			done += " A network is at step " + phrase.Grouped(e.Status.Step) + "."
		}
		return done
	case len(r.rows) > 0:
		return phrase.Counted(len(r.rows), "result") + "."
	}
	return ""
}

// table is the table of the marks.
func (r *results) table() app.UI {
	head := []app.UI{app.Th().Scope("col").Text("Name")}
	for _, s := range asked(r.of) {
		head = append(head, app.Th().Scope("col").Title(s.Question.Ask).Text(s.Title))
	}
	head = append(head, app.Th().Scope("col").Text("Right"))
	var lines []app.UI
	for _, row := range r.rows {
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

// mark reads the results, and begins to look at what needs an engine.
func (r *results) mark() {
	s := r.Desk.State()
	id := s.Chapter.Lesson.ID
	if id == "" {
		id = lesson.ChapterID
	}
	r.run++
	r.of = s.Sections()
	r.rows, r.jobs = read(r.pasted, r.of, id)
	r.all = len(r.jobs)
	if len(r.rows) == 0 {
		r.note.Say("There is no result in this text: one begins with inkgrad( and ends with a ).", r.Desk.Run, r.Update)
		return
	}
	if len(r.jobs) == 0 {
		return
	}
	if r.other == nil {
		r.other = r.Desk.Beside()
		r.other.React(r.react)
		return
	}
	r.next()
}

// react begins once the engine is there, and gives up where it has ended.
func (r *results) react(before, now state.State) {
	switch e := now.Engine; {
	case !r.begun && e.Begun():
		r.begun = true
		r.next()
	case e.Phase == engine.Dead || e.Phase == engine.Broken:
		for _, j := range r.jobs {
			r.rows[j.row].marks[j.mark] = mark{answer: e.Reason, state: failed}
		}
		r.jobs, r.other, r.begun = nil, nil, false
		r.Update()
	case before.Engine.Status.Step != e.Status.Step:
		r.Update()
	}
}

// next looks at the first answer of those that are left.
func (r *results) next() {
	if len(r.jobs) == 0 {
		return
	}
	j, run := r.jobs[0], r.run
	m := marker{send: r.other.Send, after: func(d time.Duration, f func()) {
		time.AfterFunc(d, func() { r.Desk.Run(f) })
	}}
	m.find(j.task, j.evidence, func(f finding) {
		if r.run != run {
			return
		}
		r.rows[j.row].marks[j.mark] = judged(j.task, f)
		r.jobs = r.jobs[1:]
		r.Update()
		r.next()
	})
}

// stop leaves out what is not looked at yet.
func (r *results) stop() {
	for _, j := range r.jobs {
		r.rows[j.row].marks[j.mark] = mark{answer: "Not looked at.", state: failed}
	}
	r.run++
	r.jobs = nil
	r.other.Send(protocol.Pause{}, nil)
	r.other.Send(protocol.CancelCheck{}, nil)
}
