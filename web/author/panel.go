package author

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/control"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/hub"
	"github.com/inkgrad/inkgrad/web/panel"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/share"
	"github.com/inkgrad/inkgrad/web/shortlink"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// Panel has an author choose a panel, its settings and its words, and shows it live with what to copy for it. The
// settings are the page's, so that they come along from the playground and its URL has them.
type Panel struct {
	app.Compo
	Desk *control.Desk
	// embed is what is chosen, without the settings; format is the place of a share.Format.
	embed  share.Embed
	format int
	note   widget.Note // what became of copying
	// height is what the preview tells, in CSS pixels, and stop ends listening to it.
	height float64
	stop   func()
	// unlinked says what of the preview was not taken.
	unlinked string
	// unsized says what is wrong with the height, or is "".
	unsized string
	// weighed says what became of a network that was named by its address, and pictured what of a picture that was
	// saved.
	weighed, pictured string
}

const previewID = "share-preview"

func (s *Panel) OnMount(ctx app.Context) {
	s.Desk.Watch(ctx, func(s state.State) hub.Parts { return hub.Parts{hub.Of(s.Settings)} })
	s.embed.Origin = browser.Origin() + browser.Base()
	s.stop = browser.Listen(app.Window(), "message", s.hear)
}

func (s *Panel) OnDismount() {
	s.Desk.Forget(s)
	if s.stop != nil { // on a server nothing is mounted
		s.stop()
	}
}

// hear takes over the height that the preview tells.
func (s *Panel) hear(e app.Value) {
	frame := app.Window().GetElementByID(previewID)
	data := e.Get("data")
	if !frame.Truthy() || !e.Get("source").Equal(frame.Get("contentWindow")) || browser.Kind(data) != app.TypeObject {
		return
	}
	if event := data.Get("event"); browser.Kind(event) == app.TypeString && event.String() == "resize" {
		height := data.Get("data").Get("height").Float()
		s.Desk.Run(func() {
			s.height = height
			s.Update()
		})
	}
}

// wanted is what is chosen, with the settings of the page.
func (s *Panel) wanted() share.Embed {
	e := s.embed
	wanted := s.Desk.State().Settings.Wanted
	if e.Panel == "" {
		if e.Panel = panel.All()[0].Name; wanted.Lesson != "" {
			e.Panel = "chapter"
		}
	}
	if e.Load == "" {
		e.Load = share.OnClick
	}
	// What was set for another panel stays here.
	e.Query = only(e.Panel, wanted, setting.Default()).Query()
	return e
}

// only returns those of the settings that make a difference to a panel, and for the rest those of others.
func only(name string, s, others setting.Settings) setting.Settings {
	p, _ := panel.Find(name)
	return s.WithOthers(others, p.Shows, p.Network)
}

func (s *Panel) Render() app.UI {
	e := s.wanted()
	format := share.Formats()[s.format]
	snippet, bare, where := format.Write(e), e, format.Where
	if bare.Picture = ""; e.Picture != "" && snippet == format.Write(bare) {
		where += " There is no place for a picture in it."
	}
	return app.Section().Class("panel share").Aria("labelledby", "share-title").Body(
		app.H2().ID("share-title").Text("In your notes"),
		app.Div().Class("share-form").Body(
			app.Div().Class("share-choices").Body(
				s.panel(e),
				s.load(e),
				s.caption(),
				s.size(),
				s.picture(),
				s.weights(s.Desk.State().Settings.Wanted.Weights),
				app.P().Class("help").Text("The theme is that of this page: choose it above."),
				s.readers(),
			),
			app.Div().Class("share-seen").Body(
				app.Div().Class("row").Body(
					app.Label().For("share-format").Text("For"),
					widget.Choose("share-format", formatNames(), s.format, func(i int) { s.format = i }),
					widget.Button("Copy", false, s.copy),
					app.P().Class("help").Attr("role", "status").Text(s.note.Text),
				),
				// Nothing above the preview comes or goes: go-app would make that anew, without what is prepared in it.
				app.P().Class("help").Text(where),
				app.Elem("pre").Class("code").ID("share-snippet").TabIndex(0).Aria("label", "What to copy").
					Text(snippet),
				app.Div().Class("share-long").Body(app.If(len(e.Query) > longQuery, app.Div().Class("row").Body(
					widget.Button("Save the settings as a file", false, func() {
						browser.NewBlob([]byte(s.wanted().Query), "text/plain").Save("state.txt")
					}),
					app.P().Class("help").Text("With it beside your notes, "+
						"state=https://your.host/state.txt is all that has to stand in the snippet."),
				))),
				app.If(shortlink.Offered(), &shortlink.Link{Hub: s.Desk.Hub, Path: "/embed/" + e.Panel,
					State: e.Query}),
				// The preview says its height when it has loaded, and again later. Only its own button is below it.
				s.preview(e),
				app.Div().Class("row").Body(
					widget.Button("Take the preview’s settings", false, s.take),
					app.P().Class("help").Text("Set up the panel as your readers should find it: with a drawing, "+
						"and trained from scratch."),
				),
				app.P().Class("error").Attr("role", "alert").Text(s.unlinked),
			),
		),
	)
}

func formatNames() []string {
	var names []string
	for _, f := range share.Formats() {
		names = append(names, f.Name)
	}
	return names
}

func (s *Panel) panel(e share.Embed) app.UI {
	panels := panel.All()
	var titles []string
	for _, p := range panels {
		titles = append(titles, p.Title)
	}
	at := slices.IndexFunc(panels, func(p panel.Panel) bool { return p.Name == e.Panel })
	return s.labelled("share-panel", "Panel", widget.Choose("share-panel", titles, at,
		func(i int) {
			s.embed.Panel = panels[i].Name
			// What was said, and the picture that was saved, are of the panel before.
			s.unlinked = ""
			if s.pictured != "" {
				s.embed.Picture, s.pictured = "", ""
			}
		}))
}

// labelled is a field with its label above it, and what belongs to it below.
func (s *Panel) labelled(id, label string, field ...app.UI) app.UI {
	return app.Div().Class("control").Body(append([]app.UI{app.Label().For(id).Text(label)}, field...)...)
}

func (s *Panel) load(e share.Embed) app.UI {
	ways := []string{share.OnClick, share.OnVisible, share.AtOnce}
	words := []string{"On a click", "When it is scrolled to", "At once"}
	return s.labelled("share-load", "Loads", widget.Choose("share-load", words, slices.Index(ways, e.Load),
		func(i int) { s.embed.Load = ways[i] }))
}

func (s *Panel) caption() app.UI {
	const id = "share-caption"
	return s.labelled(id, "Caption", app.Input().Type("text").ID(id).Class("field").AutoComplete(false).
		OnInput(func(ctx app.Context, _ app.Event) { s.embed.Caption = ctx.JSSrc().Get("value").String() }))
}

func (s *Panel) size() app.UI {
	const id = "share-height"
	return s.labelled(id, "Height in pixels", app.Input().Type("text").ID(id).Class("field").
		Attr("inputmode", "numeric").Placeholder("as needed").
		OnInput(func(ctx app.Context, _ app.Event) {
			text := strings.TrimSpace(ctx.JSSrc().Get("value").String())
			n, err := strconv.Atoi(text)
			if s.unsized = ""; text != "" && (err != nil || n <= 0 || n > maxEmbedHeight) {
				n, s.unsized = 0, "It is a whole number, from 1 to "+phrase.Grouped(maxEmbedHeight)+"."
			}
			s.embed.Height = n
		}),
		app.P().Class("error").Attr("role", "alert").Text(s.unsized))
}

// picture takes the address of a picture in place of the one of the default settings.
func (s *Panel) picture() app.UI {
	const id = "share-picture"
	return s.labelled(id, "A picture of it, by its address",
		app.Input().Type("text").ID(id).Class("field").AutoComplete(false).Value(s.embed.Picture).
			Placeholder("of your host").Aria("describedby", id+"-help").
			OnInput(func(ctx app.Context, _ app.Event) {
				s.embed.Picture = strings.TrimSpace(ctx.JSSrc().Get("value").String())
			}),
		widget.Button("Save a picture of the preview", false, s.still),
		app.P().ID(id+"-help").Class("help").Attr("role", "status").Text(cmp.Or(s.pictured,
			"Readers see it before they begin: the panel as it is below, in light and in dark.")),
	)
}

// still saves a picture of the preview as it is, and names it in the snippet, with the settings that it shows.
func (s *Panel) still() {
	s.take()
	name := "inkgrad-" + s.wanted().Panel + ".svg"
	svg, ok := browser.Still(app.Window().GetElementByID(previewID))
	if !ok {
		s.pictured = "The browser gives no picture of it."
		return
	}
	browser.NewBlob([]byte(svg), browser.TypeSVG).Save(name)
	s.embed.Picture = name
	s.pictured = "Saved as " + name + ": put it beside your notes, or wherever its address says. The preview’s " +
		"settings are in the snippet, too."
}

// longQuery is from how many characters on the settings are long for a snippet.
const longQuery = 400

// maxEmbedHeight is more than any screen has.
const maxEmbedHeight = 10_000

// weights takes a network that was saved, by the address where it is.
func (s *Panel) weights(address string) app.UI {
	const id = "share-weights"
	return s.labelled(id, "A saved network, by its address",
		app.Input().Type("text").ID(id).Class("field").AutoComplete(false).Value(address).
			Placeholder("of your host").Aria("describedby", "share-weights-said").
			OnChange(func(ctx app.Context, _ app.Event) { s.takeWeights(ctx.JSSrc().Get("value").String()) }),
		app.P().ID("share-weights-said").Class("help").Attr("role", "status").Text(s.weighed),
	)
}

// takeWeights puts a network into the snippet, with the digest of its file, so that readers get no other.
func (s *Panel) takeWeights(address string) {
	address = strings.TrimSpace(address)
	set := func(weights, digest, said string) {
		s.Desk.Run(func() {
			w := s.Desk.State().Settings.Wanted.Clone()
			w.Weights, w.Digest, s.weighed = weights, digest, said
			s.Desk.ReadHash(w.Query())
			s.Desk.WriteHash()
			s.Update()
		})
	}
	if address == "" {
		set("", "", "")
		return
	}
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		set("", "", "An address begins with https://.")
		return
	}
	browser.GetBytes(address, state.MaxModel, func(file []byte, ok bool) {
		if !ok {
			set("", "", phrase.Sentence(phrase.NotFetched))
			return
		}
		browser.SHA256(file, func(digest string, ok bool) {
			if !ok {
				set(address, "", "Your readers get what is there: without https its digest cannot be computed here.")
				return
			}
			set(address, digest, "Your readers get this file, and no other: its digest goes along.")
		})
	})
}

// readers says what the readers of the page may change.
func (s *Panel) readers() app.UI {
	wanted := s.Desk.State().Settings.Wanted
	var rows []app.UI
	for _, row := range setting.Table() {
		if row.Page {
			continue
		}
		at := 0
		switch {
		case slices.Contains(wanted.Hide, row.Name):
			at = 2
		case slices.Contains(wanted.Lock, row.Name):
			at = 1
		}
		id := "share-" + row.Name
		rows = append(rows, app.Div().Class("share-reader").Body(
			app.Label().For(id).Text(row.Label),
			widget.Choose(id, []string{"can be changed", "is seen", "is hidden"}, at,
				func(i int) { s.allow(row.Name, i == 1, i == 2) }),
		))
	}
	sandbox := app.Input().Type("checkbox").ID("share-sandbox").Checked(s.embed.Sandbox).
		OnChange(func(ctx app.Context, _ app.Event) { s.embed.Sandbox = ctx.JSSrc().Get("checked").Bool() })
	return app.Details().Class("how").Body(
		app.Summary().Text("What readers may change"),
		app.Div().Class("share-readers").Body(rows...),
		app.Label().Class("check").Body(sandbox, app.Span().Text("In a sandbox, which saves nothing")),
	)
}

// allow has a setting locked, hidden, or neither.
func (s *Panel) allow(name string, lock, hide bool) {
	wanted := s.Desk.State().Settings.Wanted
	with := func(names []string, wanted bool) string {
		names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
		if wanted {
			names = append(names, name)
		}
		return strings.Join(names, ",")
	}
	s.Desk.Set("lock", with(wanted.Lock, lock))
	s.Desk.Set("hide", with(wanted.Hide, hide))
}

// preview is the panel itself, as a reader's page has it.
func (s *Panel) preview(e share.Embed) app.UI {
	p, _ := panel.Find(e.Panel)
	height := float64(e.Height)
	if height == 0 {
		height = s.height
	}
	if height == 0 {
		height = float64(p.Heights.Column)
	}
	e.Origin = browser.Base() // of this page
	figure := []app.UI{app.IFrame().ID(previewID).Class("share-preview").Title("Preview").Src(e.URL()).
		Style("height", graphview.Px(height)+"px")}
	if e.Caption != "" {
		figure = append(figure, app.Elem("figcaption").Text(e.Caption))
	}
	return app.Figure().Body(figure...)
}

// take takes over what the preview has got by hand: it is in its URL.
func (s *Panel) take() {
	frame := app.Window().GetElementByID(previewID)
	if !frame.Truthy() {
		return
	}
	if hash, ok := browser.FrameHash(frame); ok {
		taken, _ := setting.ParseQuery(hash)
		s.Desk.ReadHash(only(s.wanted().Panel, taken, s.Desk.State().Settings.Wanted).Query())
		s.Desk.WriteHash()
		s.unlinked = browser.FrameUnlinked(frame)
	}
}

func (s *Panel) copy() {
	text := share.Formats()[s.format].Write(s.wanted())
	s.note.Copy(text, s.Desk.Run, s.Update)
}
