package web

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/web/panel"
)

// Every page with a header is among the routes in the package's documentation.
func TestRoutesAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range places {
		if !regexp.MustCompile(`[ /]` + regexp.QuoteMeta(p.path) + `[ ,]`).Match(doc) {
			t.Errorf("doc.go does not name %s", p.path)
		}
	}
}

// forAuthors are what no page of somebody else shows.
var forAuthors = []string{"share", "lesson"}

// Every panel has a component, and whatever has one is a panel, but for what is for authors.
func TestPanelsHaveComponents(t *testing.T) {
	for _, p := range panel.All() {
		if _, ok := components[p.Name]; !ok && p.Name != "all" {
			t.Errorf("components of shell.go lacks the panel %s", p.Name)
		}
	}
	for name := range components {
		if _, ok := panel.Find(name); !ok && !slices.Contains(forAuthors, name) {
			t.Errorf("components of shell.go has %s, which web/panel does not have", name)
		}
	}
}

// Every panel that can be embedded stands on a page with a header, and what stands there can be embedded, but for what
// is for authors.
func TestPanelsHaveRoutes(t *testing.T) {
	shown := []string{"all"}
	for _, p := range places {
		for _, name := range p.panels {
			if _, ok := panel.Find(name); !ok && !slices.Contains(forAuthors, name) {
				t.Errorf("%s shows the panel %s, which web/panel does not have", p.path, name)
			}
			shown = append(shown, name)
		}
	}
	for _, p := range panel.All() {
		if !slices.Contains(shown, p.Name) {
			t.Errorf("no place of shell.go shows the panel %s", p.Name)
		}
	}
}
