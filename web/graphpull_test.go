//go:build !js

package web_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

const letGo = `[...document.querySelectorAll(".pull button")].find((b) => b.textContent === "Let go")`

// A weight is pulled by key and by pointer, with the numbers of a Session outside the browser, and let go.
func TestPullAWeight(t *testing.T) {
	t.Parallel()
	for name, options := range views(1440, 1000) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, "/", options...)
			h, s := newGraphSession(t)
			w := node(t, h.graphed.Graph, "Param", "W2")
			const row, col = 4, 3
			element := row*w.Shape[1] + col
			s.Handle(3, protocol.Pull{Node: w.ID, Element: element, Reach: 1, Points: 65, H: []float64{1e-3}})
			want := h.pulled

			p.Run(`document.querySelector(".graph-main").scrollIntoView()`)
			press(p, "#graph-batch")
			press(p, `.graph-svg [data-scope="Affine2"][tabindex]`)
			press(p, fmt.Sprintf(`.graph-svg [data-node="%d"][tabindex]`, w.ID))
			p.WaitVisible("#element-1")
			write(p, "#element-0", row)
			write(p, "#element-1", col)
			p.Click(".pull > summary")
			p.Wait("it is of that element", fmt.Sprintf(`document.querySelector("#pull-at")?.ariaLabel === %q`, want.Name))
			if got := reads(t, p.Text("#pull-tangent")); math.Abs(got-want.Gradient) > 1e-5*math.Abs(want.Gradient) {
				t.Errorf("the tangent has slope %v, computed is %v", got, want.Gradient)
			}
			if got := reads(t, p.Text("#pull-secant")); math.Abs(got-want.Secants[0].Slope) >
				1e-5*math.Abs(want.Secants[0].Slope) {
				t.Errorf("the secant has slope %v, computed is %v", got, want.Secants[0].Slope)
			}
			// The text has five digits.
			said := func(place int) string {
				return fmt.Sprintf(`(() => {
	const [, v] = /the loss is ([0-9]+[.][0-9]+)/.exec(document.querySelector(".pull-said").textContent) ?? [];
	return Math.abs(v - %v) < 1e-4 && document.querySelector("#pull-at").value === "%d";
})()`, want.Points[place].Loss, place)
			}
			p.Wait("it is where it is", said(32))
			if browsertest.Eval[bool](p, letGo+`.disabled`) != true {
				t.Error("what is not pulled can be let go")
			}
			picture := func(name string) {
				p.Run(`document.querySelector(".pull").scrollIntoView({block: "start"})`)
				p.Screenshot(name)
			}
			picture("open")
			p.Focus("#pull-at")
			p.Key(kb.ArrowRight + kb.ArrowRight + kb.End)
			p.Wait("the keys pull it to the end", said(64))
			p.Run(letGo + `.click()`)
			p.Wait("it is let go", said(32))
			// A quarter of the plot is near its left end.
			drag := p.Draw
			if name == "phone" {
				drag = p.TouchDraw
			}
			drag(".pull-plot", [][][2]float64{{{0.5, 0.5}, {0.3, 0.5}}})
			p.Wait("the pointer pulls it to the left", `document.querySelector("#pull-at").value < 28`)
			p.Wait("with the loss there", said(browsertest.Eval[int](p, `+document.querySelector("#pull-at").value`)))
			p.Run(`document.querySelector("#pull-h").focus()`)
			p.Key(kb.Home)
			p.Wait("the secant is another one", `document.querySelector("#pull-h").ariaValueText === "1"`)
			picture("pulled")
			p.Run(`document.querySelector(".pull-slopes").scrollIntoView({block: "start"})`)
			p.Screenshot("path")
			// A digit has the probability of its target, too, and kinks of its own.
			p.Run(`[...document.querySelectorAll("button")].find((b) => b.textContent === "Sample").click();
document.querySelector("#graph-own").click()`)
			p.Wait("it is of the digit", `document.querySelector(".pull-said").textContent.includes("The probability of ")`)
			press(p, `.graph-svg [data-scope="Affine1"][tabindex]`)
			b := node(t, h.graphed.Graph, "Param", "b1")
			press(p, fmt.Sprintf(`.graph-svg [data-node="%d"][tabindex]`, b.ID))
			p.Wait("it is of a bias", `document.querySelector("#pull-at")?.ariaLabel === "b1[0]"`)
			write(p, "#element-0", 7)
			p.Wait("it is of the eighth", `document.querySelector("#pull-at")?.ariaLabel === "b1[7]"`)
			picture("digit")
			p.Run(`document.querySelector(".pull-slopes").scrollIntoView({block: "start"})`)
			p.Screenshot("digit-path")
			if wide := browsertest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d pixels too wide", wide)
			}
		})
	}
}
