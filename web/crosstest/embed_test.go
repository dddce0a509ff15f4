package crosstest_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/crosstest"
)

// A panel in a page of another site reads what is drawn.
func TestEmbed(t *testing.T) {
	const (
		script = `<script type="module" src="{inkgrad}/embed.js"></script>`
		frame  = `document.querySelector("iframe")`
		inside = `document.querySelector("ink-grad").shadowRoot.querySelector("iframe")`
	)
	for _, c := range []struct {
		name, document, frame string
	}{
		{"frame", `<iframe src="{inkgrad}/embed/draw" width="900" height="700"></iframe>`, frame},
		{"element", script + `<ink-grad panel="draw" load="now"></ink-grad>`, inside},
	} {
		t.Run(c.name, func(t *testing.T) {
			crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
				p := crosstest.OpenOther(t, k, "/notes", crosstest.Document("/notes", c.document))
				p.Wait("the frame is there", c.frame)
				f := p.Frame(c.frame)
				f.Wait("the engine is there", `!(document.querySelector(".draw .row button:nth-child(3)")?.disabled ?? true)`)
				reads(f)
				p.Screenshot("read")
			})
		})
	}
}
