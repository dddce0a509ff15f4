package class

import (
	"cmp"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/code"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// View is the code of a layer and its operations. Whether it is open, and in which language, is in the State, so that
// it is the same for whatever is looked at next.
type View struct {
	app.Compo
	Hub *hub.Hub
	// ID is that of the code, and begins the other ids of the view, of which there may be another one on the page.
	ID string
	// Layer is the kind of the layer, as in package spec, or "" for operations without a layer.
	Layer string
	// Operations are kinds of operations, not of leaves, in the order in which to show them. Without any, the view says
	// what to do to see some.
	Operations []string
	// Work is what the code is doing, or nil: the lines at work are lit.
	Work *code.Work

	note widget.Note // what became of copying
}

func (v *View) OnMount(ctx app.Context) {
	v.Hub.WatchThen(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Code)} }, func() {
		v.fetch()
		v.Hub.AfterRender(v, v.scroll)
	})
	v.fetch()
	v.scroll()
}
func (v *View) OnUpdate(app.Context) { v.scroll() }
func (v *View) OnDismount()          { v.Hub.Forget(v) }

// scroll brings the first line at work into sight, within the box of the code.
func (v *View) scroll() {
	box := app.Window().GetElementByID(v.ID)
	if v.Work == nil || !box.Truthy() {
		return
	}
	if lit := box.Call("querySelector", ".code-now"); lit.Truthy() {
		const before = 60 // pixels: some lines that tell where it is
		box.Set("scrollTop", lit.Get("offsetTop").Int()-before)
	}
}

// fetch fetches the sources in Go when they are wanted.
func (v *View) fetch() {
	if !v.Hub.State().Code.Wants() {
		return
	}
	v.Hub.Update(func(s *state.State) { s.Code = s.Code.Ask() })
	v.Hub.GetText(state.SourcesFile, func(file string, ok bool) {
		v.Hub.Update(func(s *state.State) { s.Code = s.Code.Answered(file, ok) })
	})
}

// python returns the class of the layer, or "".
func (v *View) python() string { return code.Class(v.Layer, v.Operations...) }

// shown returns the text that is chosen, and says what it is; or why it is not there.
func (v *View) shown() (text, about string) {
	c := v.Hub.State().Code
	if python := v.python(); python != "" && !c.InGo {
		return python, "As a class in Python, with the chapter’s names. It needs NumPy, as np."
	}
	if len(v.Operations) == 0 {
		return "", "Go to the step of an operation: its code is here then, with the lines at work."
	}
	if c.Sources == nil {
		return "", cmp.Or(c.Problem, "The source is on its way.")
	}
	var texts, files []string
	for _, kind := range v.Operations {
		if source, ok := c.Sources[kind]; ok {
			texts, files = append(texts, source.Text), append(files, source.File)
		}
	}
	return strings.Join(texts, "\n"), "The source that ran, in Go: " + strings.Join(files, ", ") + "."
}

func (v *View) Render() app.UI {
	c := v.Hub.State().Code
	fold := v.Hub.Fold(state.FoldSource, "how class-code")
	summary := app.Summary().Text("The code that computes this")
	if !c.Open {
		return fold.Body(summary)
	}
	text, about := v.shown()
	return fold.Body(summary,
		app.Div().Class("row").Body(
			app.If(v.python() != "" || len(v.Operations) == 0,
				app.Div().Class("segments").Attr("role", "radiogroup").Aria("label", "Language").Body(
					v.language("Python", false),
					v.language("Go", true),
				)),
			widget.Button("Copy the code", text == "", v.copy),
			app.P().Class("help").Attr("role", "status").Text(v.note.Text),
		),
		app.P().Class("help").Text(about),
		app.If(text != "", v.lines(text)),
	)
}

// lines shows the code. Where something is at work, its lines are lit, and have their values behind them.
func (v *View) lines(text string) app.UI {
	if v.Work == nil {
		return Box(v.ID).Text(text)
	}
	lines := code.GoLines(text, v.Work)
	if text == v.python() {
		lines = code.PythonLines(text, v.Work)
	}
	return Box(v.ID).Body(Lit(lines, v.Work.Backward)...)
}

// Box is what code is shown in.
func Box(id string) app.HTMLElem {
	return app.Elem("pre").ID(id).Class("code").TabIndex(0).Aria("label", "The code")
}

// Lit are the lines of a Box of which some are at work, forward or backward.
func Lit(lines []code.Line, backward bool) []app.UI {
	arrow, class := "→ ", "code-now code-forward"
	if backward {
		arrow, class = "← ", "code-now code-backward"
	}
	var all []app.UI
	for _, l := range lines {
		switch {
		case l.Value != "" && !l.Lit: // it has been at work
			all = append(all, app.Span().Class("code-past").Body(app.Text(l.Text),
				app.Span().Class("code-value").Text("   "+l.Value), app.Text("\n")))
		case l.Value != "":
			all = append(all, app.Span().Class(class).Body(app.Text(l.Text),
				app.Span().Class("code-value").Text("   "+arrow+l.Value), app.Text("\n")))
		case l.Lit:
			all = append(all, app.Span().Class(class).Text(l.Text+"\n"))
		default:
			all = append(all, app.Span().Text(l.Text+"\n"))
		}
	}
	return all
}

func (v *View) language(label string, inGo bool) app.UI {
	radio := app.Input().Type("radio").ID(v.ID+"-"+strings.ToLower(label)).Name(v.ID+"-language").
		Class("visually-hidden").OnChange(func(app.Context, app.Event) {
		v.Hub.Update(func(s *state.State) { s.Code = s.Code.In(inGo) })
	}, label)
	if v.Hub.State().Code.InGo == inGo {
		radio = radio.Checked(true)
	}
	return app.Label().Class("segment").Body(radio, app.Span().Text(label))
}

func (v *View) copy() {
	text, _ := v.shown()
	v.note.Copy(text, v.Hub.Run, v.Update)
}
