package browsertest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// document serves one page with a body of its own.
func document(body string) browsertest.Option {
	return browsertest.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!DOCTYPE html><title>t</title><link rel="icon" href="data:,">`+body)
	}))
}

// spy is a T that keeps what it is told.
type spy struct {
	*testing.T
	said     []string
	cleanups []func()
}

func (s *spy) Errorf(format string, args ...any) {
	s.said = append(s.said, fmt.Sprintf(format, args...))
}
func (s *spy) Failed() bool     { return false }
func (s *spy) Cleanup(f func()) { s.cleanups = append(s.cleanups, f) }

func (s *spy) end() {
	for i := len(s.cleanups) - 1; i >= 0; i-- {
		s.cleanups[i]()
	}
}

// TestComplaints holds the harness to its promise: whatever goes wrong in a page fails its test, unless the test allows
// it.
func TestComplaints(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"console error":   {`<script>console.error("e1"); happened = true</script>`, "e1"},
		"console warning": {`<script>console.warn("w1"); happened = true</script>`, "w1"},
		"exception":       {`<script>happened = true; throw new Error("x1")</script>`, "x1"},
		"rejection": {`<script>
			onunhandledrejection = () => happened = true;
			Promise.reject(new Error("r1"))</script>`, "r1"},
		"missing file": {`<img src="/none.png" onerror="happened = true" alt="">`, "GET /none.png was answered 404"},
		"another host": {`<img src="http://127.0.0.1:9/pixel.png" onerror="happened = true" alt="">`,
			"another host was asked: http://127.0.0.1:9/pixel.png"},
		// The worker writes its error to the console after the page has been told of it, so it is asked for an answer
		// first.
		"error in a worker": {`<script>
			const w = new Worker(URL.createObjectURL(new Blob(["onmessage = () => setTimeout(postMessage, 0, 0); throw new Error('k1')"])));
			w.onerror = () => setTimeout(() => w.postMessage(0));
			w.onmessage = () => happened = true</script>`, "k1"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &spy{T: t}
			p := browsertest.Open(s, "/", document(`<script>var happened = false</script>`+c.body))
			p.Wait("it has happened", "happened")
			s.end()
			if all := strings.Join(s.said, "\n"); !strings.Contains(all, c.want) {
				t.Errorf("the test was told %q, not of %q", all, c.want)
			}
		})
	}
	t.Run("allowed", func(t *testing.T) {
		s := &spy{T: t}
		browsertest.Open(s, "/", document(`<script>console.error("e1")</script>`), browsertest.Allow("e1"))
		s.end()
		if len(s.said) > 0 {
			t.Errorf("the test was told %q", s.said)
		}
	})
}

func TestQuietPage(t *testing.T) {
	s := &spy{T: t}
	browsertest.Open(s, "/", document(`<script>console.log("hello")</script>`))
	s.end()
	if len(s.said) > 0 {
		t.Errorf("the test was told %q", s.said)
	}
}

// events is a page that writes down what its square gets.
const events = `<style>body{margin:0;height:3000px} #s{position:absolute;left:50px;top:1500px;width:200px;height:100px;touch-action:none}</style>
<div id="s" tabindex="0"></div><script>
const log = [];
for (const type of ["pointerdown", "pointermove", "pointerup", "click", "keydown"])
  document.getElementById("s").addEventListener(type, (e) => {
    const r = e.currentTarget.getBoundingClientRect();
    log.push({ type, by: e.pointerType ?? "", key: e.key ?? "", x: (e.clientX - r.x) / r.width, y: (e.clientY - r.y) / r.height });
  });
</script>`

type event struct {
	Type, By, Key string
	X, Y          float64
}

func TestDraw(t *testing.T) {
	strokes := [][][2]float64{{{0.1, 0.2}, {0.9, 0.2}, {0.5, 0.8}}, {{0.3, 0.3}}}
	for _, c := range []struct {
		by      string
		options []browsertest.Option
	}{
		{"mouse", []browsertest.Option{document(events)}},
		{"pen", []browsertest.Option{document(events)}},
		{"touch", []browsertest.Option{document(events), browsertest.Phone}},
	} {
		t.Run(c.by, func(t *testing.T) {
			p := browsertest.Open(t, "/", c.options...)
			switch c.by {
			case "touch":
				p.TouchDraw("#s", strokes)
			case "pen":
				p.PenDraw("#s", strokes)
			default:
				p.Draw("#s", strokes)
			}
			p.Wait("the second stroke has ended", `log.filter((e) => e.type === "pointerup").length === 2`)
			log := browsertest.Eval[[]event](p, "log")
			var downs []event
			moves := 0
			for _, e := range log {
				if e.By != c.by && e.Type != "click" {
					t.Errorf("%s came from a %s", e.Type, e.By)
				}
				switch e.Type {
				case "pointerdown":
					downs = append(downs, e)
				case "pointermove":
					moves++
				}
			}
			if len(downs) != 2 || !near(downs[0].X, 0.1) || !near(downs[0].Y, 0.2) || !near(downs[1].X, 0.3) {
				t.Errorf("strokes begin at %+v", downs)
			}
			// 160 and 100 pixels, in steps of 6. The browser may join moves, so only some of them must have come.
			if moves < 10 {
				t.Errorf("%d moves", moves)
			}
		})
	}
}

func near(got, want float64) bool { return got > want-0.02 && got < want+0.02 }

func TestClickAndKeys(t *testing.T) {
	p := browsertest.Open(t, "/", document(events))
	p.Click("#s")
	p.Focus("#s")
	p.Key("a")
	p.Key(kb.Escape)
	p.Wait("both keys", `log.filter((e) => e.type === "keydown").map((e) => e.key).join() === "a,Escape"`)
	if n := browsertest.Eval[int](p, `log.filter((e) => e.type === "click").length`); n != 1 {
		t.Errorf("%d clicks", n)
	}
}

// TestClickWaits clicks what a person could not have hit at once.
func TestClickWaits(t *testing.T) {
	const counts = `<style>body{margin:0} div,button{position:absolute;left:0;top:0;width:100px;height:40px}</style>
		<button id="b" onclick="clicks++">b</button><script>
		let clicks = 0, frames = 0;
		const each = (f) => requestAnimationFrame(function next() { if (f(++frames) !== false) requestAnimationFrame(next) });
		</script>`
	for name, body := range map[string]string{
		"it moves for a while":             `<script>each((n) => { b.style.left = Math.min(n, 40) * 5 + "px" })</script>`,
		"it jumps with some delay":         `<script>addEventListener("mousemove", () => setTimeout(() => { b.style.top = "300px" }, 30), { once: true })</script>`,
		"it moves when the mouse is there": `<script>b.onmouseenter = () => { b.style.top = "200px" }</script>`,
		"it comes late":                    `<script>const late = b; late.remove(); each((n) => n < 20 || (document.body.append(late), false))</script>`,
		"it is replaced":                   `<script>each((n) => n < 20 && (b.replaceWith(b.cloneNode(true)), true))</script>`,
		"it is disabled for a while":       `<script>b.disabled = true; each((n) => n < 20 || (b.disabled = false))</script>`,
		"it is covered for a while":        `<div id="c"></div><script>each((n) => n < 20 || (c.remove(), false))</script>`,
		"it is under a sticky header":      `<style>body{height:4000px} #b{top:1000px} #c{position:fixed;width:100%;height:300px}</style><div id="c"></div><script>scrollTo(0, 990)</script>`,
		"it is in sight after scrolling":   `<style>body{height:4000px} #b{top:1000px;height:2500px}</style>`,
		"its label covers it": `<label id="l"><input id="i" type="checkbox" onclick="clicks++"></label><script>b.remove(); i.id = "b"; l.append("b");
			l.style.cssText = "position:absolute;width:100px;height:40px;z-index:1"; b.style.cssText = "position:absolute;z-index:-1"</script>`,
		"it has a shadow": `<script>b.remove(); const d = document.createElement("div"); d.id = "b"; document.body.append(d);
			d.attachShadow({ mode: "open" }).innerHTML = "<p>in the shadow</p>"; d.onclick = () => clicks++</script>`,
		"there are no animation frames": `<script>requestAnimationFrame = () => 0</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := browsertest.Open(t, "/", document(counts+body))
			p.Click("#b")
			p.Wait("it was clicked", "clicks === 1")
		})
	}
}

// TestPointerComplaints tells a test why its pointer could not be used, or that the page moved under it.
func TestPointerComplaints(t *testing.T) {
	browsertest.Open(t, "/", document("")) // skips where there is no browser
	const square = `<style>body{margin:0} div,button{position:absolute;left:0;top:0;width:100px;height:40px}</style><button id="b">b</button>`
	for name, c := range map[string]struct{ body, want string }{
		"not there":      {`<script>b.remove()</script>`, "#b can be used: there is none"},
		"without a size": {`<style>#b{display:none}</style>`, "#b can be used: it is not visible"},
		"disabled":       {`<script>b.disabled = true</script>`, "#b can be used: it is disabled"},
		"covered": {`<div id="c" class="d e">a curtain</div>`,
			"#b can be used: it is covered by <div#c.d.e> “a curtain”"},
		"no pointer": {`<style>#b{pointer-events:none}</style>`, "#b can be used: it is covered by <html>"},
		"outside":    {`<style>#b{position:fixed;left:-500px}</style>`, "#b can be used: it is outside of the window"},
		"restless":   {`<script>(function f(n) { b.style.left = n + "px"; requestAnimationFrame(() => f((n + 1) % 50)) })(0)</script>`, "it does not stand still"},
		"moves at the press": {
			`<div id="c">c</div><script>c.style.top = "300px"; b.onpointerdown = () => { c.style.top = 0 }</script>`,
			"the click for #b came to <body>"},
	} {
		t.Run(name, func(t *testing.T) {
			err := browsertest.Do("a click", func(t browsertest.T) {
				p := browsertest.Open(t, "/", document(square+c.body))
				p.SetPatience(500 * time.Millisecond)
				p.Click("#b")
			})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, want %q in it", err, c.want)
			}
		})
	}
}

// TestDragAtEnds drags a text that is selected, and a link. The mouse is free afterwards: a browser gives it to nobody
// else until what is dragged has been let go.
func TestDragAtEnds(t *testing.T) {
	for name, what := range map[string]string{"text": `<p id="what">A text to be dragged</p>
		<script>getSelection().selectAllChildren(document.getElementById("what"))</script>`,
		"link": `<p><a id="what" href="#there">A link to be dragged</a></p>`, "nothing": `<p id="what"></p>`} {
		t.Run(name, func(t *testing.T) {
			p := browsertest.Open(t, "/", document(`<style>body{margin:0} p{margin:0;height:40px}</style>`+what+`
				<button style="position:absolute;top:200px" onclick="clicks++">A button</button>
				<script>var clicks = 0, drags = 0; ondragstart = () => drags++</script>`))
			p.DragAt([2]float64{30, 10}, [2]float64{60, 60}, [2]float64{90, 120}, [2]float64{120, 180})
			if got := browsertest.Eval[int](p, "drags"); (got > 0) != (name != "nothing") {
				t.Errorf("%d drags have begun", got)
			}
			p.Click("button")
			p.Wait("the button is pressed", "clicks === 1")
			p.DragAt([2]float64{30, 10}, [2]float64{60, 60})
			p.Click("button")
			p.Wait("the button is pressed again", "clicks === 2")
		})
	}
}

// TestFrame clicks and draws within a frame of another origin, in a page that is scrolled.
func TestFrame(t *testing.T) {
	other := browsertest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, events+`<p id="n">none</p><script>onclick = (e) => { n.textContent = e.target.id }</script>`)
	}))
	defer other.Close()
	p := browsertest.Open(t, "/", browsertest.Allow("another host was asked: "+other.URL),
		document(`<div style="height: 2000px"></div>
		<div id="host"></div><script>host.attachShadow({ mode: "open" }).innerHTML = '<iframe src="`+other.URL+`/inside" width="400" height="3000"></iframe>'</script>`))
	f := p.Frame("/inside", `host.shadowRoot.querySelector("iframe")`)
	f.Wait("the frame is there", `document.querySelector("#n")`)
	f.Click("#s")
	f.Wait("the click has come", `document.querySelector("#n").textContent === "s"`)
	if got := browsertest.Eval[string](f, "location.pathname"); got != "/inside" {
		t.Errorf("the frame is at %s", got)
	}
	if pdf := p.PDF(); !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Errorf("printed, it is %.20q", pdf)
	}
}

func TestEmulation(t *testing.T) {
	const media = `["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)", "(pointer: coarse)"].map((q) => matchMedia(q).matches)`
	for name, c := range map[string]struct {
		options []browsertest.Option
		width   int
		media   [3]bool
	}{
		"as it is": {nil, 1280, [3]bool{false, false, false}},
		"phone":    {[]browsertest.Option{browsertest.Phone}, 360, [3]bool{false, false, true}},
		"dark": {[]browsertest.Option{browsertest.Dark, browsertest.Viewport(700, 500)}, 700,
			[3]bool{true, false, false}},
		"calm": {[]browsertest.Option{browsertest.Dark, browsertest.ReducedMotion}, 1280, [3]bool{true, true, false}},
	} {
		t.Run(name, func(t *testing.T) {
			p := browsertest.Open(t, "/",
				append(c.options, document(`<meta name="viewport" content="width=device-width">`))...)
			if got := browsertest.Eval[int](p, "innerWidth"); got != c.width {
				t.Errorf("the window is %d wide, want %d", got, c.width)
			}
			if got := browsertest.Eval[[3]bool](p, media); got != c.media {
				t.Errorf("dark, calm, coarse: %v, want %v", got, c.media)
			}
		})
	}
}

// TestWait waits for a promise: its value must decide, not that it is there.
func TestWait(t *testing.T) {
	p := browsertest.Open(t, "/", document(`<script>var n = 0</script>`))
	p.Wait("the fourth look", `Promise.resolve(++n === 4)`)
	p.Wait("the seventh look", `await Promise.resolve(++n) === 7`)
	if n := browsertest.Eval[int](p, "n"); n != 7 {
		t.Errorf("there were %d looks", n)
	}
}

func TestBeforeAndNoScript(t *testing.T) {
	p := browsertest.Open(t, "/", document(`<p id="p">no</p><script>p.textContent = typeof WebAssembly</script>`),
		browsertest.Before("delete globalThis.WebAssembly"))
	if got := p.Text("#p"); got != "undefined" {
		t.Errorf("after the script before all others, WebAssembly is %s", got)
	}
	p = browsertest.Open(t, "/", document(`<p id="p">no</p><script>p.textContent = "yes"</script>`),
		browsertest.NoScript)
	if got := p.Text("#p"); got != "no" {
		t.Errorf("with JavaScript off a script ran: %s", got)
	}
}

func TestDo(t *testing.T) {
	browsertest.Open(t, "/", document("")) // skips this test where there is no browser
	seen := ""
	err := browsertest.Do("a measurement", func(t browsertest.T) {
		p := browsertest.Open(t, "/", document(`<p id="p">here</p><script>console.error("e1")</script>`))
		seen = p.Text("#p")
		t.Fatalf("no %d", 7)
	})
	if seen != "here" || err == nil || !strings.Contains(err.Error(), "a measurement: no 7") ||
		!strings.Contains(err.Error(), "e1") {
		t.Errorf("saw %q, error %v", seen, err)
	}
	if err := browsertest.Do("quiet", func(t browsertest.T) { browsertest.Open(t, "/", document("")) }); err != nil {
		t.Error(err)
	}
}
