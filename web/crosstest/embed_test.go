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

// A panel turns with the page around its element.
func TestElementFollowsThePage(t *testing.T) {
	crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
		p := crosstest.OpenOther(t, k, "/notes", crosstest.Document("/notes", `<style>.dark { color-scheme: dark }
			.dark body { background: #111; color: #eee }</style>
			<script type="module" src="{inkgrad}/embed.js"></script><ink-grad panel="check" load="now"></ink-grad>`))
		const inside = `document.querySelector("ink-grad").shadowRoot.querySelector("iframe")`
		p.Wait("the frame is there", inside)
		for _, scheme := range []string{"light", "dark", "light"} {
			p.Run(`document.documentElement.className = "` + scheme + `"`)
			p.Frame(inside).Wait("the panel is "+scheme, `!document.getElementById("app-wasm-loader") &&
				getComputedStyle(document.documentElement).colorScheme === "`+scheme+`"`)
			p.Screenshot(scheme)
		}
	})
}

// A picture is in the theme of the page, which is another than the system's here.
func TestPictureFollowsThePage(t *testing.T) {
	crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
		p := crosstest.OpenOther(t, k, "/notes", crosstest.Document("/notes", `<body style="background: #111">
			<script type="module" src="{inkgrad}/embed.js"></script><ink-grad panel="layer"></ink-grad>
			<ink-grad panel="train"><a href="{inkgrad}/embed/train"><img src="{inkgrad}/web/figure/train.svg"></a></ink-grad>`))
		for _, e := range []string{"first", "last"} {
			p.Wait("the "+e+" picture is dark", `(() => {
				const picture = document.querySelector("ink-grad:`+e+`-of-type").shadowRoot?.querySelector("img");
				if (!(picture?.offsetHeight > 100)) return false;
				const pen = document.createElement("canvas").getContext("2d");
				pen.drawImage(picture, 0, 0);
				return pen.getImageData(1, 1, 1, 1).data[0] === 0x15;
			})()`)
		}
		p.Screenshot("pictures")
	})
}
