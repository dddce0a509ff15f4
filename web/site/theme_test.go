package site_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestElementFollowsThePage turns pages dark and light again as programs for notes do, and as authors do by hand. What
// the system prefers does not matter where the page does not say that it follows it.
func TestElementFollowsThePage(t *testing.T) {
	t.Parallel()
	const root, body = "document.documentElement", "document.body"
	cases := []struct{ name, style, dark, light string }{
		{"Docusaurus", `html { background-color: #fff } html[data-theme="dark"] { color-scheme: dark; background-color: #1b1b1d }`,
			root + `.dataset.theme = "dark"`, root + `.dataset.theme = "light"`},
		{"Furo", `body { background: #fff; color: #000 } body[data-theme="dark"] { background: #131416; color: #cfd0d0 }`,
			body + `.dataset.theme = "dark"`, body + `.dataset.theme = "auto"`},
		{"VitePress, a transition", `html.dark { color-scheme: dark }
			body { background-color: #fff; transition: background-color 60ms } .dark body { background-color: #1b1b1f }`,
			root + `.classList.add("dark")`, root + `.classList.remove("dark")`},
		{"Bootstrap", `body { background: #fff } [data-bs-theme="dark"] body { background: #212529; color: #dee2e6 }`,
			root + `.dataset.bsTheme = "dark"`, root + `.dataset.bsTheme = "light"`},
		{"MkDocs", `body { background: hsla(0, 0%, 100%, 1) } [data-md-color-scheme="slate"] { background: hsla(225, 15%, 14%, 1) }`,
			body + `.dataset.mdColorScheme = "slate"`, body + `.dataset.mdColorScheme = "default"`},
		{"Quarto, another style sheet", `body { background: #fff; color: #343a40 }`,
			`document.querySelector("style").append("body { background: #222; color: #fff }")`,
			`document.querySelector("style").lastChild.remove()`},
		{"a slide", `body { background: #fff; color: #222 } .has-dark-background { color: #fff }`,
			`place.className = "has-dark-background"`, `place.className = ""`},
		{"a light slide among dark ones", `body { background: #191919; color: #fff } .has-light-background { color: #222 }`,
			`place.className = ""`, `place.className = "has-light-background"`},
		{"color-scheme", ``, root + `.style.colorScheme = "dark"`, root + `.style.colorScheme = ""`},
		{"a background", ``, body + `.style.background = "oklch(20% 0.02 250)"`, body + `.style.background = ""`},
		{"a background picture", `body.night { background: linear-gradient(#000, #223); color: #eee }`,
			body + `.className = "night"`, body + `.className = ""`},
		{"a box", `body { background: #fff } #place.box { background: #111 }`, `place.className = "box"`,
			`place.className = ""`},
		{"a mark alone", ``, root + `.className = "dark"`, root + `.className = ""`},
		{"a mark that changes nothing", `body { background: #111 } .paper { background: #fffdf8 }`,
			`place.className = "dark"`, `place.className = "paper dark"`},
	}
	for name, option := range map[string]browsertest.Option{"light system": browsertest.Phone,
		"dark system": browsertest.Dark} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := openAround(t, withScript+`<style></style><div id="place"><ink-grad panel="layer"></ink-grad></div><script>`+
				shadow+`</script>`, nil, option)
			p.Wait("the element is there", `customElements.get("ink-grad")`)
			is := func(c, want string) {
				p.Wait(c+" is "+want, `getComputedStyle(shadow().querySelector(".picture")).colorScheme === "`+want+`"`)
			}
			is("a page without a word of it", "light")
			for _, c := range cases {
				p.Run(`document.querySelector("style").replaceChildren(` + js(t, c.style) + `); ` + c.light)
				is(c.name, "light")
				p.Run(c.dark)
				is(c.name, "dark")
				if c.name == "a background" {
					p.Wait("the picture is there", `shadow().querySelector("img").naturalWidth > 300`)
					p.Screenshot("dark")
				}
				p.Run(c.light)
				is(c.name, "light")
				p.Run(`document.querySelector("style").replaceChildren(); place.className = "";
					for (const e of [` + root + `, ` + body + `]) for (const { name } of [...e.attributes]) e.removeAttribute(name)`)
			}
			p.Screenshot("light")
			p.Run(`document.querySelector("style").replaceChildren(":root { color-scheme: light dark }")`)
			is("a page that follows the system", strings.TrimSuffix(name, " system"))
			p.Run(`document.querySelector("ink-grad").setAttribute("theme", "dark")`)
			is("an element with a theme", "dark")
			p.Run(`const e = document.querySelector("ink-grad");
				e.setAttribute("state", "theme=light");
				e.removeAttribute("theme");`)
			is("an element with a theme in its state", "light")
		})
	}
}

// TestLivePanelStays turns the page dark, and changes what the element has beside its panel, while a network is trained
// in it: it is not lost, and the frame is not loaded again.
func TestLivePanelStays(t *testing.T) {
	t.Parallel()
	p, asked := openAround(t, withScript+`<style>body { background: #fff } .dark { background: #111; color: #eee }</style>
		<ink-grad panel="train" state="dataSize=10000&seed=3"></ink-grad><script>`+shadow+`</script>`, nil, browsertest.Dark)
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	p.Run(`window.pg = await document.querySelector("ink-grad").start()`)
	p.Run(`await pg.reset(); await pg.train({ steps: 3 })`)
	frame := p.Frame("/embed/train", `shadow().querySelector("iframe")`)
	shows := func(theme string) {
		t.Helper()
		frame.Wait("the panel is "+theme, `document.documentElement.dataset.theme === "`+theme+`" &&
			getComputedStyle(document.documentElement).colorScheme === "`+theme+`"`)
		p.Screenshot(theme)
	}
	shows("light")
	p.Run(`document.body.className = "dark"`)
	shows("dark")
	p.Run(`document.querySelector("ink-grad").setAttribute("theme", "light")`)
	shows("light")
	p.Run(`const e = document.querySelector("ink-grad");
		for (const [name, value] of [["caption", "Three steps"], ["load", "visible"], ["poster", "x.svg"], ["height", "321"]]) {
			e.setAttribute(name, value);
		}`)
	p.Wait("the frame has its height", `shadow().querySelector("iframe").offsetHeight === 321 &&
		shadow().querySelector(".stage").offsetHeight === 321`)
	if got := browsertest.Eval[string](p, `shadow().querySelector("figcaption").textContent + ", " +
		shadow().querySelector("iframe").title`); got != "Three steps, Three steps" {
		t.Errorf("caption and title are %q", got)
	}
	frame.Wait("the panel scrolls", `document.documentElement.scrollHeight > innerHeight`)
	p.Run(`document.querySelector("ink-grad").removeAttribute("height")`)
	p.Wait("the frame is as high as the panel", `shadow().querySelector("iframe").offsetHeight > 500`)
	if got := browsertest.Eval[int](p, `pg.train({ steps: 1 }).then(({ step }) => step)`); got != 4 {
		t.Errorf("the network went on to step %d", got)
	}
	if n := asked("/embed/train"); n != 1 {
		t.Errorf("the panel was loaded %d times", n)
	}
}

// TestElementStartsOnce sets all attributes of an element that loads at once, one after another, as programs do.
func TestElementStartsOnce(t *testing.T) {
	t.Parallel()
	p, asked := openAround(t, withScript+`<ink-grad id="e"></ink-grad><script>`+shadow+`</script>`, nil)
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	p.Run(`for (const [name, value] of [["load", "now"], ["panel", "layer"], ["state", "layer=relu"], ["theme", "dark"],
			["caption", "A"], ["height", "300"], ["sandbox", ""], ["panel", "formula"], ["state", "formula=x*y"]]) {
			e.setAttribute(name, value);
		}
		window.pg = await e.start();`)
	if got := browsertest.Eval[map[string]any](p, `pg.getState()`); got["formula"] != "x*y" || got["theme"] != "dark" {
		t.Errorf("the panel has %v", got)
	}
	if n := asked("/embed/layer") + asked("/embed/draw"); n > 0 {
		t.Errorf("panels that were not wanted were asked for %d times", n)
	}
	if n := asked("/embed/formula"); n != 1 {
		t.Errorf("the panel was asked for %d times", n)
	}
	p.Run(`e.setAttribute("state", "formula=x+y"); const next = e.start(); window.other = await next !== pg; window.pg = await next`)
	if got := browsertest.Eval[string](p, `other && pg.getState().then(({ formula }) => formula)`); got != "x+y" {
		t.Errorf("after another state, the panel has the formula %q", got)
	}
}

// TestThemeBeforeTheProgram holds the program back: what the server has rendered is dark already, in a light system.
func TestThemeBeforeTheProgram(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	p := browsertest.Open(t, "/embed/check#theme=dark",
		browsertest.Route("/web/app.wasm", served(t, "/web/app.wasm", func(w http.ResponseWriter, wasm []byte) {
			<-release
			w.Write(wasm)
		})))
	defer close(release)
	p.Wait("the panel is dark", `getComputedStyle(document.documentElement).colorScheme === "dark"`)
	p.WaitVisible("#app-wasm-loader")
}
