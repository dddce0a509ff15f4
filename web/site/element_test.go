package site_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// openAround opens a page of another origin with html in it, in which %s is where Inkgrad is. It is served with the
// headers, and asked returns how often Inkgrad's server was asked for a path.
func openAround(t *testing.T, html string, headers map[string]string,
	options ...browsertest.Option) (p *browsertest.Page, asked func(path string) int) {
	t.Helper()
	return openAroundHost(t, browsertest.Built(t), html, headers, options...)
}

// openAroundHost is openAround for a host of Inkgrad that is not its own server.
func openAroundHost(t *testing.T, host http.Handler, html string, headers map[string]string,
	options ...browsertest.Option) (p *browsertest.Page, asked func(path string) int) {
	t.Helper()
	log := &browsertest.Log{Handler: host}
	inkgrad := browsertest.NewServer(log)
	t.Cleanup(inkgrad.Close)
	around := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!DOCTYPE html><meta name="viewport" content="width=device-width"><title>Notes</title>
			<link rel="icon" href="data:,">`+strings.ReplaceAll(html,
			"%s", inkgrad.URL))
	})
	options = append(options, browsertest.Allow("another host was asked: "+inkgrad.URL+"/"), browsertest.Serve(around))
	return browsertest.Open(t, "/", options...), func(path string) int {
		n := 0
		for _, r := range log.All() {
			if got, _, _ := strings.Cut(r.URL, "?"); got == path {
				n++
			}
		}
		return n
	}
}

const withScript = `<script type="module" src="%s/embed.js"></script>`

// shadow gives a page a name for the inside of its element number i.
const shadow = `const shadow = (i = 0) => document.querySelectorAll("ink-grad")[i].shadowRoot;`

func TestElement(t *testing.T) {
	t.Parallel()
	p, asked := openAround(t, withScript+`<script>`+shadow+`</script>
		<ink-grad panel="draw" caption="A <b>digit</b> &amp; more"></ink-grad>
		<ink-grad panel="train" state="seed=3&hidden=20" theme="dark"></ink-grad>
		<ink-grad panel="formula" state="formula=x*y%2B1"></ink-grad>
		<ink-grad panel="graph"><a href="%s/embed/graph"><img src="%s/web/figure/network.svg" alt="The graph" width="500"></a></ink-grad>
		<ink-grad panel="formula" state="formula=x*y&values=x=1,y=2" poster="%s/web/figure/square-of-a-sum.svg"></ink-grad>`, nil)
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	p.Wait("the figures are there", `[0, 1].every((i) => shadow(i).querySelector("img").naturalWidth > 300)`)
	p.Screenshot("posters")
	if got := browsertest.Eval[string](p,
		`shadow().querySelector("figcaption").innerHTML`); got != "A &lt;b&gt;digit&lt;/b&gt; &amp; more" {
		t.Errorf("the caption is %s", got)
	}
	if got := browsertest.Eval[string](p,
		`shadow(1).querySelector("button").textContent`); got != "Train the networkseed = 3, hidden = 20" {
		t.Errorf("the button says %q", got)
	}
	if got := browsertest.Eval[string](p, `shadow(2).querySelector("svg text").textContent`); got != "x*y+1" {
		t.Errorf("the formula is %q", got)
	}
	if got := browsertest.Eval[string](p,
		`shadow(4).querySelector("button").textContent`); got != "Step through the formula" {
		t.Errorf("with a picture of the formula, the button says %q", got)
	}
	if n := asked("/web/app.wasm") + asked("/web/engine.wasm"); n != 0 {
		t.Errorf("%d programs were asked for before anybody wanted one", n)
	}
	p.Run(`shadow(3).querySelector("button").focus()`)
	p.Key("\r")
	p.Run(`document.querySelectorAll("ink-grad")[3].scrollIntoView()`)
	p.Wait("Enter starts", `shadow(3).querySelector("iframe")`)
	p.Run(`await document.querySelectorAll("ink-grad")[3].start()`)
	p.Run(`window.pg = await document.querySelector("ink-grad").start()`)
	const answer = `(await pg.classify({ strokes: [[[1, 0], [1, 5]]] }))`
	p.Wait("the reader is there", answer+".reader !== null") // until then a fresh network guesses
	if got := browsertest.Eval[int](p, `(async () => `+answer+`.digit)()`); got != 1 {
		t.Errorf("a vertical line is a %d", got)
	}
	for _, path := range []string{"/web/app.wasm", "/web/engine.wasm", "/web/data/train-0.gz", "/embed.js"} {
		if n := asked(path); n != 1 {
			t.Errorf("%s was asked for %d times by two panels", path, n)
		}
	}
	if state := browsertest.Eval[map[string]any](p,
		`document.querySelectorAll("ink-grad")[1].start().then((pg) => pg.getState())`); state["seed"] != 3.0 ||
		state["theme"] != "dark" {
		t.Errorf("state %v", state)
	}
	p.Screenshot("live")
	p.Run(`document.querySelector("ink-grad").setAttribute("panel", "mistakes")`)
	if got := browsertest.Eval[int](p, `shadow().querySelectorAll("iframe").length`); got != 0 {
		t.Error("another panel does not begin with its picture")
	}
}

// An element of a panel that there is not says so at once, to its author, and becomes one when that is mended.
func TestElementOfNoPanel(t *testing.T) {
	t.Parallel()
	p, _ := openAround(t, withScript+`<script>`+shadow+`</script>
		<ink-grad panel="nonsense" load="now"></ink-grad> <ink-grad panel="constructor"></ink-grad>`, nil)
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	said := func(i int) string {
		return browsertest.Eval[string](p, fmt.Sprintf(`shadow(%d).querySelector(".stage").innerText.trim()`, i))
	}
	panels := ". The panels are all, draw, train, graph, fool, mistakes, check, formula, layer, chapter."
	for i, name := range []string{"nonsense", "constructor"} {
		if got, want := said(i), "There is no panel “"+name+"”"+panels; got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
	if code := browsertest.Eval[string](p,
		`document.querySelector("ink-grad").start().catch((e) => e.code)`); code != "bad-request" {
		t.Errorf("start() fails with the code %q", code)
	}
	if got := said(0); got != "There is no panel “nonsense”"+panels {
		t.Errorf("after start() it says %q", got)
	}
	p.Screenshot("no-panel")
	p.Run(`document.querySelectorAll("ink-grad")[1].setAttribute("panel", "draw")`)
	p.Wait("the picture is there", `shadow(1).querySelector("img").naturalWidth > 300 &&
		!shadow(1).querySelector(".failed")`)
}

// A self-contained page has the text of embed.js within itself, once for each panel. What put it there may have made
// a data: URL of it.
func TestSelfContained(t *testing.T) {
	t.Parallel()
	text := embedScript(t)
	for name, script := range map[string]string{
		"text": `<script type="module">` + string(text) + `</script>`,
		"data URL": `<script type="module" src="data:text/javascript;base64,` +
			base64.StdEncoding.EncodeToString(text) + `"></script>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, asked := openAround(t, script+script+`<ink-grad panel="draw"><a href="%s/embed/draw#hide=seed">Draw</a></ink-grad>`, nil)
			classifies(t, p)
			if n := asked("/embed.js"); n != 0 {
				t.Errorf("embed.js was asked for %d times", n)
			}
		})
	}
}

// classifies has the panel in the first element load, and read a stroke, for which its engine must run.
func classifies(t *testing.T, p *browsertest.Page) {
	t.Helper()
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	p.Run(`window.pg = await document.querySelector("ink-grad").start()`)
	if got := browsertest.Eval[int](p, "pg.classify({ strokes: [[[1, 0], [1, 5]]] }).then((c) => c.digit)"); got != 1 {
		t.Errorf("a vertical line is a %d", got)
	}
}

// In a sandbox the frame is of no origin: it has no storage, no service worker, and no Worker of a script's URL.
func TestSandbox(t *testing.T) {
	t.Parallel()
	const layers = "network=conv4k5-relu-pool2-affine10&dataSize=10000&batchSize=50&workers=2"
	p, asked := openAround(t,
		withScript+`<script>`+shadow+`</script><ink-grad panel="train" sandbox state="`+layers+`"></ink-grad>`, nil)
	classifies(t, p)
	if got := browsertest.Eval[string](p,
		`shadow().querySelector("iframe").getAttribute("sandbox")`); got != "allow-scripts" {
		t.Errorf("sandbox is %q", got)
	}
	p.Run(`await pg.reset()`)
	if got := browsertest.Eval[int](p, "pg.train({ steps: 3 }).then((t) => t.step)"); got != 3 {
		t.Errorf("it trained to step %d", got)
	}
	if asked("/web/kernels.js") < 2 {
		t.Error("it had no helper to train with")
	}
}

// A frame whose engine failed is as high as what it shows, the problem and the way on.
func TestHeightAfterFailure(t *testing.T) {
	t.Parallel()
	p, _ := openAround(t, `<div id="place"></div><script type="module">
		import { Inkgrad } from "%s/embed.js";
		Inkgrad.mount(place, { panel: "train" }).catch(({ code }) => { window.code = code; });
		</script>`, nil,
		browsertest.Before(`window.Worker = function () { throw new DOMException("no", "SecurityError") }`))
	p.Wait("mount says that the engine is not there", `window.code === "not-ready"`)
	p.Wait("the frame has the height of its content", `document.querySelector("iframe").offsetHeight > 500`)
	p.Screenshot("frame")
}

// A page that isolates itself has only frames, workers and pictures of servers that agree to it.
func TestIsolated(t *testing.T) {
	t.Parallel()
	isolate := map[string]string{"Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Embedder-Policy": "require-corp"}
	t.Run("element", func(t *testing.T) {
		p, _ := openAround(t, withScript+`<script>`+shadow+`</script><ink-grad></ink-grad>`, isolate)
		if !browsertest.Eval[bool](p, "crossOriginIsolated") {
			t.Fatal("the page is not isolated")
		}
		p.Wait("the picture is there", `shadow().querySelector("img").naturalWidth > 300`)
		classifies(t, p)
	})
	t.Run("frame", func(t *testing.T) { // without what element.js does for hosts that send no headers
		p, _ := openAround(t,
			`<script>addEventListener("message", ({ data }) => { window.ready ||= data.event === "ready"; })</script>
			<iframe src="%s/embed/draw" width="900" height="500" loading="lazy"></iframe>`, isolate)
		p.Wait("the frame is ready", "window.ready")
	})
}

// A slide is scaled: a pointer in the frame is where the person sees it.
func TestScaledSlide(t *testing.T) {
	t.Parallel()
	p, _ := openAround(t, withScript+`<style>body { margin: 0; overflow: hidden }
			section { width: 960px; height: 700px; transform: scale(0.6); transform-origin: 30px 10px }</style>
		<section><ink-grad panel="draw" load="now"></ink-grad></section>
		<script>window.seen = []; addEventListener("message", ({ data }) => { if (data.event === "classify") seen.push(data.data.digit) })</script>`, nil)
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	p.Run(`await document.querySelector("ink-grad").start()`)
	p.Draw("ink-grad", [][][2]float64{{{0.18, 0.3}, {0.18, 0.65}}})
	p.Wait("the stroke is taken for a digit", "seen.at(-1) === 1")
}

// The page gets a scrollbar when the frame is high, which makes the frame narrow, and what it shows lower.
func TestNoResizeLoop(t *testing.T) {
	t.Parallel()
	p, _ := openAround(t, `<style>ink-grad { width: 700px } body.high ink-grad { width: 1100px }</style>
		<ink-grad panel="train" load="now"></ink-grad>`+withScript+`<script>
		window.heights = [];
		addEventListener("message", ({ data }) => { if (data.event === "resize") heights.push(data.data.height) });
		// The lower panel is the wide one, so a page that gives width to a high one and takes it from a low one goes
		// round for ever.
		let border = 0;
		addEventListener("message", ({ data }) => {
			if (data.event !== "resize") return;
			border ||= data.data.height - 20;
			requestAnimationFrame(() => {
				const frame = document.querySelector("ink-grad").shadowRoot.querySelector("iframe");
				document.body.classList.toggle("high", frame.offsetHeight > border);
			});
		});</script>`, nil)
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	p.Run(`await document.querySelector("ink-grad").start()`)
	p.Wait("its height has changed some times, and then no more for a second", `heights.length >= 3 &&
		await new Promise((done) => { const n = heights.length; setTimeout(() => done(heights.length === n), 1000) })`)
	t.Logf("heights %v", browsertest.Eval[[]float64](p, "heights"))
}

// A notebook's output has a frame in the element, in case that it runs no scripts. Where it does, the frame must not go
// on, unseen.
func TestElementAroundFrame(t *testing.T) {
	t.Parallel()
	p, _ := openAround(t,
		withScript+`<ink-grad panel="formula"><iframe src="%s/embed/formula" loading="lazy"></iframe></ink-grad>`, nil)
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	p.Wait("the frame is gone", `!document.querySelector("iframe")`)
}

func TestElementLoads(t *testing.T) {
	t.Parallel()
	p, asked := openAround(t, withScript+`<script>`+shadow+`</script><div style="height: 5000px"></div>
		<ink-grad panel="check" load="visible" height="333"></ink-grad>
		<ink-grad src="http://127.0.0.1:9/" panel="draw"></ink-grad>`, nil, browsertest.Allow("127.0.0.1:9"))
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	if n := asked("/embed/check"); n != 0 {
		t.Error("a panel that nobody sees is loaded")
	}
	p.Run(`scrollTo(0, 5000)`)
	p.Wait("it is loaded when it is scrolled to", `shadow().querySelector("iframe")`)
	p.Run(`await document.querySelector("ink-grad").start()`)
	if got := browsertest.Eval[int](p, `shadow().querySelector("iframe").offsetHeight`); got != 333 {
		t.Errorf("its height is %d", got)
	}
}

// Without JavaScript there is what the author wrote into the element.
func TestElementWithoutScript(t *testing.T) {
	t.Parallel()
	p, _ := openAround(t, withScript+`<ink-grad panel="graph"><a href="%s/embed/graph"><img src="%s/web/figure/network.svg" alt="The graph"></a></ink-grad>`,
		nil, browsertest.NoScript)
	p.WaitVisible("ink-grad a img")
	p.Screenshot("noscript")
}
