package site

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web"
	"github.com/inkgrad/inkgrad/web/palette"
	"github.com/inkgrad/inkgrad/web/panel"
	"github.com/inkgrad/inkgrad/web/site/api"
)

// page is a document: a route of package web, and what it says about itself.
type page struct {
	Path, Title, Description string
	// Embed marks a page for the frames of other sites: no search engine lists it, no one installs it.
	Embed bool
	// Route is that of package web, where it is not Path, and State what stands behind its # where the URL has nothing
	// there.
	Route, State string
}

const (
	description = "A neural network that learns handwritten digits in your browser: draw one, train on MNIST, and " +
		"see the " +
		"computational graph with the forward values and the gradients that were really computed."
)

// headed are the pages with a header, but for those of presets.
var headed = []page{
	{Path: "/", Title: web.Title("/"), Description: description},
	{Path: "/chapter", Title: web.Title("/chapter"),
		Description: "Backpropagation in 17 short sections, from the computational graph to training on MNIST: each " +
			"with a live figure for numbers of your own, its code in Python and Go, and a question."},
	{Path: "/formula", Title: web.Title("/formula"),
		Description: "Type a formula and see its computational graph: step forwards and " +
			"backwards through values and gradients, with the chain rule in numbers, or predict them yourself."},
	{Path: "/layer", Title: web.Title("/layer"),
		Description: "Any layer alone, from Affine to Convolution and BatchNormalization, with small numbers of your " +
			"own: values and gradients as tables, step by step, and the arithmetic behind each element."},
	{Path: "/check", Title: web.Title("/check"),
		Description: "Numerical gradients against backpropagation, parameter by " +
			"parameter, on a real network: how small h should be, why backpropagation, and six mistakes to find."},
	{Path: "/share", Title: web.Title("/share"),
		Description: "Choose a panel, its settings and what your readers may change, and copy it for " +
			"HTML, Jekyll, MkDocs, Hugo, Quarto, Jupyter, reveal.js, Markdown or LaTeX."},
	{Path: "/lesson", Title: web.Title("/lesson"),
		Description: "Write a lesson of live figures with questions and tasks, hand it out as a link or a file, and " +
			"mark what a class sends back: networks are trained again, drawings looked at again, in your browser."},
}

// pages returns all.
func pages() []page { return slices.Concat(headed, presetPages(), embedPages()) }

// embedPages returns a page for each panel, for frames.
func embedPages() []page {
	var ps []page
	for _, p := range panel.All() {
		ps = append(ps, page{Path: p.Path(), Title: p.Title + " · Inkgrad", Description: description, Embed: true})
	}
	return ps
}

// presetPages returns a page for each network that can be chosen: the playground, with that network.
func presetPages() []page {
	var ps []page
	for _, p := range setting.Presets() {
		ps = append(ps, page{Path: api.PresetPage(p), Title: p.Name + " · Inkgrad", Route: "/", State: p.Query(),
			Description: p.Help +
				" Draw a digit for it, train it on MNIST in your browser, and see the graph that it computes."})
	}
	return ps
}

// The page's background, light and dark, for the browser's own frame around it.
var light, dark = palette.Paper.Light.Hex(), palette.Paper.Dark.Hex()

var (
	//go:embed page.html
	pageHTML string
	//go:embed notfound.html
	notFoundHTML string
)

// isPage says whether path is that of a page, not counting the one for what is not there.
func (s *Site) isPage(path string) bool {
	a := s.assets[path]
	return a != nil && path != notFoundPath && !strings.HasPrefix(path, "/web/") &&
		strings.HasPrefix(a.Type, "text/html")
}

// policy is the policy of a document where no server sends one. In frames it names the host, as api.Policy says why, or
// any where the host is not known.
func (s *Site) policy(framed bool) string {
	switch {
	case !framed:
		return api.Policy()
	case s.origin != "":
		return api.Policy(s.origin)
	}
	return api.Policy("http:", "https:")
}

func (s *Site) addPages() error {
	origin := s.origin
	web.Route()
	for _, p := range pages() {
		p.Route = cmp.Or(p.Route, p.Path)
		content, err := prerender(p.Route, s.base, s.Version)
		if err != nil {
			return err
		}
		doc, err := s.document("page", pageHTML, map[string]any{
			"Title": p.Title, "Description": p.Description, "Path": p.Path, "Route": p.Route, "State": p.State,
			"Embed": p.Embed, "Policy": s.policy(p.Embed),
			"Picture": api.PictureOf(p.Path),
			"Light":   light, "Dark": dark, "Base": s.base, "Origin": origin, "OEmbed": oembedPath(p),
			"WasmSize": len(s.assets["/web/app.wasm"].Body), "Env": s.env(), "Content": content,
			"Ink": strings.Contains(string(content), `id="ink"`),
		})
		if err != nil {
			return err
		}
		if err := s.addPage(p.Path, doc); err != nil {
			return err
		}
		if err := s.addOEmbed(p, origin); err != nil {
			return err
		}
	}
	doc, err := s.document("notfound", notFoundHTML, map[string]any{
		"Title": "No such page · Inkgrad", "Policy": s.policy(false), "Light": light, "Dark": dark, "Base": s.base,
	})
	if err != nil {
		return err
	}
	return s.addPage(notFoundPath, doc)
}

func (s *Site) addPage(path string, doc []byte) error {
	a := newAsset(path, doc)
	a.Type = mediaTypes[".html"]
	return s.add(a)
}

// env is what go-app's program in the page asks its environment for (app.Getenv), as JSON. GOAPP_VERSION is the site's:
// put it into the query, ?v=, of a file's URL that is not written in page.html. INKGRAD_SNAPSHOTS is there where short
// links are.
func (s *Site) env() string {
	env := map[string]string{
		"GOAPP_VERSION":              s.Version,
		"GOAPP_ROOT_PREFIX":          s.base,
		"GOAPP_STATIC_RESOURCES_URL": s.base,
		"GOAPP_INTERNAL_URLS":        "null",
	}
	if s.snapshots {
		env["INKGRAD_SNAPSHOTS"] = "kept"
	}
	b, err := json.Marshal(env)
	if err != nil {
		panic("site: a map of strings has no JSON: " + err.Error())
	}
	return string(b)
}

// document executes a template. Its function file gives the URL of a file of /web/, and fails if there is none.
func (s *Site) document(name, text string, data any) ([]byte, error) {
	file := func(name string) (string, error) {
		path := "/web/" + name
		if s.assets[path] == nil {
			return "", fmt.Errorf("%s is missing (make build makes it)", path)
		}
		return s.base + path + "?v=" + s.Version, nil
	}
	t, err := template.New(name).Funcs(template.FuncMap{"file": file}).Parse(text)
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	return b.Bytes(), nil
}
