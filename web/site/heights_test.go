package site_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/panel"
)

// widths are those that panel.Heights are of, in CSS pixels; the one of a phone has the larger controls of fingers.
var widths = []struct {
	name   string
	width  int
	screen browsertest.Option
}{
	{"phone", 360, browsertest.Phone},
	{"column", panel.Width, browsertest.Viewport(panel.Width, 900)},
	{"wide", 1200, browsertest.Viewport(1200, 900)},
}

// TestHeights has all panels load at once on one page: from the beginning each has its place, which is as high as the
// table of heights says. It holds the table against what the panels take: not more, and at most a twentieth less.
func TestHeights(t *testing.T) {
	t.Parallel()
	for _, w := range widths {
		t.Run(w.name, func(t *testing.T) {
			var all strings.Builder
			for _, q := range panel.All() {
				all.WriteString(`<ink-grad load="now" panel="` + q.Name + `"></ink-grad>`)
			}
			p, _ := openAround(t, fmt.Sprintf(`<body style="margin: 0"><div style="width: %dpx">%s</div>`, w.width, all.String())+
				withScript+`<script type="module">
				const told = new Map();
				addEventListener("message", ({ data, source }) => { if (data.event === "resize") told.set(source, data.data.height) });
				await customElements.whenDefined("ink-grad");
				const all = [...document.querySelectorAll("ink-grad")];
				window.heights = all.map((e) => [e.offsetHeight]);
				window.takes = (i) => told.get(all[i].shadowRoot.querySelector("iframe").contentWindow);
				all.forEach((e, i) => new ResizeObserver(() => heights[i].push(e.offsetHeight)).observe(e));
				await Promise.all(all.map((e) => e.start()));
				window.ready = true;
				</script>`, nil, w.screen)
			p.WaitFor(3*time.Minute, "all are ready", "window.ready")
			for i, q := range panel.All() {
				// The mistakes are measured, and a height is told, where they are seen.
				p.Run(fmt.Sprintf(`document.querySelectorAll("ink-grad")[%d].scrollIntoView()`, i))
				high := q.Heights.At(w.width)
				p.Wait(fmt.Sprintf("%s takes its %d pixels", q.Name, high),
					fmt.Sprintf("takes(%d) <= %d && takes(%[1]d) > 0.95 * %[2]d", i, high))
				t.Logf("%s: %d of %d", q.Name, browsertest.Eval[int](p, fmt.Sprintf("takes(%d)", i)), high)
			}
			for i, heights := range browsertest.Eval[[][]float64](p, "heights") {
				for _, h := range heights {
					if h != heights[0] {
						t.Errorf("%s had the heights %v", panel.All()[i].Name, heights)
						break
					}
				}
			}
		})
	}
}

// TestLowFrame opens the panels on slides of 1280×720 with a title above each, lower than most of them are. They
// scroll, to their ends, and what one presses is in sight before they do.
func TestLowFrame(t *testing.T) {
	t.Parallel()
	const steps = ".stepper-buttons button:nth-child(4)"
	pressed := map[string]string{"draw": "#ink", "train": "#train-button", "graph": ".tools button", "formula": steps,
		"layer": steps, "chapter": steps, "check": "#check-button", "fool": ".fool-buttons button",
		"mistakes": ".confusion td", "all": "#ink"}
	var slides strings.Builder
	for _, q := range panel.All() {
		slides.WriteString(`<section><h2>A slide</h2><ink-grad panel="` + q.Name + `" height="600"></ink-grad></section>`)
	}
	p, _ := openAround(t, withScript+`<style>body { margin: 0 } section { width: 1280px; height: 720px }</style>`+
		slides.String()+`<script>`+shadow+`</script>`, nil, browsertest.Viewport(1280, 720))
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	for i, q := range panel.All() {
		p.Run(fmt.Sprintf(`const e = document.querySelectorAll("ink-grad")[%d];
			await e.start();
			e.scrollIntoView({ block: "end", behavior: "instant" })`, i))
		frame := p.Frame("/embed/"+q.Name, fmt.Sprintf(`shadow(%d).querySelector("iframe")`, i))
		frame.Wait("what one presses in "+q.Name+" is in sight", `(() => {
			const e = document.querySelector("`+pressed[q.Name]+`");
			const { left, top, width, height } = e?.getBoundingClientRect() ?? {};
			return scrollY === 0 && innerHeight === 600 && e?.contains(document.elementFromPoint(left + width / 2, top + height / 2));
		})()`)
		p.Screenshot("slide-" + q.Name)
		frame.Run(`scrollTo(0, 1e6)`)
		frame.Wait("its end can be reached", `document.querySelector("main").getBoundingClientRect().bottom <= innerHeight`)
	}
}
