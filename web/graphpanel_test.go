//go:build !js

package web_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// graphHost is a host that keeps the answers which the panel Graph asks for.
type graphHost struct {
	host
	sampled  protocol.Sampled
	unfolded protocol.Unfolded
	tried    protocol.Tried
	pulled   protocol.Pulled
}

func (h *graphHost) Emit(id int, e protocol.Event) {
	switch e := e.(type) {
	case protocol.Sampled:
		h.sampled = e
	case protocol.Unfolded:
		h.unfolded = e
	case protocol.Tried:
		h.tried = e
	case protocol.Pulled:
		h.pulled = e
	}
	h.host.Emit(id, e)
}

func newGraphSession(t *testing.T) (*graphHost, *session.Session) {
	t.Helper()
	h := &graphHost{}
	s := session.New(h)
	s.Handle(1, protocol.Start{Settings: setting.Default()})
	s.Handle(2, protocol.Graph{})
	if h.graphed.Graph == nil {
		t.Fatal("no graph")
	}
	return h, s
}

// node returns the node of that kind and name.
func node(t *testing.T, g *snapshot.Graph, kind, name string) snapshot.Node {
	t.Helper()
	i := slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool { return n.Kind == kind && n.Name == name })
	if i < 0 {
		t.Fatalf("there is no %s %s", kind, name)
	}
	return g.Nodes[i]
}

// reads turns what the page prints into a number.
func reads(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(strings.NewReplacer("−", "-", "→", "", "←", "", " ", "").Replace(text), 64)
	if err != nil {
		t.Errorf("%q is no number", text)
	}
	return v
}

// near says that the page prints a number which was computed natively: float32 sums in another order differ in the
// sixth digit, of gradients, which are sums of small differences, in the fourth.
func near(got, want float64) bool { return math.Abs(got-want) <= 2e-3*math.Abs(want)+1e-9 }

// press clicks by script, which needs no place on the screen.
func press(p *browsertest.Page, selector string) {
	p.WaitVisible(selector)
	p.Run(fmt.Sprintf(`document.querySelector(%q).dispatchEvent(new MouseEvent("click", {bubbles: true}))`, selector))
}

// write changes a field as a person who leaves it afterwards.
func write(p *browsertest.Page, selector string, value any) {
	p.Run(fmt.Sprintf(`const e = document.querySelector(%q); e.value = "%v"; for (const type of ["input", "change"]) e.dispatchEvent(new Event(type, {bubbles: true}))`, selector, value))
}

// One element of the first product is unfolded into its largest products, which are those of a Session outside the
// browser.
func TestProductIsUnfolded(t *testing.T) {
	t.Parallel()
	p := openBatch(t, browsertest.Viewport(1440, 1000))
	h, s := newGraphSession(t)
	dot := node(t, h.graphed.Graph, "MatMul", "")
	const row, col = 3, 7
	element := row*dot.Shape[1] + col

	press(p, `.graph-svg [data-scope="Affine1"][tabindex]`)
	press(p, fmt.Sprintf(`.graph-svg [data-node="%d"][tabindex]`, dot.ID))
	p.WaitVisible("#element-1")
	write(p, "#element-0", row)
	write(p, "#element-1", col)
	for _, top := range []int{8, 3} {
		write(p, "#product-top", top)
		s.Handle(3, protocol.Products{Node: dot.ID, Element: element, Top: top})
		want := h.unfolded
		var names []string
		for _, n := range want.Graph.Nodes {
			if len(n.Inputs) == 0 {
				names = append(names, n.Name)
			}
		}
		slices.Sort(names)
		p.Wait("the factors are those of the element", fmt.Sprintf(
			`[...document.querySelectorAll("#figure-product .gv-leaf")].map((e) => e.textContent).sort().join() === %q`,
			strings.Join(names, ",")))
		for _, n := range want.Graph.Nodes {
			if value := wireValue(t, p, "#figure-product", n.ID); !near(value, n.Value.Data[0]) {
				t.Errorf("%d products: node %d %s is %v on the page, computed is %v", top, n.ID, n.Name, value,
					n.Value.Data[0])
			}
		}
		if title := p.Text("#product-title"); !strings.Contains(title, "[3, 7]") {
			t.Errorf("the title is %q", title)
		}
		words := p.Text(".product-words")
		if !strings.Contains(words, "784 products") ||
			!strings.Contains(words, fmt.Sprintf("the other %d add up to", 784-top)) {
			t.Errorf("it says %q", words)
		}
	}
	p.Screenshot("product")

	value := browsertest.Eval[[]string](p,
		`[...document.querySelectorAll(".element-values span")].map((e) => e.textContent)`)
	if got := reads(t, value[0]); !near(got, dot.Value.Data[element]) {
		t.Errorf("the element is %v on the page, computed is %v", got, dot.Value.Data[element])
	}
	if got := reads(t, value[1]); !near(got, dot.Grad.Data[element]) {
		t.Errorf("its gradient is %v on the page, computed is %v", got, dot.Grad.Data[element])
	}
}

// wireValue reads the number above a wire.
func wireValue(t *testing.T, p *browsertest.Page, figure string, node int) float64 {
	t.Helper()
	return reads(t, browsertest.Eval[string](p,
		fmt.Sprintf(`document.querySelector('%s [data-edge="%d"] .gv-forward').textContent`, figure, node)))
}

// The list has the very weights, keys move in it, and the colours and bars are those of the tensor.
func TestEveryElementCanBeRead(t *testing.T) {
	t.Parallel()
	p := openBatch(t, browsertest.Viewport(1440, 900))
	p.WaitVisible(".graph-svg .gv-box")
	if low := browsertest.Eval[float64](p,
		`document.querySelector(".graph-svg svg").getBoundingClientRect().bottom`); low > 900 {
		t.Errorf("on the screen of a laptop, 1440×900, the folded graph ends at %v", low)
	}
	h, _ := newGraphSession(t)
	w := node(t, h.graphed.Graph, "Param", "W1")
	press(p, `.graph-svg [data-scope="Affine1"][tabindex]`)
	press(p, fmt.Sprintf(`.graph-svg [data-node="%d"][tabindex]`, w.ID))
	p.WaitVisible("#table")
	p.Run(`document.querySelector("#table").click()`)
	p.WaitVisible(".tensor-value .values td[data-element]")

	const cells = `[...document.querySelectorAll(".tensor-value .values td[data-element]")].map((e) => [e.dataset.element, e.textContent])`
	check := func() {
		t.Helper()
		for _, cell := range browsertest.Eval[[][2]string](p, cells) {
			i, err := strconv.Atoi(cell[0])
			if err != nil || cell[1] != graphview.Format(w.Value.Data[i], 0) {
				t.Errorf("element %s is listed as %s, it is %v", cell[0], cell[1], w.Value.Data[i])
			}
		}
	}
	check()
	p.Focus(".tensor-value .values")
	p.Key(kb.PageDown)
	p.Key(kb.ArrowRight)
	p.Wait("keys lead to [10, 1]", `document.querySelector("#element-0").value === "10" && document.querySelector("#cell-value")?.dataset.element === "501"`)
	p.Key(kb.End, chromedp.KeyModifiers(chromedp.ModifierCtrl))
	p.Wait("control End leads to the last", `document.querySelector("#cell-value")?.dataset.element === "39199"`)
	check()
	p.Screenshot("list")

	// A click on the middle of the upper left tile enlarges the first unit.
	p.Run(`const c = document.querySelector(".tensor-value canvas.heatmap"), r = c.getBoundingClientRect(), tile = 28 * r.width / c.width;
		c.dispatchEvent(new MouseEvent("click", {bubbles: true, clientX: r.left + tile / 2, clientY: r.top + tile / 2}))`)
	p.Wait("the first unit is enlarged",
		`document.querySelector(".tensor-value .tile figcaption").textContent === "Column 0"`)
	if got := browsertest.Eval[string](p, `document.querySelector("#element-0").value`); got != strconv.Itoa(14*28+14) {
		t.Errorf("the middle of a tile is row %s", got)
	}

	bars := browsertest.Eval[[]int](p,
		`["minus", "plus"].map((sign) => document.querySelectorAll(".tensor-value .bar-" + sign).length)`)
	hist := graphview.NewHistogram(w.Value.Data, 40)
	want := []int{0, 0}
	for i, n := range hist.Counts {
		if n > 0 && hist.Low+(float64(i)+0.5)*hist.Width < 0 {
			want[0]++
		} else if n > 0 {
			want[1]++
		}
	}
	if !slices.Equal(bars, want) {
		t.Errorf("%v bars are negative and positive, want %v", bars, want)
	}
	if text := p.Text(".tensor-value .histogram figcaption"); !strings.HasPrefix(text, "39,200 elements") {
		t.Errorf("the histogram is of %q", text)
	}
}

// A graph that goes on beyond its place says on which sides, until all of it is shown.
func TestAGraphThatGoesOn(t *testing.T) {
	t.Parallel()
	p := open(t, "/#graphLook=numbers&unfolded=Affine1,Affine2", browsertest.Viewport(1280, 800))
	beyond := func(want string) {
		t.Helper()
		p.Wait("it goes on at: "+want, fmt.Sprintf(`document.querySelector(".figure-pane").dataset.beyond === %q`, want))
	}
	beyond("right")
	p.Screenshot("right")
	p.Focus("#figure-graph [data-node]")
	for range 12 {
		p.Key("+")
	}
	beyond("left right up down")
	p.Screenshot("larger")
	p.Key("0")
	beyond("")
}

// A sample of the test set as the learner's own digit: its loss and gradients with two targets, its pixels' gradients,
// and what one step would change are those of a Session outside the browser; and the network on the page stays as it
// is.
func TestTheDigitInHand(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Viewport(1440, 1400))
	h, s := newGraphSession(t)
	const verdict = `document.querySelector(".verdict-reader .verdict-digit").textContent`
	sample := func() (read string) {
		p.Click(".draw .row button:nth-child(3)")
		p.Wait("the sample is read",
			verdict+` !== "" && /Test image [\d,]+/.test(document.querySelector(".draw-area .help").textContent)`)
		return browsertest.Eval[string](p, verdict)
	}
	for sample() == "?" { // of one image in 40 the reader is not sure
		p.Click(".draw .row button:nth-child(1)") // Clear
		p.Wait("there is no answer", verdict+` === ""`)
	}
	index := browsertest.Eval[int](p,
		`parseInt(document.querySelector(".draw-area .help").textContent.replace(/[^\d]*/, "").replace(",", ""))`)
	seen := browsertest.Eval[int](p, `+`+most) // whatever the reader says
	s.Handle(3, protocol.Sample{Index: index})
	pixels, target := h.sampled.Pixels, (seen+5)%10

	press(p, "#graph-own")
	p.Wait("the graph is of the digit",
		fmt.Sprintf(`/target is (its label, )?%d\./.test(document.querySelector(".graph-of").textContent)`, seen))
	s.Handle(4, protocol.Graph{Pixels: pixels, Label: seen})
	first := h.graphed.Graph
	write(p, "#graph-label", target)
	p.Wait("the target is another", `document.querySelector(".of-digit-targets table")`)
	s.Handle(5, protocol.Graph{Pixels: pixels, Label: target})
	compareTable(t, p, ".of-digit-targets", first, h.graphed.Graph)

	// The pixel that matters most has the full colour of its sign.
	grad := node(t, h.graphed.Graph, "Input", "x").Grad.Data
	at := 0
	for i := range grad {
		if math.Abs(grad[i]) > math.Abs(grad[at]) {
			at = i
		}
	}
	painted := browsertest.Eval[[]int](p,
		fmt.Sprintf(`[...document.querySelector(".ink-grad").getContext("2d").getImageData(%d, %d, 1, 1).data]`, at%28,
			at/28))
	r, g, b, a := graphview.Diverging(grad[at], math.Abs(grad[at]))
	if want := []int{int(r), int(g), int(b), int(a)}; !slices.Equal(painted, want) {
		t.Errorf("the pixel with the largest gradient, %v, is painted %v, want %v", grad[at], painted, want)
	}

	press(p, "#try-step")
	p.Wait("the step is tried", `document.querySelector(".of-digit-step table")`)
	s.Handle(6, protocol.TryStep{Pixels: pixels, Label: target})
	compareTable(t, p, ".of-digit-step", h.tried.Before, h.tried.After)
	p.Screenshot("digit")
	p.Run(`[...document.querySelectorAll(".graph-choices button")].find((b) => b.textContent === "Refresh").click()`)
	if now := browsertest.Eval[int](p, `+`+most); now != seen ||
		browsertest.Eval[string](p, figure("Step")) != "10,000" {
		t.Error("the step went to the network of the page")
	}
}

// compareTable holds a table of numbers before and after against two graphs.
func compareTable(t *testing.T, p *browsertest.Page, box string, before, after *snapshot.Graph) {
	t.Helper()
	rows := browsertest.Eval[[][]string](p,
		fmt.Sprintf(`[...document.querySelectorAll("%s tr")].slice(1).map((tr) => [...tr.children].map((e) => e.textContent))`, box))
	if len(rows) != 6 { // loss, x, W1, b1, W2, b2
		t.Errorf("%s has %d rows", box, len(rows))
	}
	for _, row := range rows {
		name, isGrad := strings.CutPrefix(row[0], "gradient of ")
		for i, g := range []*snapshot.Graph{before, after} {
			at := slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool { return n.Name == name })
			if at < 0 {
				t.Fatalf("%s compares %q", box, row[0])
			}
			want := g.Nodes[at].Value.Data[0]
			if isGrad {
				want = g.Nodes[at].Grad.Stats().Norm
			}
			// a loss near 0 is a difference of logarithms
			if got := reads(t, row[1+i]); math.Abs(got-want) > 0.01*math.Abs(want)+1e-4 {
				t.Errorf("%s: %s is %v, computed is %v", box, row[0], got, want)
			}
		}
	}
}

// transform is where the picture of the graph is, and how large.
const transform = `(() => { const m = new DOMMatrix(document.querySelector("#figure-graph .graph-svg").style.transform); return [m.e, m.f, m.a]; })()`

// active is the scope or the node of the element with the focus.
const active = `(({scope, node}) => scope ?? node)(document.activeElement.dataset)`

// Without a mouse: along the edges, the path brought out and told, zooming, unfolding. With one: dragging, pinching,
// and scrolling the page.
func TestWaysThroughTheGraph(t *testing.T) {
	t.Parallel()
	p := openBatch(t, browsertest.Viewport(1000, 800))
	p.Run(`document.querySelector(".graph-main").scrollIntoView()`)
	p.WaitVisible(".graph-svg .gv-box")
	h, _ := newGraphSession(t)
	id := func(kind, name string) string { return strconv.Itoa(node(t, h.graphed.Graph, kind, name).ID) }
	p.Focus(fmt.Sprintf(`.graph-svg [data-node="%s"]`, id("Input", "x")))
	for _, step := range []struct{ key, want string }{
		{kb.ArrowRight, "Affine1"}, {kb.ArrowRight, "ReLU1"}, {kb.ArrowLeft, "Affine1"}, {kb.Enter, "Affine1"},
		{kb.ArrowRight, id("Param", "W1")}, {kb.ArrowRight, id("MatMul", "")}, {kb.ArrowRight, id("Add", "")},
	} {
		p.Key(step.key)
		p.Wait("the focus is on "+step.want, active+` === `+strconv.Quote(step.want))
		if step.key == kb.Enter {
			p.Wait("it is unfolded", `document.activeElement.getAttribute("aria-expanded") === "true"`)
		}
	}
	p.Wait("the page tells about Add", `document.querySelector("#figure-graph .figure-words").textContent.startsWith("Add in Affine1, from MatMul and b1.")`)
	p.Wait("what is off its path is dimmed",
		fmt.Sprintf(`getComputedStyle(document.querySelector("#net-n%s")).opacity === "0.25"`, id("Target", "t")))
	p.Screenshot("path")

	before := browsertest.Eval[[]float64](p, transform)
	p.Key("+")
	p.Wait("it is larger", fmt.Sprintf(`%s[2] > %v`, transform, before[2]))
	if right := browsertest.Eval[bool](p,
		`(() => { const a = document.activeElement.getBoundingClientRect(), b = document.querySelector("#figure-graph .figure-pane").getBoundingClientRect(); return a.left < b.right && a.right > b.left; })()`); !right {
		t.Error("the node with the focus is out of sight")
	}
	at := browsertest.Eval[[]float64](p, transform)
	p.Run(`document.querySelector("#figure-graph .figure-pane").scrollIntoView({block: "center"})`)
	drag(p, -80)
	p.Wait("it was dragged", fmt.Sprintf(`%s[0] < %v`, transform, at[0]))
	if n := browsertest.Eval[int](p, `document.querySelectorAll(".inspector h3").length`); n != 0 {
		t.Error("a drag counts as a click")
	}
	p.Key("0")
	p.Wait("all of it is in sight", `(() => { const a = document.querySelector("#figure-graph svg").getBoundingClientRect(), b = document.querySelector("#figure-graph .figure-pane").getBoundingClientRect(); return a.left >= b.left - 1 && a.right <= b.right + 1 && a.bottom <= b.bottom + 1; })()`)

	wheel := func(init string) bool {
		return browsertest.Eval[bool](p,
			`!document.querySelector("#figure-graph .figure-pane").dispatchEvent(new WheelEvent("wheel", {bubbles: true, cancelable: true, `+init+`}))`)
	}
	if wheel("deltaY: 40") {
		t.Error("the wheel is taken from the page")
	}
	fitted := browsertest.Eval[[]float64](p, transform)
	if !wheel("deltaY: -40, ctrlKey: true") || browsertest.Eval[[]float64](p, transform)[2] <= fitted[2] {
		t.Error("the wheel with the control key does not zoom")
	}
}

// drag drags the picture of the graph sideways with the mouse.
func drag(p *browsertest.Page, by float64) {
	box := browsertest.Eval[[]float64](p,
		`(({width, height}) => [width, height])(document.querySelector("#figure-graph .figure-pane").getBoundingClientRect())`)
	p.Draw("#figure-graph .figure-pane", [][][2]float64{{{0.5, 1 - 4/box[1]}, {0.5 + by/box[0], 1 - 4/box[1]}}})
}

// keepFiles keeps what the page would save, by name.
const keepFiles = `
window.files = {};
const blobs = new Map(), make = URL.createObjectURL;
URL.createObjectURL = (b) => { const url = make.call(URL, b); blobs.set(url, b); return url; };
HTMLAnchorElement.prototype.click = function () { if (this.download) files[this.download] = blobs.get(this.href); };
window.ClipboardItem = class { constructor(forms) { this.forms = forms; } };
window.clipboard = { write: async ([item]) => {
	window.within = window.event?.type; // what the browser lets the page copy for
	const entries = Object.entries(item.forms).map(async ([type, form]) => [type, await form]);
	window.copied = Object.fromEntries(await Promise.all(entries));
} };
Object.defineProperty(navigator, "clipboard", { get: () => clipboard });
`

// On a phone the graph runs down: all of it is on the page, without a way to the side, and keys go along it.
func TestTheGraphRunsDown(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/", "/embed/graph"} {
		p := browsertest.Open(t, path, browsertest.Phone)
		const boxes = `[...document.querySelectorAll("#figure-graph .gv-box .gv-shape-box")].map((e) => e.getBoundingClientRect())`
		p.Wait("the graph is there", boxes+`.length === 4`)
		if path == "/" {
			p.TouchDraw(ink, seven())
			p.Wait("the gradients are back", `document.querySelectorAll("#figure-graph .gv-tiles-grad").length === 4`)
		}
		if across := browsertest.Eval[[]float64](p, boxes+`.map((r) => r.x + r.width / 2)`); slices.Max(across)-
			slices.Min(across) > 1 {
			t.Errorf("%s: the middles of the boxes are at %v", path, across)
		}
		if along := browsertest.Eval[[]float64](p, boxes+`.map((r) => r.y)`); !slices.IsSorted(along) {
			t.Errorf("%s: the boxes are at the heights %v", path, along)
		}
		if beyond := browsertest.Eval[string](p, `document.querySelector("#figure-graph .figure-pane").dataset.beyond ?? ""`); beyond != "" {
			t.Errorf("%s: the graph goes on to the %s", path, beyond)
		}
		p.Run(`document.querySelector("#figure-graph .figure-pane").scrollIntoView()`)
		p.Screenshot(strings.ReplaceAll(path, "/", "_"))
		p.Focus("#figure-graph .gv-leaf")
		p.Key(kb.ArrowDown)
		p.Wait("a key goes to the first layer", `document.activeElement.dataset.scope === "Affine1"`)
		p.Key(kb.Enter)
		p.Wait("it unfolds", `document.querySelector('#figure-graph [data-scope="Affine1"]').ariaExpanded === "true"`)
		p.Screenshot(strings.ReplaceAll(path, "/", "_") + "-unfolded")
	}
}

func TestThePictureIsSaved(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/embed/graph", browsertest.Before(keepFiles))
	p.WaitVisible(".graph-svg .gv-box")
	button := func(text string) {
		p.Run(fmt.Sprintf(
			`[...document.querySelectorAll("#figure-graph .tool")].find((b) => b.textContent === %q).click()`, text))
	}
	button("SVG")
	p.Wait("the SVG is saved", `files["graph.svg"]`)
	svg := browsertest.Eval[string](p, `files["graph.svg"].text()`)
	for _, want := range []string{`xmlns="http://www.w3.org/2000/svg"`, "<style>", "Affine1", ">loss<", "784×50"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the SVG lacks %s", want)
		}
	}
	if loss := strconv.FormatFloat(loss(p), 'g', -1, 64); !strings.Contains(svg, ">"+loss+" →<") {
		t.Errorf("the SVG lacks the loss, %s", loss)
	}
	button("PNG")
	p.Wait("the PNG is saved", `files["graph.png"]`)
	size := browsertest.Eval[[]float64](p, `createImageBitmap(files["graph.png"]).then(async (b) => {
		const c = new OffscreenCanvas(b.width, b.height), g = c.getContext("2d");
		g.drawImage(b, 0, 0);
		const data = g.getImageData(0, 0, b.width, b.height).data;
		let dark = 0;
		for (let i = 0; i < data.length; i += 4) dark += data[i] < 100;
		const svg = document.querySelector("#figure-graph svg");
		return [b.width / svg.width.baseVal.value, b.height / svg.height.baseVal.value, dark, data[0]];
	})`)
	if size[0] != 2 || size[1] != 2 || size[2] < 1000 || size[3] != 255 {
		t.Errorf("the PNG is %v and %v times as large, has %v dark pixels, and a corner of %v", size[0], size[1],
			size[2], size[3])
	}
	button("Copy")
	p.Wait("the picture is copied", `window.copied?.["image/png"].type === "image/png"`)
	if within := browsertest.Eval[string](p, `within ?? "nothing"`); within != "click" {
		t.Errorf("the clipboard is written within %s, not within the click", within)
	}
	if text := browsertest.Eval[string](p, `copied["text/plain"].text()`); text != svg {
		t.Errorf("the text that is copied is not the SVG: %.60s", text)
	}
	for theme, corner := range map[string]string{"Light": "ffffff", "Dark": "15171a"} {
		p.Run(`files = {}; const choice = document.querySelector("#figure-theme-graph");
			choice.selectedIndex = [...choice.options].findIndex((o) => o.text === "` + theme + `");
			choice.dispatchEvent(new Event("change"))`)
		button("SVG")
		p.Wait("the SVG is saved", `files["graph.svg"]`)
		if browsertest.Eval[bool](p, `files["graph.svg"].text().then((text) => text.includes("prefers-color-scheme"))`) {
			t.Errorf("%s: the SVG is of both themes", theme)
		}
		button("PNG")
		p.Wait("the PNG is saved", `files["graph.png"]`)
		if got := browsertest.Eval[string](p, `createImageBitmap(files["graph.png"]).then((b) => {
				const g = new OffscreenCanvas(1, 1).getContext("2d");
				g.drawImage(b, 0, 0);
				return [...g.getImageData(0, 0, 1, 1).data].slice(0, 3).map((v) => v.toString(16).padStart(2, "0")).join("");
			})`); got != corner {
			t.Errorf("%s: the PNG has a corner of %s, want %s", theme, got, corner)
		}
	}
	p.Run(`clipboard.write = async () => { throw new Error("no") }`)
	button("Copy")
	p.Wait("the page says that it may not",
		`document.querySelector("#figure-graph .tools-note").textContent.includes("does not let")`)
}

// The way through the network: values appear as they are computed, gradients as they come back, in the steps of what is
// unfolded.
func TestStepsThroughTheNetwork(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/embed/graph", browsertest.Viewport(1000, 900))
	p.WaitVisible(".graph-svg .gv-box")
	counts := func(when string, values, gradients int) {
		t.Helper()
		p.Wait(fmt.Sprintf("%s there are %d values and %d gradients", when, values, gradients), fmt.Sprintf(
			`document.querySelectorAll("#figure-graph :is(.gv-forward, .gv-tiles-value)").length === %d &&
				document.querySelectorAll("#figure-graph :is(.gv-backward, .gv-tiles-grad)").length === %d`, values, gradients))
	}
	const step = `.graph .stepper-button[aria-label="Step"]`
	counts("of the whole graph", 5, 5) // x and a value of each layer; x has a gradient, labels have no mean
	p.Click("#graph-steps")
	counts("at the start", 1, 0)
	for i, want := range [][2]int{{2, 0}, {3, 0}, {4, 0}, {5, 0}, {5, 1}, {5, 2}, {5, 3}, {5, 4}, {5, 5}} {
		press(p, step)
		counts(fmt.Sprintf("after step %d", i+1), want[0], want[1])
	}
	p.Wait("Affine1 is at work", `document.querySelector('#figure-graph .gv-now[data-scope="Affine1"]')`)
	p.Screenshot("backward")
	press(p, `.graph .stepper-button[aria-label="Step back"]`)
	counts("a step before", 5, 4)
	press(p, step)
	press(p, `.graph-svg [data-scope="Affine1"][tabindex]`)
	press(p, `.graph .stepper-button[aria-label="To the end"]`)
	counts("at the end, unfolded", 8, 8) // W1, b1 and the product with it
}
