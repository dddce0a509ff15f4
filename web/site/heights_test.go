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

// TestHeights holds the table of heights against what the panels take: not less, and at most a twentieth more.
func TestHeights(t *testing.T) {
	t.Parallel()
	for _, w := range widths {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			p, _ := openAround(t, `<body style="margin: 0"><div id="place"></div><script>const inkgrad = "%s";
				addEventListener("message", ({ data }) => { if (data.event === "resize") window.told = data.data.height });
				</script>`, nil, w.screen)
			for _, q := range panel.All() {
				high := q.Heights.At(w.width)
				frame := panel.Frame{URL: "HOST" + q.Path(), Title: q.Title, Heights: q.Heights}.HTML()
				p.Run(`told = 0; place.innerHTML = ` + js(t, frame) + `.replace("HOST", inkgrad)`)
				p.Wait(fmt.Sprintf("%s takes its %d pixels", q.Name, high),
					fmt.Sprintf("told <= %d && told > 0.95 * %[1]d", high))
				t.Logf("%s: %d of %d", q.Name, browsertest.Eval[int](p, "told"), high)
			}
		})
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
				</script>`, nil, w.screen)
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
