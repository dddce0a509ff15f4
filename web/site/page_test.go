package site

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/panel"
)

// Every panel has a page for frames, and no other page is for them.
func TestEveryPanelHasAPage(t *testing.T) {
	embedded := map[string]bool{}
	for _, p := range pages {
		if p.Embed {
			embedded[p.Path] = true
		}
	}
	for _, p := range panel.All() {
		if !embedded[p.Path()] {
			t.Errorf("the panel %s has no page %s in pages", p.Name, p.Path())
		}
		delete(embedded, p.Path())
	}
	for path := range embedded {
		t.Errorf("%s is a page for frames, and of no panel", path)
	}
}
