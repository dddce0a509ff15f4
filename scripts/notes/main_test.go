package main

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/share"
)

var update = flag.Bool("update", false, "write static/notes anew")

const notes = "../../static/notes"

// TestWritten holds the pages in static/notes to their source. go test ./scripts/notes -update writes them.
func TestWritten(t *testing.T) {
	if *update {
		if err := write(notes, notes, host); err != nil {
			t.Fatal(err)
		}
	}
	pages, err := pages(source)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join(notes, filepath.FromSlash(name)))
		if err != nil {
			t.Error(err)
		} else if string(got) != want {
			t.Errorf("%s is not what backpropagation.md makes: -update writes it anew", name)
		}
	}
}

// TestHost holds each folder to one place for the address, but the notebook, whose cells have it each.
func TestHost(t *testing.T) {
	const at = "https://inkgrad.example/lectures"
	out := t.TempDir()
	if err := write(notes, out, at); err != nil {
		t.Fatal(err)
	}
	places := map[string]int{}
	err := filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".md" && filepath.Dir(path) == out {
			return err
		}
		b, err := os.ReadFile(path)
		if strings.Contains(string(b), host) {
			t.Errorf("%s names %s", path, host)
		}
		name, _ := filepath.Rel(out, path)
		folder, _, _ := strings.Cut(filepath.ToSlash(name), "/")
		places[folder] += strings.Count(string(b), at)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder, n := range places {
		if n != 1 && folder != "jupyter" {
			t.Errorf("%s has the address %d times", folder, n)
		}
	}
	if len(places) != 5 {
		t.Errorf("folders %v", places)
	}
}

// TestPanels sees that the source has seven panels, all different, each in a state that is valid.
func TestPanels(t *testing.T) {
	_, pieces, err := split(source)
	if err != nil {
		t.Fatal(err)
	}
	var panels []string
	for _, p := range pieces {
		if p.panel == nil {
			if strings.Contains(p.text, "<") {
				t.Errorf("there is HTML in %q", p.text)
			}
			continue
		}
		panels = append(panels, p.panel.Panel)
		if _, errs := setting.ParseQuery(p.panel.Query); len(errs) > 0 {
			t.Errorf("%s: %v", p.panel.Panel, errs)
		}
	}
	if got := strings.Join(panels, " "); got != "formula layer graph check train draw chapter" {
		t.Errorf("the panels are %s", got)
	}
}

func TestSplit(t *testing.T) {
	const line = `<ink-grad panel="draw"></ink-grad>` + "\n"
	title, pieces, err := split("# T\na\n" + line + "b\n")
	if err != nil || title != "T" || len(pieces) != 3 || pieces[0].text != "a\n" ||
		*pieces[1].panel != (share.Embed{Origin: host, Panel: "draw"}) ||
		pieces[2].text != "b\n" {
		t.Errorf("%q, %+v, %v", title, pieces, err)
	}
	for name, source := range map[string]string{"no title": line,
		"unknown attribute": "# T\n" + `<ink-grad pannel="draw"></ink-grad>` + "\n"} {
		if _, _, err := split(source); err == nil {
			t.Errorf("%s is no error", name)
		}
	}
}

func TestFormulas(t *testing.T) {
	d := dialect{inline: [2]string{"<", ">"}, display: [2]string{"[", "]"}}
	if got, want := d.formulas("a $x_1$, $2$ b\n\n$$y = 3$$\n"), "a <x_1>, <2> b\n\n[y = 3]\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestQuartoOnPaper has the extension write for a format without HTML: links in place of the panels.
func TestQuartoOnPaper(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "notes")
	if err := write(notes, dir, host); err != nil {
		t.Fatal(err)
	}
	paper := tool{program: "pandoc", args: pandoc("latex", "paper.tex")}
	if !paper.build(t, filepath.Join(dir, "quarto")) {
		t.Skip("pandoc is not installed here")
	}
	b, err := os.ReadFile(filepath.Join(dir, "quarto", "paper.tex"))
	if err != nil {
		t.Fatal(err)
	}
	for _, panel := range panels {
		if !strings.Contains(string(b), `\href{`+host+"/embed/"+panel) {
			t.Errorf("the text on paper has no link to %s", panel)
		}
	}
}
