//go:build !js

package web_test

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/nn/expr"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web"
	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/panel"
)

// TestMonkey does what nobody means to do: it clicks, clicks twice without delay, drags, types, turns the wheel, goes
// back and forth, and changes the hash, at random and without waiting. Afterwards the page has not ended, its engine
// has not died, nothing has complained, and a drawing is answered.
//
// INKGRAD_MONKEY is the number of actions on each route; without it there are few, and on the pages with a header only.
// INKGRAD_SEED chooses others. A failure prints both, and the last actions; -run with the name of the subtest repeats
// it, as far as the page is as quick as it was.
func TestMonkey(t *testing.T) {
	actions, routes := 100, web.Paths()
	if n, err := strconv.Atoi(os.Getenv("INKGRAD_MONKEY")); err == nil {
		actions = n
		for _, p := range panel.All() {
			routes = append(routes, p.Path())
		}
	}
	seed, err := strconv.ParseUint(os.Getenv("INKGRAD_SEED"), 10, 64)
	if err != nil {
		seed = 1
	}
	for _, route := range routes {
		name := cmp.Or(strings.ReplaceAll(strings.TrimPrefix(route, "/"), "/", "-"), "playground")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := release(t, route, seed)
			defer m.report(actions, seed)
			for range actions {
				m.act()
			}
			m.ask()
		})
	}
}

// monkey acts on a page, or on a frame of one.
type monkey struct {
	t     *testing.T
	route string
	host  *browsertest.Page // which has the frame
	page  *browsertest.Page
	rng   *rand.Rand
	done  []string
	// astray counts the actions since the page has left the route.
	astray int
}

const monkeySize = 900

// cage is a page with the panel in a frame that fills it.
const cage = `<!DOCTYPE html><html lang="en"><title>Notes</title><link rel="icon" href="data:,">
<style>body{margin:0} iframe{display:block;border:0;width:100vw;height:100vh}</style>
<iframe src="%s"></iframe><script>
const answers = [];
onmessage = (e) => { if (e.data?.id) answers.push(e.data) };
</script>`

// openInCage opens a panel in a cage, and returns the page around it and the panel.
func openInCage(t *testing.T, route string, options ...browsertest.Option) (host, panel *browsertest.Page) {
	t.Helper()
	host = browsertest.Open(t, "/cage", append(options, browsertest.Route("/cage", http.HandlerFunc(
		func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, cage, route)
		})))...)
	return host, host.Frame("/", `document.querySelector("iframe")`)
}

// asked asks the panel in a cage for a digit, again each time, and is true once it has answered.
const asked = `await (async () => {
	const id = "last" + answers.length + "-" + performance.now();
	document.querySelector("iframe").contentWindow.postMessage({ inkgrad: 1, id, method: "classify",
		params: { strokes: [[[70, 56], [210, 56], [112, 238]]] } }, "*");
	await new Promise((done) => setTimeout(done, 500));
	return answers.some((a) => String(a.id).startsWith("last") && a.result?.probabilities.length === 10);
})()`

func release(t *testing.T, route string, seed uint64) *monkey {
	t.Helper()
	h := fnv.New64()
	_, _ = h.Write([]byte(route))
	m := &monkey{t: t, route: route, rng: rand.New(rand.NewPCG(seed, h.Sum64()))}
	options := []browsertest.Option{browsertest.Viewport(monkeySize, monkeySize),
		// Printing would wait for somebody who answers, and the test server keeps no snapshots.
		browsertest.Before("window.print = window.open = () => null"), browsertest.Allow("/api/snapshots"),
	}
	if strings.HasPrefix(route, "/embed/") {
		m.host, m.page = openInCage(t, route, options...)
	} else {
		m.host = browsertest.Open(t, route, options...)
		m.page = m.host
	}
	m.page.Wait("the page is there", `document.querySelector("main")`)
	return m
}

// report says how to repeat a failure.
func (m *monkey) report(actions int, seed uint64) {
	if m.t.Failed() {
		m.t.Logf("INKGRAD_MONKEY=%d INKGRAD_SEED=%d, after %d actions, the last of them:\n%s", actions, seed,
			len(m.done), strings.Join(m.done[max(0, len(m.done)-40):], "\n"))
	}
}

func (m *monkey) note(format string, args ...any) {
	m.done = append(m.done, fmt.Sprintf(format, args...))
}

// act does one thing, and looks now and then how the page is.
func (m *monkey) act() {
	m.t.Helper()
	kinds := []struct {
		weight int
		do     func()
	}{
		{25, func() { m.click(1) }}, {15, func() { m.click(2) }}, {6, m.clickAnywhere}, {12, m.press}, {14, m.typeText},
		{10, m.drag}, {6, m.wheel}, {5, m.turn}, {3, m.hash}, {2, m.history}, {1, m.reload},
	}
	total := 0
	for _, k := range kinds {
		total += k.weight
	}
	at := m.rng.IntN(total)
	for _, k := range kinds {
		if at -= k.weight; at < 0 {
			k.do()
			break
		}
	}
	if len(m.done)%10 == 0 {
		m.look()
	}
}

// look fails the test when the page has ended, the engine has died, or there are complaints; and brings the page back
// to its route when it has left it for a while.
func (m *monkey) look() {
	m.t.Helper()
	m.page.Wait("the page is there", `document.querySelector("main, .boot-failed")`)
	said, _ := browsertest.Look[string](m.page, `[...document.querySelectorAll(".boot-failed, .notice")].map((e) => e.innerText).join("\n")`)
	for _, bad := range []string{"Inkgrad has stopped", "because of a bug", "is not running", "could not be started"} {
		if strings.Contains(said, bad) {
			m.t.Fatalf("the page says: %s", said)
		}
	}
	if c := m.host.Complaints(); len(c) > 0 {
		m.t.FailNow() // the page's end names them
	}
	if at, ok := browsertest.Look[string](m.page, "location.pathname"); !ok || at == m.route {
		m.astray = 0
	} else if m.astray++; m.astray > 2 {
		m.home()
	}
}

// home opens the route anew.
func (m *monkey) home() {
	m.t.Helper()
	m.note("home")
	m.astray = 0
	to := fmt.Sprintf("%s?%d", m.route, len(m.done))
	if m.host == m.page {
		browsertest.Look[string](m.page, fmt.Sprintf("location.href = %q", to))
	} else {
		m.host.Run(fmt.Sprintf("document.querySelector('iframe').src = %q", to))
	}
	m.page.Wait("the page is there", fmt.Sprintf(`location.pathname === %q && document.querySelector("main")`, m.route))
}

// found is an element that the monkey has chosen, and its middle.
type found struct {
	What string
	X, Y float64
}

// find chooses a visible element of those that a selector matches. Links to other sites are not for monkeys.
func (m *monkey) find(selector string) (found, bool) {
	m.t.Helper()
	f, _ := browsertest.Look[found](m.page, fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll(%q)].filter((e) => {
			const r = e.getBoundingClientRect();
			return r.width > 0 && r.height > 0 && e.checkVisibility() && e.target !== "_blank" && !e.matches("[type=file]") &&
				!(e.href && new URL(e.href, location.href).origin !== location.origin);
		});
		const e = all[Math.floor(%v * all.length)];
		if (!e) return { What: "", X: 0, Y: 0 };
		e.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
		const r = e.getBoundingClientRect();
		const text = e.getAttribute("aria-label") || e.id || e.textContent.trim().slice(0, 30);
		return { What: e.localName + " “" + text + "”", X: r.x + r.width / 2, Y: r.y + r.height / 2 };
	})()`, selector, m.rng.Float64()))
	return f, f.What != ""
}

// Chosen is by kind first: there are many more nodes than buttons.
var monkeyLikes = []string{"button", "button, summary, [role=button]", "input, select, textarea", "a[href]", "canvas",
	"[tabindex]", "svg *", "label"}

func (m *monkey) any() (found, bool) {
	m.t.Helper()
	return m.find(monkeyLikes[m.rng.IntN(len(monkeyLikes))])
}

func (m *monkey) click(times int) {
	m.t.Helper()
	f, ok := m.any()
	if !ok {
		return
	}
	m.note("click %d times: %s", times, f.What)
	m.host.ClickAt(f.X, f.Y, times)
}

func (m *monkey) anywhere() [2]float64 {
	return [2]float64{m.rng.Float64() * monkeySize, m.rng.Float64() * monkeySize}
}

func (m *monkey) clickAnywhere() {
	m.t.Helper()
	at := m.anywhere()
	m.note("click at %.0f", at)
	m.host.ClickAt(at[0], at[1], 1+m.rng.IntN(3))
}

func (m *monkey) press() {
	m.t.Helper()
	keys := []string{kb.Tab, kb.Tab, kb.Enter, " ", kb.Escape, kb.ArrowDown, kb.ArrowUp, kb.ArrowLeft, kb.ArrowRight,
		kb.Home, kb.End, kb.PageDown, kb.PageUp, kb.Delete, kb.Backspace, "z", "?", "+", "-", "0", "1", "7", "p", "s"}
	key := keys[m.rng.IntN(len(keys))]
	times := 1 + m.rng.IntN(3)
	m.note("press %q %d times", key, times)
	m.host.Key(strings.Repeat(key, times))
}

// nonsense is what people and monkeys type: numbers of all kinds, formulas, names, and what is none of these.
func (m *monkey) nonsense() string {
	all := []string{"", "0", "1", "-1", "0.1", "7", "100", "1e9", "1e-9", "NaN", "Infinity", "9007199254740993", "0x10",
		"1,5", "½", "３", "  8  ", "affine", "conv8k5-relu-pool2-affine10", "affine10-relu-affine10", "dropout.5",
		"He", "x = y; y = x", "((((", "x**-y", "<b>&amp;</b>", "'\"\\", "\u202eabc", "😀", "größe", "%", "a=b&c=d", "#",
		"50,20", "50, 20, 10", strings.Repeat("9", 400), strings.Repeat("x+", 300) + "x", "30\n20"}
	for _, e := range expr.Examples() {
		all = append(all, e.Formula)
	}
	return all[m.rng.IntN(len(all))]
}

func (m *monkey) typeText() {
	m.t.Helper()
	f, ok := m.find("input:not([type=checkbox]):not([type=radio]), textarea")
	if !ok {
		return
	}
	text := m.nonsense()
	m.note("type %.40q into %s", text, f.What)
	m.host.ClickAt(f.X, f.Y, 3) // which selects what is there
	m.host.Insert(text)
	if end := []string{kb.Enter, kb.Tab, ""}[m.rng.IntN(3)]; end != "" {
		m.host.Key(end)
	}
}

func (m *monkey) drag() {
	m.t.Helper()
	f, ok := m.find([]string{"canvas", "svg", "input[type=range]", "button", "#ink"}[m.rng.IntN(5)])
	if !ok {
		return
	}
	places := [][2]float64{{f.X, f.Y}}
	for range 1 + m.rng.IntN(5) {
		places = append(places, [2]float64{f.X + 200*(m.rng.Float64()-0.5), f.Y + 200*(m.rng.Float64()-0.5)})
	}
	m.note("drag from %s to %.0f", f.What, places[len(places)-1])
	m.host.DragAt(places...)
}

func (m *monkey) wheel() {
	m.t.Helper()
	at, by, zoom := m.anywhere(), 1000*(m.rng.Float64()-0.5), m.rng.IntN(3) == 0
	m.note("turn the wheel at %.0f by %.0f, zoom %t", at, by, zoom)
	m.host.WheelAt(at[0], at[1], by, zoom)
}

// turn takes another choice of a list, by the keyboard.
func (m *monkey) turn() {
	m.t.Helper()
	what, _ := browsertest.Look[string](m.page, fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll("select")].filter((e) => e.checkVisibility());
		const e = all[Math.floor(%v * all.length)];
		e?.focus();
		return e ? e.id || e.getAttribute("aria-label") || "a list" : "";
	})()`, m.rng.Float64()))
	if what == "" {
		return
	}
	key := []string{kb.ArrowDown, kb.ArrowUp, kb.End, kb.Home}[m.rng.IntN(4)]
	m.note("press %q in the list %s", key, what)
	m.host.Key(key)
}

func (m *monkey) hash() {
	m.t.Helper()
	hashes := []string{"", "seed=7", "hidden=12&dataSize=10000", "hidden=30,20&optimizer=Adam", "theme=dark",
		"learningRate=0.5&batchSize=20", "nothing=1", "hidden=-1", "formula=x*y%2B1", "formula=((",
		"node=3&graphStep=2", "node=99999", "hide=network,seed", "values=x=1,y=zz", "unfold=nothing", "step=999999"}
	for _, p := range setting.Presets() {
		hashes = append(hashes, p.Query())
	}
	h := hashes[m.rng.IntN(len(hashes))]
	m.note("hash %q", h)
	browsertest.Look[string](m.page, fmt.Sprintf("location.hash = %q", h))
}

// history goes back, but not further than to where the test began, or forward.
func (m *monkey) history() {
	m.t.Helper()
	if m.rng.IntN(3) == 0 {
		m.note("forward")
		browsertest.Look[int](m.page, "history.forward(), 0")
		return
	}
	m.note("back")
	browsertest.Look[int](m.page,
		"globalThis.navigation?.canGoBack && navigation.currentEntry.index > 1 && history.back(), 0")
}

// reload loads the document anew, by itself: the browser's own command fails when a document that an action before
// has asked for is given up for it.
func (m *monkey) reload() {
	m.t.Helper()
	m.note("reload")
	m.page.Wait("the page can be loaded again", `document.documentElement`) // it may be on its way to another document
	browsertest.Look[int](m.page, "document.documentElement.dataset.old = 1, location.reload(), 1")
	m.page.Wait("the page is there", `!document.documentElement?.dataset.old && document.querySelector("main")`)
}

// ask asks the last question: on a page with a header a drawing on the playground, reached without loading it anew; in
// a frame a drawing by the API.
func (m *monkey) ask() {
	m.t.Helper()
	m.look()
	if browsertest.Eval[string](m.page, "location.pathname") != m.route {
		m.home()
	}
	if m.host != m.page {
		m.host.Wait("the frame answers", asked)
	} else {
		for range 3 {
			m.host.Key(kb.Escape)
		}
		if m.route != "/" {
			m.host.Run(`document.querySelector(".masthead a[href$='/'], header a").click()`)
			m.host.Wait("the playground is there", `location.pathname === "/" && document.querySelector("#ink")`)
		}
		m.host.Run(`document.querySelector(".draw .row button").click()`) // Clear, unless there is nothing
		m.host.Wait("nothing is read", `!document.querySelector(".bar-best")`)
		m.host.Draw(ink, seven())
		m.host.Wait("the drawing is read", `document.querySelector(".bar-best")`)
	}
	m.look()
	if i := slices.Index(m.done, "home"); i >= 0 {
		m.t.Logf("%d actions, %d times away", len(m.done), strings.Count(strings.Join(m.done, "\n")+"\n", "\nhome\n"))
	}
}
