package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// tool builds a folder of static/notes.
type tool struct {
	// name is that of the folder, program the one that must be installed.
	name, program string
	// args are the program's; it runs in the folder, and what it writes lies in the folder site there, the page at
	// path.
	args       []string
	site, path string
}

var tools = []tool{
	{"jekyll", "jekyll", []string{"build", "--disable-disk-cache"}, "_site", "/2026/01/12/backpropagation.html"},
	{"mkdocs", "mkdocs", []string{"build", "--strict"}, "site", "/backpropagation/"},
	{"hugo", "hugo", nil, "public", "/posts/backpropagation/"},
	{"jupyter", "jupyter-nbconvert", []string{"--to", "html", "--no-input", "backpropagation.ipynb"}, ".",
		"/backpropagation.html"},
	{"quarto", "pandoc", pandoc("html", "index.html"), ".", "/"},
}

// pandoc returns arguments that let it make of the document what Quarto would, as far as the extension is concerned.
func pandoc(format, out string) []string {
	return []string{"standin.md", "-s", "-t", format, "-L", "quarto.lua",
		"--mathjax=https://cdn.jsdelivr.net/npm/mathjax@3/es5/tex-chtml-full.js", "-o", out}
}

// inkgrad serves what make build has built.
func inkgrad(t *testing.T) string {
	t.Helper()
	server := browsertest.NewServer(browsertest.Built(t))
	t.Cleanup(server.Close)
	return server.URL
}

// TestTools builds each folder as a teacher does, and uses each panel as a reader does. It is not among the tests of
// make test, since it takes programs and minutes.
func TestTools(t *testing.T) {
	if os.Getenv("INKGRAD_NOTES") != "required" {
		t.Skip("make notes-test builds the notes and uses them in a browser")
	}
	at := inkgrad(t)
	out := t.TempDir()
	if err := write(notes, out, at); err != nil {
		t.Fatal(err)
	}
	built := 0
	for _, tool := range tools {
		t.Run(tool.name, func(t *testing.T) {
			dir := filepath.Join(out, tool.name)
			if !tool.build(t, dir) {
				t.Skipf("%s is not installed here: the notes for %s are not tested", tool.program, tool.name)
			}
			built++
			pages := http.FileServer(http.Dir(filepath.Join(dir, tool.site)))
			n := notesPage{tool, at, pages}
			t.Run("without JavaScript", n.withoutScript)
			t.Run("use", n.use)
		})
	}
	if built == 0 {
		t.Error("none of the programs is installed here")
	}
}

// build runs the tool in a folder, and says whether it is there.
func (tool tool) build(t *testing.T, dir string) bool {
	t.Helper()
	if _, err := exec.LookPath(tool.program); err != nil {
		return false
	}
	if tool.program == "pandoc" {
		standIn(t, dir)
	}
	c := exec.CommandContext(t.Context(), tool.program, tool.args...)
	c.Dir = dir
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", c.Args, err, said)
	}
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
	tool
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
			"/favicon.ico"))
	return browsertest.Open(t, n.path, options...)
}

// outside is a CSS selector for the panel, or its picture, in the page.
func outside(panel string) string { return fmt.Sprintf(`ink-grad[panel="%s"]`, panel) }

// shadow is what is within it, as an expression.
func shadow(panel string) string {
	return "document.querySelector('" + outside(panel) + "').shadowRoot"
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
