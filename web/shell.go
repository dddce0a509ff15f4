package web

import (
	"slices"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/version"
	"github.com/inkgrad/inkgrad/web/author"
	"github.com/inkgrad/inkgrad/web/bench"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/chapter"
	"github.com/inkgrad/inkgrad/web/check"
	"github.com/inkgrad/inkgrad/web/classroom"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/draw"
	"github.com/inkgrad/inkgrad/web/fool"
	"github.com/inkgrad/inkgrad/web/formula"
	"github.com/inkgrad/inkgrad/web/graph"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/mistakes"
	"github.com/inkgrad/inkgrad/web/panel"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/train"
)

// Route registers the page's routes. In the browser they share one page; a server makes one for each request.
func Route() {
	open := func() *page { return newPage(nil) }
	if app.IsClient {
		shared := newPage(nil)
		open = func() *page { return shared }
	}
	for i, p := range places {
		app.RouteFunc(p.path, func() app.Composer { return &shell{Page: open(), Panels: p.panels, Place: i} })
	}
	for _, p := range panel.All() {
		shown := []string{p.Name}
		if p.Name == "all" {
			shown = places[0].panels
		}
		app.RouteFunc(p.Path(), func() app.Composer { return &shell{Page: open(), Panels: shown, Embed: true} })
	}
}

// components make what a shell shows, by the names of package panel; share is for authors, not for their readers.
var components = map[string]func(s *shell) app.UI{
	"draw":    func(s *shell) app.UI { return &draw.Panel{Room: s.Page.draw} },
	"train":   func(s *shell) app.UI { return &train.Panel{Desk: s.Page.Desk, Keep: s.Page.keep, Time: s.Page.time} },
	"formula": func(s *shell) app.UI { return &formula.Panel{Room: s.Page.formula} },
	"layer":   func(s *shell) app.UI { return &bench.Panel{Room: s.Page.bench} },
	"check":   func(s *shell) app.UI { return &check.Panel{Desk: s.Page.Desk} },
	"graph":   func(s *shell) app.UI { return &graph.Panel{Room: s.Page.graph, Alone: !s.has("draw")} },
	"share":   func(s *shell) app.UI { return &author.Panel{Desk: s.Page.Desk} },
	"lesson":  func(s *shell) app.UI { return &classroom.Panel{Room: s.Page.class} },
	"fool": func(s *shell) app.UI {
		if s.has("draw") {
			return &fool.Panel{Room: s.Page.fool}
		}
		return &fool.Panel{Room: s.Page.fool, Pad: func() app.UI { return &draw.Pad{Room: s.Page.draw} }}
	},
	"mistakes": func(s *shell) app.UI {
		return &mistakes.Panel{Room: s.Page.mistakes, Alone: !s.has("graph")}
	},
}

// The chapter shows the others: a map that named itself could not be initialised.
func init() {
	components["chapter"] = func(s *shell) app.UI {
		return &chapter.Panel{Room: s.Page.chapter, Embed: s.Embed,
			Figure: func(panel string) app.UI { return components[panel](s) }}
	}
}

// place is a page with a header.
type place struct {
	path, label string
	// title is the document's title. lede says in the header what there is to do.
	title, lede string
	panels      []string
}

var places = []place{
	{"/", "Playground", "Inkgrad: draw a digit, train a network, see its gradients",
		"Draw, train, see its graph.",
		[]string{"draw", "graph", "train", "fool", "mistakes"}},
	{"/chapter", "Chapter", "Backpropagation, section by section · Inkgrad",
		"How a network learns, in 17 short sections.",
		[]string{"chapter"}},
	{"/formula", "Formula", "A formula’s gradients, step by step · Inkgrad",
		"Values forwards, gradients backwards, one operation at a time.",
		[]string{"formula"}},
	{"/layer", "Layer", "A layer with numbers of your own · Inkgrad",
		"One layer, a few numbers, and how each of them came about.",
		[]string{"layer"}},
	{"/check", "Gradient check", "The gradient check · Inkgrad",
		"Is the backward pass right? Hold it against numerical gradients.",
		[]string{"check"}},
	{"/share", "Notes", "A panel for your notes · Inkgrad",
		"Put a panel into a page of your own, with your settings and your words.",
		[]string{"share"}},
	{"/lesson", "Class", "A lesson for a class, and its marks · Inkgrad",
		"Write a lesson, hand it out, and mark what comes back.",
		[]string{"lesson"}},
}

// Title returns the title of the page at a path, or "".
func Title(path string) string {
	for _, p := range places {
		if p.path == path {
			return p.title
		}
	}
	return ""
}

// shell is a whole page: a header, notices, and panels.
type shell struct {
	app.Compo
	Page   *page
	Panels []string
	// Place is the page's place, one of places. Embed leaves out what the page around a frame has of its own.
	Place int
	Embed bool
}

// OnPreRender makes the document that the server sends say what the page will.
func (s *shell) OnPreRender(app.Context) { s.placeGraph() }

func (s *shell) OnMount(ctx app.Context) {
	s.Page.ReadHash(browser.Hash())
	s.placeGraph()
	s.Page.ShowsNetwork(slices.ContainsFunc(s.Panels, showsNetwork))
	if s.Embed {
		s.Page.api.Serve(ctx.JSSrc())
	}
	if !s.Page.Begun() {
		switch {
		case !s.Embed:
			s.Page.keepSession()
		case s.has("chapter"):
			s.Page.keepAnswers()
		}
		if s.fromScratch(s.Page.State().Settings.Wanted.From) {
			s.Page.FromScratch()
		}
		setTheme(s.Page.State().Settings.Wanted.Theme)
		s.Page.Begin(ctx.Dispatcher())
		s.reveal()
	}
}

// reveal brings the experiment of a link into sight. A page that is loaded again stays where it was, and a frame moves
// nothing.
func (s *shell) reveal() {
	if _, chosen := s.Page.State().Settings.Experiment(); chosen && !s.Embed && !browser.Reloaded() {
		s.Page.AfterRender(s, func() { browser.Reveal(".experiment-body") })
	}
}

func (s *shell) OnNav(ctx app.Context) {
	s.Page.ReadHash(browser.Hash())
	if !s.Embed {
		ctx.Page().SetTitle(places[s.Place].title)
	}
}

// placeGraph says whether there is a drawing area beside the graph.
func (s *shell) placeGraph() {
	s.Page.Update(func(now *state.State) { now.Graph = now.Graph.BesidePad(s.has("draw")) })
}

// fromScratch reports whether a page begins with fresh weights. It does by itself where there is nothing but the
// training to see.
func (s *shell) fromScratch(from string) bool {
	if from == setting.FromAuto {
		return s.Embed && slices.Equal(s.Panels, []string{"train"})
	}
	return from == setting.FromScratch
}

// showsNetwork reports whether there is something of the network to see in a panel.
func showsNetwork(name string) bool {
	p, _ := panel.Find(name)
	return p.Network
}

func (s *shell) has(name string) bool { return slices.Contains(s.Panels, name) }

// Render returns the page. Its first class names the layout.
func (s *shell) Render() app.UI {
	var shown []app.UI
	for _, name := range s.Panels {
		shown = append(shown, components[name](s))
	}
	layout := "page-all"
	if s.Embed {
		layout = "page-embed"
	}
	return app.Div().Class(layout).Body(
		app.If(!s.Embed, &masthead{Page: s.Page, Place: s.Place}),
		&notices{Page: s.Page},
		app.Elem("main").Class(s.layout()).Body(shown...),
		app.If(!s.Embed, app.Elem("footer").Class("colophon").Text("Inkgrad "+version.Current)),
	)
}

// layout is the class of the panels: where all of them are, they share one picture.
func (s *shell) layout() string {
	if s.has("draw") && s.has("graph") && s.has("train") {
		return "panels workbench"
	}
	return "panels"
}

// masthead is the header of the page.
type masthead struct {
	app.Compo
	Page  *page
	Place int
}

func (m *masthead) OnMount(ctx app.Context) {
	m.Page.Hub.Watch(ctx, func(s state.State) hub.Parts {
		return hub.Parts{hub.Of(s.Settings), hub.Of(s.Chapter.Lesson.ID)}
	})
}
func (m *masthead) OnDismount() { m.Page.Forget(m) }

func (m *masthead) Render() app.UI {
	theme, _ := setting.Find("theme")
	return app.Elem("header").Class("masthead").Body(
		app.Elem("h1").Text("Inkgrad"),
		app.Elem("nav").Class("places").Aria("label", "Pages").Body(m.links()...),
		app.P().Class("lede").Body(
			app.Text(m.lede()),
			app.If(m.Place == 0, app.Text(" New? "),
				app.A().Href(m.link("/chapter")).Text("Read the chapter"), app.Text(".")),
		),
		&control.Setting{Desk: m.Page.Desk, Row: theme.Name, Bare: true},
	)
}

// lede says what there is to do. A lesson may be in the place of the chapter.
func (m *masthead) lede() string {
	s := m.Page.State()
	if places[m.Place].path == "/chapter" && s.Settings.Wanted.Lesson != "" {
		return "A lesson in " + phrase.Counted(len(s.Sections().Sections), "section") + "."
	}
	return places[m.Place].lede
}

// link leads to a page, with the current settings.
func (m *masthead) link(path string) string {
	if hash := m.Page.State().Settings.Wanted.Query(); hash != "" {
		path += "#" + hash
	}
	return browser.Base() + path
}

// links returns links to the pages.
func (m *masthead) links() []app.UI {
	var links []app.UI
	for i, p := range places {
		a := app.Elem("a").Attr("href", m.link(p.path)).Text(p.label)
		if i == m.Place {
			a = a.Aria("current", "page")
		}
		links = append(links, a)
	}
	return links
}
