package site_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/panel"
)

// widths are those that panel.Heights are of, in CSS pixels.
var widths = []struct {
	name   string
	width  int
	height func(panel.Heights) int
}{
	{"phone", 360, func(h panel.Heights) int { return h.Phone }},
	{"column", panel.Width, func(h panel.Heights) int { return h.Column }},
	{"wide", 1200, func(h panel.Heights) int { return h.Wide }},
}

// TestHeights holds the table of heights against what the panels take: not less, and at most a twentieth more.
func TestHeights(t *testing.T) {
	t.Parallel()
	p, _ := openAround(t, withScript+`<body style="margin: 0"><div id="place"></div><script>`+shadow+`</script>`, nil,
		browsertest.Viewport(1300, 900))
	p.Wait("the element is there", `customElements.get("ink-grad")`)
	for _, q := range panel.All() {
		p.Run(`place.innerHTML = "<ink-grad panel='` + q.Name + `'></ink-grad>";
			await document.querySelector("ink-grad").start()`)
		for _, w := range widths {
			p.Run(fmt.Sprintf(`place.style.width = "%dpx"`, w.width))
			high := w.height(q.Heights)
			const height = `shadow().querySelector("iframe").offsetHeight`
			p.Wait(fmt.Sprintf("%s takes its %d pixels in the width %s", q.Name, high, w.name),
				fmt.Sprintf(`%s <= %d && %[1]s > 0.95 * %[2]d`, height, high))
			t.Logf("%s, %s: %d of %d", q.Name, w.name, browsertest.Eval[int](p, height), high)
		}
	}
}

// TestPanelsKeepTheirPlaces has all panels load at once on one page: from the beginning each has its place.
func TestPanelsKeepTheirPlaces(t *testing.T) {
	t.Parallel()
	for _, w := range widths {
		t.Run(w.name, func(t *testing.T) {
			var all strings.Builder
			for _, q := range panel.All() {
				all.WriteString(`<ink-grad load="now" panel="` + q.Name + `"></ink-grad>`)
			}
			p, _ := openAround(t, fmt.Sprintf(`<body style="margin: 0"><div style="width: %dpx">%s</div>`, w.width, all.String())+
				withScript+`<script type="module">
				await customElements.whenDefined("ink-grad");
				const all = [...document.querySelectorAll("ink-grad")];
				window.heights = all.map((e) => [e.offsetHeight]);
				all.forEach((e, i) => new ResizeObserver(() => heights[i].push(e.offsetHeight)).observe(e));
				await Promise.all(all.map((e) => e.start()));
				window.ready = true;
				</script>`, nil, browsertest.Viewport(w.width, 900))
			p.WaitFor(3*time.Minute, "all are ready", "window.ready")
			p.Run(`document.querySelector("ink-grad[panel=mistakes]").scrollIntoView()`)
			p.Frame("/embed/mistakes", `document.querySelector("ink-grad[panel=mistakes]").shadowRoot.querySelector("iframe")`).
				Wait("the mistakes are there, which are measured when they are seen", `document.querySelector(".confusion")`)
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
