package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// mystTheme stands in for the theme, which mystmd fetches from a host of its own: it gives the pages as mystmd hands
// them to a theme.
const mystTheme = "jtex: v1\ntitle: None\nkind: site\n"

// standInTheme has mystmd take mystTheme.
func standInTheme(t *testing.T, dir string) {
	t.Helper()
	config, err := os.ReadFile(filepath.Join(dir, "myst.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "theme"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"theme/template.yml": mystTheme,
		"myst.yml": strings.Replace(string(config), "book-theme", "./theme", 1)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// mystPage is around what the components of the themes show.
const mystPage = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Lecture notes</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><div id="site"></div><script type="module" src="/theme.js"></script>`

// themed serves what mystmd has written to a folder, with testdata/myst.mjs in place of a theme.
func themed(t *testing.T, dir string) http.Handler {
	t.Helper()
	program, err := os.ReadFile("testdata/myst.mjs")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "myst.mjs"), program, 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), filepath.Join("node_modules", ".bin", "esbuild"), "myst.mjs", "--bundle",
		"--format=esm", `--define:process.env.NODE_ENV="production"`)
	c.Dir = dir
	theme, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %v", c.Args, err)
	}
	site := filepath.Join(dir, "_build", "site")
	mux := http.NewServeMux()
	mux.Handle("/content/", http.FileServer(http.Dir(site)))
	mux.Handle("/", http.FileServer(http.Dir(filepath.Join(site, "public"))))
	for path, kind := range map[string]string{"/{$}": "html", "/price": "html", "/theme.js": "javascript"} {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/"+kind+"; charset=utf-8")
			if kind == "html" {
				fmt.Fprint(w, mystPage)
				return
			}
			_, _ = w.Write(theme)
		})
	}
	return mux
}

// markWidgets gives each widget that a page of MyST has the name of the panel within.
func markWidgets(p *browsertest.Page) {
	const widgets = `[...document.querySelectorAll(".myst-anywidget")]`
	p.Wait("the widgets are there", widgets+`.filter((e) => e.shadowRoot?.querySelector("ink-grad")).length === 3`)
	p.Run(`for (const e of ` + widgets + `) e.dataset.panel = e.shadowRoot.querySelector("ink-grad").getAttribute("panel")`)
}
