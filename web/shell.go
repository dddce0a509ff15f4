package web

import (
	"slices"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// Route registers the page's routes. In the browser they share one Page; a server has one for each request.
func Route() {
	page := NewPage
	if app.IsClient {
		shared := NewPage()
		page = func() *Page { return shared }
	}
	all := []string{"draw", "train", "graph"}
	app.RouteFunc("/", func() app.Composer { return &shell{Page: page(), Panels: all} })
	app.RouteFunc("/check", func() app.Composer { return &shell{Page: page(), Panels: []string{"check"}} })
	for _, name := range append(all, "check") {
		app.RouteFunc("/embed/"+name, func() app.Composer { return &shell{Page: page(), Panels: []string{name}, Embed: true} })
	}
}

// shell is a whole page: a header, what has to be told, and panels.
type shell struct {
	app.Compo
	Page   *Page
	Panels []string
	// Embed leaves out what the page around a frame has of its own.
	Embed bool
}

func (s *shell) OnMount(ctx app.Context) {
	s.Page.readHash(ctx.Page().URL().EscapedFragment())
	s.Page.begin(ctx)
}

func (s *shell) OnNav(ctx app.Context) { s.Page.readHash(ctx.Page().URL().EscapedFragment()) }

// Render returns the page. Its first class says which of the layouts it has.
func (s *shell) Render() app.UI {
	has := func(name string) bool { return slices.Contains(s.Panels, name) }
	layout := "page-all"
	if s.Embed {
		layout = "page-embed"
	}
	return app.Div().Class(layout).Body(
		app.If(!s.Embed, &masthead{Page: s.Page}),
		&notices{Page: s.Page},
		app.Main().Class("panels").Body(
			app.If(has("draw"), &drawPanel{Page: s.Page}),
			app.If(has("train"), &trainPanel{Page: s.Page}),
			app.If(has("check"), &checkPanel{Page: s.Page}),
			app.If(has("graph"), &graphPanel{Page: s.Page, Alone: !has("draw")}),
		),
	)
}

// masthead is the header of the page.
type masthead struct {
	app.Compo
	Page *Page
}

func (m *masthead) OnMount(ctx app.Context) {
	m.Page.Watch(ctx, func(s State) any { return s.Settings })
}
func (m *masthead) OnDismount() { m.Page.Forget(m) }

func (m *masthead) Render() app.UI {
	theme, _ := setting.Find("theme")
	return app.Header().Class("masthead").Body(
		app.H1().Text("Inkgrad"),
		app.P().Class("lede").Text("Draw a digit, train a network on real handwriting, and see the very graph that it computes."),
		&control{Page: m.Page, Row: theme.Name, Bare: true},
	)
}
