package crosstest_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/crosstest"
)

// A panel in a page of another site reads what is drawn, whatever the page and the browser keep from it.
func TestEmbed(t *testing.T) {
	const (
		script = `<script type="module" src="{inkgrad}/embed.js"></script>`
		frame  = `document.querySelector("iframe")`
		inside = `document.querySelector("ink-grad").shadowRoot.querySelector("iframe")`

		panel   = `<iframe src="{inkgrad}/embed/draw" width="900" height="700"></iframe>`
		sandbox = `<iframe src="{inkgrad}/embed/draw" width="900" height="700" sandbox="allow-scripts"></iframe>`
	)
	for _, c := range []struct {
		name, document, frame string
		fault                 func(t *testing.T, k crosstest.Kind, p *crosstest.Page) // is there
		options               []crosstest.Option
	}{
		{"frame", panel, frame, nil, nil},
		{"sandbox", sandbox, frame, ofNoOrigin, nil},
		{"element", script + `<ink-grad panel="draw" load="now"></ink-grad>`, inside, nil, nil},
		{"element in a sandbox", script + `<ink-grad panel="draw" load="now" sandbox></ink-grad>`, inside, ofNoOrigin, nil},
		{"third-party cookies blocked", panel, frame, mayNotKeep, []crosstest.Option{crosstest.NoThirdParty}},
		{"all cookies blocked", panel, frame, mayNotKeep, []crosstest.Option{crosstest.NoCookies}},
	} {
		t.Run(c.name, func(t *testing.T) {
			crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
				p := crosstest.OpenOther(t, k, "/notes",
					append(c.options, crosstest.Document("/notes", c.document))...)
				p.Wait("the frame is there", c.frame)
				f := p.Frame(c.frame)
				f.Wait("the engine is there", `!(document.querySelector(".draw .row button:nth-child(3)")?.disabled ?? true)`)
				if c.fault != nil {
					c.fault(t, k, f)
				}
				reads(f)
				p.Screenshot("read")
			})
		})
	}
}

// A program of another site gets the bytes of a panel's network, and gives them to it again.
func TestFileOfAPanel(t *testing.T) {
	const program = `<main></main><script type="module">
		import { Inkgrad } from "{inkgrad}/v1/embed.js";
		const pg = await Inkgrad.mount("main", { panel: "draw" });
		const file = await pg.save();
		const fresh = await pg.reset();
		const { step } = await pg.load(file);
		const again = new Uint8Array(await new Blob([await pg.save()]).arrayBuffer());
		window.result = { fresh: fresh.step, step, length: file.length,
			same: again.length === file.length && again.every((byte, i) => byte === file[i]) };
	</script>`
	crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
		p := crosstest.OpenOther(t, k, "/notes", crosstest.Document("/notes", program))
		p.Wait("the file was saved, loaded and saved again", "window.result")
		got := crosstest.Eval[struct {
			Fresh, Step, Length int
			Same                bool
		}](p, "window.result")
		if got.Fresh != 0 || got.Step != 10_000 || !got.Same || got.Length < 784*50*4 {
			t.Errorf("it comes to %+v", got)
		}
	})
}
