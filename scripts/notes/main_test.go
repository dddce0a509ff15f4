package main

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
		if err := write(notes, notes, host, texts); err != nil {
			t.Fatal(err)
		}
	}
	pages, err := pages(texts)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join(notes, filepath.FromSlash(name)))
		if err != nil {
			t.Error(err)
		} else if string(got) != want {
			t.Errorf("%s is not what its text makes: -update writes it anew", name)
		}
	}
}

// TestHost holds each folder to one place for the address. Where the pages have it, too, for there is nothing to say it
// once, one other file has it, with the script.
func TestHost(t *testing.T) {
	const at = "https://inkgrad.example/lectures"
	out := t.TempDir()
	if err := write(notes, out, at, texts); err != nil {
		t.Fatal(err)
	}
	folders := map[string]bool{}
	places := map[string][]string{}
	err := filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Dir(path) == out {
			return err
		}
		b, err := os.ReadFile(path)
		if strings.Contains(string(b), host) {
			t.Errorf("%s names %s", path, host)
		}
		name, _ := filepath.Rel(out, path)
		folder, file, _ := strings.Cut(filepath.ToSlash(name), "/")
		folders[folder] = true
		for range strings.Count(string(b), at) {
			places[folder] = append(places[folder], file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range systems {
		if !folders[s.name] {
			t.Errorf("there is no folder %s", s.name)
		}
		delete(folders, s.name)
		format, err := formatFor(s.format)
		if err != nil {
			t.Fatal(err)
		}
		got := slices.DeleteFunc(places[s.name], func(file string) bool {
			return s.page.embed == nil && file == s.page.file
		})
		if want := s.page.embed != nil || format.Once != nil; len(got) > 1 || (len(got) == 1) != want {
			t.Errorf("%s has the address in %q", s.name, got)
		}
	}
	if len(folders) > 0 {
		t.Errorf("nothing in the table is for %v", folders)
	}
}

// What web/share has an author write once for a site is in the folder for it.
func TestOnce(t *testing.T) {
	for _, s := range systems {
		format, err := formatFor(s.format)
		if err != nil {
			t.Fatal(err)
		}
		if format.Once == nil || s.name == "hugo" { // whose file is made of it
			continue
		}
		for i, f := range format.Once(share.Embed{Origin: host}) {
			b, err := os.ReadFile(filepath.Join(notes, s.name, f.Name))
			if err != nil && i > 0 && s.name == "sphinx" {
				continue // _config.yml is for Jupyter Book
			}
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(f.Text) {
				line = strings.TrimSpace(line)
				if (strings.Contains(line, "embed.js") || strings.Contains(line, "isCustomElement")) &&
					!strings.Contains(string(b), line) {
					t.Errorf("%s/%s has no line %s", s.name, f.Name, line)
				}
			}
		}
	}
}

// TestPanels sees that the source has seven panels, all different, each in a state that is valid.
func TestPanels(t *testing.T) {
	source, err := fs.ReadFile(texts, "backpropagation.md")
	if err != nil {
		t.Fatal(err)
	}
	_, pieces, err := split(string(source))
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
	d := page{inline: [2]string{"<", ">"}, display: [2]string{"[", "]"}}
	if got, want := d.formulas("a $x_1$, $2$ b\n\n$$y = 3$$\n"), "a <x_1>, <2> b\n\n[y = 3]\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestQuartoOnPaper has the extension write for a format without HTML: links in place of the panels.
func TestQuartoOnPaper(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "notes")
	if err := write(notes, dir, host, texts); err != nil {
		t.Fatal(err)
	}
	paper := system{name: "quarto", program: "pandoc", args: pandoc("latex", "paper.tex")}
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
