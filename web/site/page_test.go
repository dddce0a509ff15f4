package site

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/panel"
)

// Every panel has a page for frames, named like the frame around it, and the panels of one page alone are there.
func TestEveryPanelHasAPage(t *testing.T) {
	s := newSite(t)
	for _, p := range panel.All() {
		doc := body(t, get(s, "GET", p.Path()))
		if !strings.Contains(doc, "<title>"+p.Title+" · Inkgrad</title>") {
			t.Errorf("%s is not named %s", p.Path(), p.Title)
		}
		several := p.Name == "all" || p.Name == "chapter" // which has a figure
		if n := strings.Count(doc, `-title" class="panel `); (n > 1) != several || n == 0 {
			t.Errorf("%s shows %d panels", p.Path(), n)
		}
	}
}
