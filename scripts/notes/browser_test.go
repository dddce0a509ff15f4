package main

import (
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"testing/fstest"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// inkgrad serves what make build has built.
func inkgrad(t *testing.T) string {
	t.Helper()
	server := browsertest.NewServer(browsertest.Built(t))
	t.Cleanup(server.Close)
	return server.URL
}

// nasty has every sign that means something to one of the systems.
const nasty = "% @a Is \"x < y\" 100% & {{ 1 + 1 }} {% raw %} {{< fig >}} ${x}$ #1 `it's` `r 1+1` a_b *c* [d](e) " +
	"\\frac ~ ^ +d+ {abbr}`e` :tada: <b>f</b> </script> {attr} ++++ :::"

// TestSystems builds each folder as a teacher does, and uses each panel as a reader does. It is not among the tests of
// make test, since it takes programs and minutes.
func TestSystems(t *testing.T) {
	if os.Getenv("INKGRAD_NOTES") == "" {
		t.Skip("make notes-test builds the notes and uses them in a browser")
	}
	at := inkgrad(t)
	out := t.TempDir()
	if err := write(notes, out, at, withNasty(t)); err != nil {
		t.Fatal(err)
	}
	for _, s := range systems {
		t.Run(s.name, func(t *testing.T) {
			dir := filepath.Join(out, s.name)
			if !s.build(t, dir) {
				lack(t, s.program+" is not installed here: the notes for "+s.name+" are not tested")
			}
			n := notesPage{s, at, http.FileServer(http.Dir(filepath.Join(dir, s.site)))}
			if s.name == "myst" {
				n.pages = themed(t, dir)
			}
			if s.page.source == "price.md" {
				t.Run("wide", func(t *testing.T) { n.small(t, true, browsertest.Viewport(1280, 720)) })
				// A slide of 1,280 pixels is too small there to use a panel.
				t.Run("phone, dark", func(t *testing.T) {
					n.small(t, n.reach != slides, browsertest.Phone, browsertest.Dark)
				})
				return
			}
			t.Run("without JavaScript", n.withoutScript)
			t.Run("use", n.use)
		})
	}
}

// lack skips a test, or fails it where nothing may be missing.
func lack(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("INKGRAD_NOTES") == "required" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// withNasty returns the texts, with one more panel in each, whose caption is nasty.
func withNasty(t *testing.T) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"backpropagation.md", "price.md"} {
		text, err := fs.ReadFile(texts, name)
		if err != nil {
			t.Fatal(err)
		}
		const line = "\n<ink-grad panel=\"fool\" caption=\"%s\"></ink-grad>\n"
		files[name] = &fstest.MapFile{Data: fmt.Appendf(text, line, html.EscapeString(nasty))}
	}
	return files
}

// build has the system build its folder, and says whether it is there. What npm has installed lies elsewhere.
func (s system) build(t *testing.T, dir string) bool {
	t.Helper()
	program := s.find()
	if program == "" {
		return false
	}
	if s.npm != "" {
		dirOfNPM, err := cache(s.npm)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join(dirOfNPM, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
			t.Fatal(err)
		}
	}
	switch s.name {
	case "quarto":
		standIn(t, dir)
	case "myst":
		standInTheme(t, dir)
	}
	c := exec.CommandContext(t.Context(), program, s.args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "CI=1", "NO_UPDATE_NOTIFIER=1", "ASTRO_TELEMETRY_DISABLED=1")
	said, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", c.Args, err, said)
	}
	t.Logf("%v:\n%s", c.Args, said)
	return true
}

var shortcode = regexp.MustCompile(`(?m)^\{\{< (ink-grad) (.*) >\}\}$`)

// standIn puts into a folder what lets pandoc take Quarto's place: testdata/quarto.lua, and the document with each
// shortcode as that reads it.
func standIn(t *testing.T, dir string) {
	t.Helper()
	lua, err := os.ReadFile("testdata/quarto.lua")
	if err != nil {
		t.Fatal(err)
	}
	document, err := os.ReadFile(filepath.Join(dir, "backpropagation.qmd"))
	if err != nil {
		t.Fatal(err)
	}
	document = shortcode.ReplaceAll(document, []byte("``` {.$1 $2}\n```"))
	for name, b := range map[string][]byte{"quarto.lua": lua, "standin.md": document} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// notesPage is a built page, with panels of the Inkgrad at an address.
type notesPage struct {
	system
	at    string
	pages http.Handler
}

// open opens the page. MathJax and the like would come from public hosts, which the browser of the tests does not
// reach.
func (n notesPage) open(t *testing.T, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	options = append(options, browsertest.Serve(n.pages),
		browsertest.Allow("another host was asked: "+n.at+"/", "another host was asked: https://",
			"ERR_NAME_NOT_RESOLVED", "Not allowed to load local resource: file:///usr/share/javascript/",
			"/favicon.", "apple-mobile-web-app-capable"))
	return browsertest.Open(t, n.path, options...)
}

// outside is a CSS selector for the panel, or its picture, in the page: the element, or a widget with it.
func outside(panel string) string {
	return fmt.Sprintf(`:is(ink-grad[panel="%s"], [data-panel="%s"])`, panel, panel)
}

// shadow is what is within the element, as an expression.
func shadow(panel string) string {
	return "((e) => (e?.shadowRoot.querySelector('ink-grad') ?? e)?.shadowRoot)(document.querySelector('" +
		outside(panel) + "'))"
}

// start has the panel load, by a click on its picture, and returns its inside.
func start(p *browsertest.Page, panel string) *browsertest.Page {
	p.Click(outside(panel))
	frame := shadow(panel) + `.querySelector("iframe")`
	p.Wait("the picture of "+panel+" gives way to a frame", frame)
	f := p.Frame("/embed/"+panel, frame)
	f.Wait(panel+" is there", `document.readyState === "complete" && !document.querySelector("#app-wasm-loader")`)
	return f
}
