package chapter

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/class"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/section"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Panel shows the section where the learner is.
type Panel struct {
	app.Compo
	Room *Room
	// Figure makes the panel of that name. Embed says that there is no playground to go to.
	Figure func(panel string) app.UI
	Embed  bool

	note widget.Note // what became of copying
}

func (p *Panel) OnMount(ctx app.Context) {
	p.Room.WatchThen(ctx, func(s state.State) hub.Parts {
		parts := hub.Parts{hub.Of(s.Chapter), hub.Of(s.Settings), hub.Of(s.HasKind(s.Section().Kind))}
		if s.Section().Panel == "train" { // whose loop is lit
			parts[3], parts[4] = hub.Of(s.Train.Evaluated), hub.Of(s.Engine.Status.Running)
			parts[5] = hub.Of(s.Engine.CanTrain())
		}
		return parts
	}, func() {
		if p.Room.State().Section().Panel == "train" {
			p.Room.AfterRender(p, p.scroll)
		}
	})
	p.Room.Lead(func(s *state.State) { *s = s.ShowChapter(true) })
}

func (p *Panel) OnDismount() {
	p.Room.Forget(p)
	p.Room.Update(func(s *state.State) { *s = s.ShowChapter(false) })
}

func (p *Panel) Render() app.UI {
	s := p.Room.State()
	at := s.Section()
	if !s.Chapter.Lesson.Here() {
		return app.Div().Class("chapter").Body(app.Section().Class("panel chapter-text").
			Aria("label", "The lesson").Body(p.coming(s.Chapter.Lesson)))
	}
	return app.Div().Class("chapter").Body(
		p.path(s, at),
		app.Section().Class("panel chapter-text").Aria("labelledby", "chapter-title").Body(
			problems(s.Chapter.Lesson),
			app.P().Class("help chapter-place").Text(place(s, at)),
			app.H2().ID("chapter-title").TabIndex(-1).Text(at.Title),
			app.Div().Class("chapter-words").Body(paragraphs(at)...),
			p.tries(s, at),
		),
		app.Div().Class("chapter-figure").Body(p.Figure(at.Panel)),
		app.Section().Class("panel chapter-rest").Aria("label", "What goes with it").Body(
			p.code(s, at),
			p.question(s, at),
			p.see(s, at),
			p.neighbours(s, at),
			app.If(len(s.Sections().Asked()) > 0, &result{Room: p.Room}),
		),
	)
}

// coming says of a lesson that is not here yet what becomes of it.
func (p *Panel) coming(l state.Lesson) app.UI {
	if len(l.Problems) == 0 {
		return app.P().Attr("role", "status").Text("The lesson is on its way.")
	}
	again := app.UI(app.Span())
	if l.ID == "" {
		again = widget.Button("Try again", false,
			func() { p.Room.Update(func(s *state.State) { *s = s.LessonAgain() }) })
	}
	return app.Div().Body(problems(l), again)
}

// problems are those of a lesson, or nothing.
func problems(l state.Lesson) app.UI {
	if len(l.Problems) == 0 {
		return app.Span()
	}
	var items []app.UI
	for _, problem := range l.Problems {
		items = append(items, app.Li().Text(problem))
	}
	return app.Div().Attr("role", "alert").Body(
		app.If(l.ID != "", app.P().Text("Not all of this lesson is right.")),
		app.Ul().Class("error lesson-problems").Body(items...))
}

// place says where in the chapter the learner is.
func place(s state.State, at section.Section) string {
	lesson := s.Sections()
	text := lesson.Title + ", section " + strconv.Itoa(lesson.Index(at.Name)+1) + " of " +
		strconv.Itoa(len(lesson.Sections)) + "."
	if n := len(lesson.Asked()); n > 0 {
		text += " " + strconv.Itoa(len(s.AnsweredSections())) + " of " + phrase.Counted(n, "question") + " answered."
	}
	return text
}

// path is the list of the sections; where there is no room for it, a select.
func (p *Panel) path(s state.State, at section.Section) app.UI {
	done := s.AnsweredSections()
	var items, options []app.UI
	for i, to := range s.Sections().Sections {
		button := app.Button().Type("button").Class("chapter-link").Text(strconv.Itoa(i+1)+"\u2002"+to.Title).
			OnClick(func(app.Context, app.Event) { p.to(to.Name) }, to.Name)
		if to.Name == at.Name {
			button = button.Aria("current", "true")
		}
		mark := app.Span().Class("chapter-mark").Aria("hidden", "true")
		if slices.Contains(done, to.Name) {
			mark = app.Span().Class("chapter-mark").Attr("role", "img").Aria("label", "Answered").Text("✓")
		}
		items = append(items, app.Li().Body(button, mark))
		o := app.Option().Value(to.Name).Text(strconv.Itoa(i+1) + "\u2002" + to.Title)
		if to.Name == at.Name {
			o = o.Selected(true)
		}
		options = append(options, o)
	}
	return app.Elem("nav").Class("chapter-path").Aria("label", "Sections").Body(
		app.Elem("ol").Body(items...),
		app.Div().Class("chapter-choice").Body(
			app.Label().For("chapter-section").Text("Section"),
			app.Select().ID("chapter-section").Class("field select").Body(options...).
				OnChange(func(ctx app.Context, _ app.Event) { p.to(ctx.JSSrc().Get("value").String()) }),
		),
	)
}

// to goes to a section, and to its top.
func (p *Panel) to(name string) {
	p.Room.Lead(func(s *state.State) { *s = s.ToSection(name) })
	p.Room.AfterRender(p, func() {
		browser.Find("#chapter-title", func(title app.Value) {
			title.Call("focus", map[string]any{"preventScroll": true})
			title.Get("parentNode").Call("scrollIntoView", map[string]any{"block": "start"})
		})
	})
}

func paragraphs(at section.Section) []app.UI {
	var all []app.UI
	for _, text := range at.Text {
		all = append(all, app.P().Body(inline(text)...))
	}
	return all
}

// inline makes what is between backticks code, and what is between two asterisks each strong.
func inline(text string) []app.UI {
	var all []app.UI
	for i, part := range strings.Split(text, "`") {
		if i%2 == 1 {
			all = append(all, app.Elem("code").Text(part))
			continue
		}
		for j, words := range strings.Split(part, "**") {
			if j%2 == 1 {
				all = append(all, app.Elem("strong").Text(words))
			} else if words != "" {
				all = append(all, app.Text(words))
			}
		}
	}
	return all
}

// tries set up the figure.
func (p *Panel) tries(s state.State, at section.Section) app.UI {
	if len(at.Tries) == 0 {
		return app.Span()
	}
	items := []app.UI{app.Span().Class("chapter-try").Text("Try this:")}
	for _, t := range at.Tries {
		items = append(items, app.Button().Type("button").Class("button").Text(t.Label).
			OnClick(func(app.Context, app.Event) { p.set(t.Set) }, at.Name, t.Set))
	}
	items = append(items, app.If(s.Changed(), app.Button().Type("button").Class("button button-quiet").
		ID("chapter-again").Text("As it was at first").OnClick(func(app.Context, app.Event) { p.set("") }, at.Name)))
	items = append(items,
		app.If(s.ShowsAnswer(), app.Span().Class("help").Text("The figure has the question’s numbers.")))
	return app.Div().Class("row chapter-tries").Body(items...)
}

func (p *Panel) set(query string) { p.Room.Lead(func(s *state.State) { *s = s.Try(query) }) }

// code is the program of the section, where its figure has none beside it.
func (p *Panel) code(s state.State, at section.Section) app.UI {
	if at.Code == "" {
		return app.Span()
	}
	box := class.Box("chapter-code")
	if at.Panel == "train" {
		box = box.Class("code-loop")
	}
	return app.Div().Class("class-code").Body(
		app.Div().Class("row").Body(
			app.H3().Text("In Python"),
			widget.Button("Copy the "+
				"code", false, func() { p.note.Copy(p.Room.State().Section().Code, p.Room.Run, p.Update) }),
			app.If(at.Panel == "train", widget.Button("Next line", !s.Engine.CanTrain() || s.Engine.Status.Running,
				p.nextLine).ID("chapter-line").Title("Goes through a step line by line, and then takes the next")),
			app.P().Class("help").Attr("role", "status").Text(p.note.Text),
			app.P().Class("visually-hidden").Attr("role", "status").Text(s.LoopWords()),
		),
		box.Body(class.Lit(s.SectionLines(), false)...),
	)
}

// nextLine goes to the next line of the loop, and takes a step of training where that is at its end.
func (p *Panel) nextLine() {
	if _, train := p.Room.State().NextLine(); train {
		p.Room.Train(1, nil)
	}
	p.Room.Update(func(s *state.State) { *s, _ = s.NextLine() })
}

// scroll brings the line of the loop at work into sight, within the box of the code.
func (p *Panel) scroll() {
	box := app.Window().GetElementByID("chapter-code")
	if !box.Truthy() {
		return
	}
	lit := box.Call("querySelectorAll", ".code-now")
	if lit.Get("length").Int() != 1 {
		return // at the end of a step all lines are lit
	}
	top, tall := lit.Index(0).Get("offsetTop").Int(), lit.Index(0).Get("offsetHeight").Int()
	seen, from := box.Get("clientHeight").Int(), box.Get("scrollTop").Int()
	if top < from || top+tall > from+seen {
		const before = 60 // pixels: some lines that tell where it is
		box.Set("scrollTop", top-before)
	}
}

// question asks, and says what became of the answer.
func (p *Panel) question(s state.State, at section.Section) app.UI {
	q, a := at.Question, s.Answer()
	if q.Ask == "" {
		return app.Span()
	}
	verdict := app.P().ID("chapter-verdict").Class("chapter-verdict").Attr("role", "status").Text(a.Verdict)
	switch a.Judged {
	case state.Right:
		verdict = verdict.Class("chapter-right")
	case state.Wrong, state.Unreadable:
		verdict = verdict.Class("chapter-wrong")
	}
	give := func(text string) { p.Room.Lead(func(s *state.State) { *s = s.GiveAnswer(text) }) }
	var answer app.UI
	if q.Task != nil {
		answer = &task{Room: p.Room}
	} else if q.Options != nil {
		var options []app.UI
		for i, option := range q.Options {
			id := "chapter-option-" + strconv.Itoa(i)
			radio := app.Input().Type("radio").ID(id).Name("chapter-option").
				OnChange(func(app.Context, app.Event) { give(option) }, at.Name, option)
			if a.Text == option {
				radio = radio.Checked(true)
			}
			words := app.UI(app.Span().Text(option))
			if strings.Contains(option, "=") {
				words = app.Elem("code").Text(option)
			}
			options = append(options, app.Label().Class("chapter-option").For(id).Body(radio, words))
		}
		answer = app.Div().Attr("role", "radiogroup").Aria("labelledby", "chapter-ask").Body(options...)
	} else {
		answer = app.Div().Class("row").Body(
			app.Input().Type("text").ID("chapter-answer").Class("field").AutoComplete(false).Value(a.Text).
				Aria("label", "Your answer").Aria("describedby", "chapter-verdict").
				OnInput(func(ctx app.Context, _ app.Event) {
					text := ctx.JSSrc().Get("value").String()
					p.Room.Update(func(s *state.State) { *s = s.TypeAnswer(text) })
				}, at.Name).
				OnKeyDown(func(ctx app.Context, e app.Event) {
					if e.Get("key").String() == "Enter" {
						give(ctx.JSSrc().Get("value").String())
					}
				}, at.Name),
			app.Button().Type("button").Class("button button-main").Text("Answer").
				OnClick(func(app.Context, app.Event) { give(p.Room.State().Answer().Text) }, at.Name),
		)
	}
	return app.Div().Class("chapter-question").Body(
		app.H3().Text("A question"),
		app.P().ID("chapter-ask").Text(q.Ask),
		answer,
		verdict,
		app.If(q.Set != "" && a.Judged != state.NotJudged, widget.Button("Look in the figure", false, func() {
			p.set(p.Room.State().Section().Question.Set)
			p.Room.AfterRender(p, func() { browser.Reveal(".chapter-figure") })
		})),
	)
}

// see leads to the same layer in the learner's network.
func (p *Panel) see(s state.State, at section.Section) app.UI {
	if p.Embed || at.Kind == "" {
		return app.Span()
	}
	if s.HasKind(at.Kind) {
		return app.Div().Class("row chapter-see").Body(
			app.Button().Type("button").Class("button").ID("chapter-see").Text("See it in your network").
				OnClick(func(ctx app.Context, _ app.Event) {
					kind := p.Room.State().Section().Kind
					p.Room.Lead(func(s *state.State) { s.Graph = s.Graph.WithSought(kind) })
					ctx.Navigate(p.playground(p.Room.State().Settings.Wanted.Query()))
				}, at.Name))
	}
	name, with := state.NetworkWith(at.Kind, s.Settings.Wanted)
	return app.P().Class("help chapter-see").Body(
		app.Text("The network on the playground has no "+at.Kind+". "),
		app.A().Href(p.playground(with.Query())).Text("Look at "+name),
		app.Text(": the other stays until you train this one."))
}

func (p *Panel) playground(query string) string {
	if query != "" {
		query = "#" + query
	}
	return browser.Base() + "/" + query
}

// neighbours lead to the sections before and after.
func (p *Panel) neighbours(s state.State, at section.Section) app.UI {
	all, i := s.Sections().Sections, s.Sections().Index(at.Name)
	step := func(id, label string, to int) app.UI {
		return app.Button().Type("button").Class("button").ID(id).Text(label).
			OnClick(func(app.Context, app.Event) { p.to(all[to].Name) }, all[to].Name)
	}
	return app.Div().Class("row chapter-neighbours").Body(
		app.If(i > 0, step("chapter-before", "← "+all[max(0, i-1)].Title, max(0, i-1))),
		app.If(i < len(all)-1, step("chapter-next", all[min(len(all)-1, i+1)].Title+" →", min(len(all)-1, i+1))),
	)
}
