package site_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestWidget takes the widget of version 1 as MyST does: from a copy of the file elsewhere, which does not know where
// Inkgrad is, into a shadow root, with a model of its own.
func TestWidget(t *testing.T) {
	t.Parallel()
	p, _ := openAround(t, `<div id="place"></div><script type="module">
		const text = await (await fetch("%s/embed.js")).text();
		const { default: copy } = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
		const { default: widget } = await import("%s/v1/embed.js");
		window.same = Object.keys(copy).join() === Object.keys(widget).join();
		const values = { src: "%s", panel: "draw", caption: "A “digit”", sandbox: true, height: 500, state: null };
		const events = new EventTarget();
		const model = { get: (name) => values[name], on: (name, fn) => events.addEventListener(name, fn) };
		window.set = (name, value) => { values[name] = value; events.dispatchEvent(new Event("change:" + name)); };
		const el = document.createElement("div");
		document.querySelector("#place").attachShadow({ mode: "open" }).append(el);
		window.end = copy.render({ model, el });
		window.panel = el.querySelector("ink-grad");
		</script>`, nil)
	p.Wait("its picture is there", `window.panel?.shadowRoot.querySelector("img")?.naturalWidth > 100`)
	const attributes = `panel.getAttributeNames().sort().map((name) => name + "=" + panel.getAttribute(name)).join(" ")
		.replace(/http\S+/, "here")`
	if got, want := browsertest.Eval[string](p, attributes),
		"caption=A “digit” height=500 panel=draw sandbox= src=here"; got != want {
		t.Errorf("the element has %s, want %s", got, want)
	}
	if !browsertest.Eval[bool](p, "same") {
		t.Error("v1/embed.js has no widget")
	}
	p.Run(`set("caption", "Another"); set("sandbox", false); set("panel", "formula"); set("state", "formula=x*y")`)
	p.Wait("it has become another panel", `panel.shadowRoot.querySelector("svg text")?.textContent === "x*y" &&
		panel.shadowRoot.querySelector("figcaption").textContent === "Another" && !panel.hasAttribute("sandbox")`)
	p.Click("#place")
	p.Wait("its reader starts it", `panel.shadowRoot.querySelector("iframe")`)
	p.Run(`end()`)
	p.Wait("it goes with its cell", `!document.querySelector("#place").shadowRoot.querySelector("ink-grad")`)
}
