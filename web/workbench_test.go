//go:build !js

package web_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// On a small laptop a first visitor sees the drawing, the graph, the answers, the buttons of training and its curves
// without scrolling, and what to do first.
func TestOnePicture(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Viewport(1280, 800))
	p.Wait("the graph of blank paper is there", `document.querySelector('.graph-svg [data-scope="Affine1"]')`)
	p.Wait("it is said to be of blank paper",
		`document.querySelector(".graph-of").textContent.startsWith("Blank paper")`)
	const marked = `[...document.querySelectorAll(".act-here")].map((e) => e.id || e.className).join()`
	if got := browsertest.Eval[string](p, marked); got != "sheet act-here" {
		t.Errorf("marked to begin with is %q", got)
	}
	p.Draw(ink, seven())
	p.Wait("the network has answered", best+` === "7"`)
	p.Wait("the gradients have come back", `document.querySelectorAll(".gv-tiles-grad").length >= 4`)
	for _, part := range []string{"#ink", ".graph-svg svg", ".bars .bar:last-child", "#train-button",
		".chart-loss .plot", ".chart-accuracy .plot", ".graph-choices"} {
		box := browsertest.Eval[[2]float64](p, `(() => {
			const b = document.querySelector("`+part+`").getBoundingClientRect();
			return [b.bottom, b.right];
		})()`)
		if box[0] > 800 || box[1] > 1280 {
			t.Errorf("%s ends at %v, below or beside the screen", part, box)
		}
	}
	if got := browsertest.Eval[string](p, marked); got != "train-button" {
		t.Errorf("marked after the drawing is %q", got)
	}
	p.Screenshot("one-picture")
}

// While the pen is on the paper, values run forwards and no gradient is shown; once it is lifted, they come, on the ink
// as well, at the place of the ink.
func TestTheGraphFollowsThePen(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Viewport(1280, 800))
	const grads = `document.querySelectorAll(".gv-tiles-grad, .gv-flow-backward").length`
	const onInk = `!document.querySelector(".sheet-grad .ink-grad-none")`
	p.Wait("the graph of blank paper is there", grads+` > 4`)
	p.DrawPausing(ink, seven(), func() {
		p.Wait("values without gradients", grads+` === 0 && document.querySelectorAll(".gv-tiles-value .gv-ink").length > 0`)
		if browsertest.Eval[bool](p, onInk) {
			t.Error("a gradient is on the ink while it is drawn")
		}
	})
	p.Wait("the gradients come back", grads+` > 4`)
	p.Wait("on the ink, too", onInk)
	// The seven reaches from 0.25 to 0.75 of the paper across and from 0.2 to 0.85 down: 18 pixels of its height.
	frame := browsertest.Eval[[4]float64](p, `(() => {
		const [a, b] = [".sheet-grad", "#ink"].map((e) => document.querySelector(e).getBoundingClientRect());
		return [(a.left - b.left) / b.width, (a.top - b.top) / b.width, a.width / b.width, a.height / b.width];
	})()`)
	if side := frame[2]; side < 0.8 || side > 1.2 || math.Abs(frame[3]-side) > 1e-3 {
		t.Errorf("the image of the network covers %v of the paper", frame)
	}
	if frame[0] > 0.25 || frame[1] > 0.2 || frame[0]+frame[2] < 0.75 || frame[1]+frame[3] < 0.85 {
		t.Errorf("the ink is not within the image: %v", frame)
	}
	p.Click("#ink-grad")
	p.Wait("it can be left out", `!(`+onInk+`)`)
	p.Click("#ink-grad")
	p.Wait("and comes back", onInk)
	p.Click(fmt.Sprintf(`.gv-edge[data-edge="%d"] .gv-tiles-value`, node(t, native(t), "ReLU", "").ID))
	p.Wait("the unit in the middle of the picture is looked at", `document.querySelector(".inspector h3")?.textContent.
		startsWith("ReLU") && ["24", "25"].includes(document.querySelector("#element-1").value)`)
	p.Screenshot("unit")
	p.Click("#graph-numbers")
	p.Wait("numbers are one switch away",
		`!document.querySelector(".gv-tiles") && document.querySelectorAll(".gv-backward").length > 4`)
	p.Wait("a link has them", `location.hash.includes("graphLook=numbers")`)
}

// What is chosen stays in sight beside folds that are taller than the screen: there is no empty column beside them.
func TestChosenBesideFolds(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Viewport(1280, 800))
	p.Draw(ink, seven())
	p.Wait("the network has answered", best+` === "7"`)
	p.Click(fmt.Sprintf(`.gv-edge[data-edge="%d"] .gv-tiles-value`, node(t, native(t), "ReLU", "").ID))
	p.Wait("a unit is chosen", `document.querySelector(".unit-svg")`)
	for _, fold := range []string{".distributions", ".settings-fold", ".editor"} {
		p.Click(".train-main " + fold + " > summary")
		p.WaitVisible(".train-main " + fold + " > :last-child")
	}
	p.Wait("the folds are taller than two screens",
		`document.querySelector(".train-main").getBoundingClientRect().height > 2 * innerHeight`)
	for _, fold := range []string{".distributions", ".settings-fold", ".editor"} {
		p.Run(`document.querySelector(".train-main ` + fold + ` > :last-child").scrollIntoView({behavior: "instant"})`)
		box := browsertest.Eval[[3]float64](p, `(() => {
			const b = document.querySelector(".chosen-pane").getBoundingClientRect();
			return [b.top, b.bottom, document.querySelector(".train-main").getBoundingClientRect().bottom];
		})()`)
		if top, bottom, end := box[0], box[1], box[2]; bottom < min(end-1, 700) || top > 10 || bottom > end+1 {
			t.Errorf("beside %s, to %v, what is chosen is from %v to %v of a screen of 800", fold, end, top, bottom)
		}
		p.Screenshot("beside" + fold)
	}
	if browsertest.Eval[bool](p, `(() => {
		const c = document.querySelector(".chosen-pane");
		return c.scrollWidth > c.clientWidth;
	})()`) {
		t.Error("what is chosen is cut off at its side")
	}
}
