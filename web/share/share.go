// Package share writes what an author copies to have a panel in a page: for HTML, for programs that make pages of
// Markdown, for notebooks and slides, and as a picture with a link where nothing runs.
//
//	e := share.Embed{Origin: "https://inkgrad.example", Panel: "train", Query: "learningRate=0.5", Caption: "Half"}
//	e.URL()                       // https://inkgrad.example/embed/train#learningRate=0.5
//	share.Formats()[0].Write(e)   // <script ...><ink-grad ...>
//
// Every snippet can be pasted as it is, whatever the caption and the settings are: an author's text stays text. Each
// language has its own signs for that; { and } are written as entities in all HTML, because Liquid, Hugo, Quarto,
// Jinja, Vue and JSX read them first, and so are backticks, which knitr does. The snippets are put together by
// functions, not by package text/template, whose use of reflection keeps the linker from leaving methods out of the
// page's program.
package share

import (
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/panel"
)

// How a panel loads, as static/element.js has it.
const (
	OnClick   = "click"
	OnVisible = "visible"
	AtOnce    = "now"
)

// Embed is a panel as an author wants it in a page.
type Embed struct {
	// Origin is where Inkgrad is, with no slash at its end.
	Origin string
	// Panel is one of panel.All, and Query its settings, as setting.Settings.Query writes them.
	Panel, Query string
	// Caption is the text below the panel, or "".
	Caption string
	// Load is OnClick, OnVisible or AtOnce; "" is OnClick.
	Load string
	// Height is the panel's, in CSS pixels, or 0 for as high as what it shows.
	Height int
	// Sandbox keeps the panel from storage and from every origin.
	Sandbox bool
	// Picture is the address of a picture of the author's own, or "".
	Picture string
}

// panel returns the panel of e.
func (e Embed) panel() panel.Panel {
	if p, ok := panel.Find(e.Panel); ok {
		return p
	}
	return panel.All()[0]
}

// URL returns the address of the panel by itself.
func (e Embed) URL() string {
	url := e.Origin + e.panel().Path()
	if e.Query != "" {
		url += "#" + e.Query
	}
	return url
}

// figure returns the address of a picture of the panel: of a formula among the examples its graph; of other panels what
// they show in the default settings. Of another formula there is none, and ok is false.
func (e Embed) figure() (url string, ok bool) {
	if e.Picture != "" {
		return e.Picture, true
	}
	name := e.panel().Figure
	if e.Panel == "formula" {
		name = ""
		s, _ := setting.ParseQuery(e.Query)
		for _, x := range expr.Examples() {
			given := setting.Settings{Values: x.Values}
			if x.Formula == s.Formula && given.Text("values") == s.Text("values") {
				name = x.Slug()
			}
		}
	}
	return e.Origin + "/web/figure/" + name + ".svg", name != ""
}

// Poster returns the address of the picture that the element must be told of, or "": one of the author's, or that of a
// formula, which the element would write.
func (e Embed) Poster() string {
	if e.Picture != "" {
		return e.Picture
	}
	if figure, ok := e.figure(); ok && e.Panel == "formula" && e.Query != "" {
		return figure
	}
	return ""
}

// words is the caption, or without one what there is to do, on one line.
func (e Embed) words() string {
	if c := line(e.Caption); c != "" {
		return c
	}
	return e.panel().Title
}

// line joins the words of a text by single spaces: a blank line would end an HTML block of Markdown.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// attributes returns those of <ink-grad> that differ from its defaults, by name and value in turn.
func (e Embed) attributes() []string {
	a := []string{"panel", e.panel().Name}
	add := func(name, value string) {
		if value != "" {
			a = append(a, name, value)
		}
	}
	add("state", e.Query)
	if e.Load != OnClick {
		add("load", e.Load)
	}
	if s, _ := setting.ParseQuery(e.Query); s.Theme != setting.Default().Theme {
		add("theme", s.Theme)
	}
	if e.Height > 0 {
		add("height", strconv.Itoa(e.Height))
	}
	add("poster", e.Poster())
	add("caption", line(e.Caption))
	return a
}
