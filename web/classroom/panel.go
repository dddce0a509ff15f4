package classroom

import (
	"cmp"
	_ "embed"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/shortlink"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// example is a lesson to begin with.
//
//go:embed example.md
var example string

// Panel has a teacher write a lesson, and mark what was handed in.
type Panel struct {
	app.Compo
	Room *Room
	// note says what became of a file, and copied what of copying the link.
	note, copied widget.Note
}

func (p *Panel) OnMount(ctx app.Context) {
	p.Room.WatchThen(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Settings), hub.Of(s.Chapter.Lesson.ID), hub.Of(len(s.Chapter.Lesson.Problems))}
	}, p.fill)
	p.fill()
}

// fill brings the lesson into the field, where something else than the field has changed it. The document must not do
// that: it would put the cursor to the end.
func (p *Panel) fill() {
	browser.Find("#lesson-text", func(field app.Value) {
		if text := written(p.Room.State()); field.Get("value").String() != text {
			field.Set("value", text)
		}
	})
}

func (p *Panel) OnDismount() { p.Room.Forget(p) }

func (p *Panel) Render() app.UI {
	s := p.Room.State()
	l := s.Chapter.Lesson
	return app.Div().Class("classroom").Body(
		app.Section().Class("panel classroom-lesson").Aria("labelledby", "lesson-title").Body(
			app.H2().ID("lesson-title").Text("A lesson"),
			app.P().Class("help").Text("A lesson is a list of sections: some words, a figure that is set up, a "+
				"question or a task. Write it here, or open a file; the address of this page has it."),
			p.text(s),
			p.outline(s),
			app.Div().Class("row").Body(
				app.If(written(s) == "", widget.Button("Begin with an example", false, func() { p.set(example) })),
				p.open(),
				widget.Button("Save as a file", written(s) == "", func() {
					browser.NewBlob([]byte(written(p.Room.State())), "text/markdown").Save("lesson.md")
				}),
				app.P().Class("help").Attr("role", "status").Text(p.note.Text),
			),
			help(),
			app.If(l.From != "" && l.Here() && s.Settings.Errors["lesson"] == "", p.hand(s)),
		),
		&results{Room: p.Room},
	)
}

// written is the text of the lesson as it stands in the field.
func written(s state.State) string {
	if draft, ok := s.Settings.Drafts["lesson"]; ok {
		return draft
	}
	if l := s.Chapter.Lesson; l.Text != "" {
		return l.Text
	}
	return s.Settings.Wanted.Lesson
}

func (p *Panel) set(text string) { p.Room.Set("lesson", text) }

func (p *Panel) text(s state.State) app.UI {
	const id = "lesson-text"
	return app.Div().Class("control").Body(
		app.Label().For(id).Text("Text, in Markdown"),
		app.Elem("textarea").ID(id).Class("field code lesson-text").Attr("rows", 22).Spellcheck(false).
			Aria("describedby", "lesson-outline").
			OnInput(func(ctx app.Context, _ app.Event) { p.set(ctx.JSSrc().Get("value").String()) }),
	)
}

// outline says what the lesson has, and what of it cannot be read.
func (p *Panel) outline(s state.State) app.UI {
	l := s.Chapter.Lesson
	problems := l.Problems
	if wrong := s.Settings.Errors["lesson"]; wrong != "" {
		problems = []string{wrong}
	}
	var items []app.UI
	for _, problem := range problems {
		items = append(items, app.Li().Text(problem))
	}
	words := "There is no lesson yet: students find the chapter."
	switch {
	case l.Fetching() != "":
		words = "The lesson is on its way."
	case l.From != "" && l.Here():
		read := s.Sections()
		words = cmp.Or(read.Title, "No title") + ": " + phrase.Counted(len(read.Sections), "section") + ", " +
			phrase.Counted(len(read.Asked()), "question") + ". " +
			phrase.Grouped(utf8.RuneCountInString(written(s))) + " of " + phrase.Grouped(setting.MaxLesson) +
			" characters."
	case l.From != "":
		words = "It is no lesson yet."
	}
	return app.Div().ID("lesson-outline").Attr("role", "status").Body(
		app.P().Class("help").Text(words),
		app.If(len(items) > 0, app.Ul().Class("error lesson-problems").Body(items...)),
	)
}

// open takes a file.
func (p *Panel) open() app.UI {
	return app.Label().Class("button").Body(app.Text("Open a file"),
		app.Input().Type("file").Class("visually-hidden").ID("lesson-file").Accept(".md,.txt,text/markdown").
			OnChange(func(ctx app.Context, _ app.Event) {
				file, ok := browser.TakeFile(ctx.JSSrc())
				if !ok {
					return
				}
				if file.Size() > 4*setting.MaxLesson {
					p.note.Say("The file is too large for a lesson.", p.Room.Run, p.Update)
					return
				}
				file.Text(func(text string, ok bool) {
					p.Room.Run(func() {
						if !ok {
							p.note.Say("The file cannot be read.", p.Room.Run, p.Update)
							return
						}
						p.set(strings.ReplaceAll(text, "\r\n", "\n"))
					})
				})
			}))
}

// hand has the ways in which a lesson gets to students.
func (p *Panel) hand(s state.State) app.UI {
	link := setting.Default()
	link.Lesson = s.Settings.Wanted.Lesson
	query := link.Query()
	url := browser.Origin() + browser.Base() + "/chapter#" + query
	return app.Div().Class("classroom-hand").Body(
		app.H3().Text("Hand it out"),
		app.Div().Class("row").Body(
			app.A().ID("lesson-open").Class("button").Href(browser.Base()+"/chapter#"+query).Target("_blank").
				Text("Open it as a student"),
			widget.Button("Copy the link", false, func() { p.copied.Copy(url, p.Room.Run, p.Update) }),
			app.A().Class("button").Href(browser.Base()+"/share#"+query).Text("Put it into your notes"),
			app.P().Class("help").Attr("role", "status").Text(p.copied.Text),
		),
		app.P().Class("help").Text("The link has the whole lesson in it: "+strconv.Itoa(len(url))+" characters. A "+
			"file beside your notes does as well, with its address in the link: "+
			"chapter#lesson=https://your.host/lesson.md. Whoever looks into either finds the answers."),
		app.If(shortlink.Offered(), &shortlink.Link{Hub: p.Room.Hub, Path: "/chapter", State: query}),
	)
}

// help is the form of a lesson, for who wants to know.
func help() app.UI {
	line := func(name, words string) app.UI {
		return app.Li().Body(app.Elem("code").Text(name), app.Text(" "+words))
	}
	return app.Details().Class("how").Body(
		app.Summary().Text("How a lesson is written"),
		app.Ul().Body(
			line("# Title", "begins the lesson, and ## and a title a section. Words below it are its paragraphs, a "+
				"block between ``` its program. Each section has one figure."),
			line("- figure: formula `formula=x*y`", "is a panel, and what it begins with, as a link has it. A link "+
				"that you copy from a panel does, too. There are draw, train, graph, fool, mistakes, check, "+
				"formula and layer."),
			line("- try: No tax at all `values=tax=1`", "is a button that changes the figure."),
			line("- question: What is dx?", "asks. Without an answer below it, any words are one, and nobody marks "+
				"them."),
			line("- answer: 2.2", "is a number, or a shape as in 3×4."),
			line("- option: dx = dout * y", "is one of several to choose from; the answer is the right one."),
			line("- task: accuracy 97%, parameters 20000", "asks for a network instead; or: network 3, reader not "+
				"3, for a drawing; or: mistake 17, for a puzzle of the gradient check."),
			line("- hint: …  - why: …  - look: `…`", "are for who is wrong, for who is right, and what the figure "+
				"shows then."),
		),
	)
}
