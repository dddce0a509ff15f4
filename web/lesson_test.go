//go:build !js

package web_test

import (
	"fmt"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// numbers is what a learner would compare: the accuracies of the network from step to step, and what it says of a
// drawing.
var numbers = figure("Test accuracy") + `+ [...document.querySelectorAll(".chart-accuracy svg, .bar-text")].map((e) => " | " + (e.ariaLabel || e.textContent)).join("")`

// most is the digit that the network finds most probable, sure of it or not.
const most = `[...document.querySelectorAll(".bar-text.of-network")].map((e) => parseFloat(e.textContent)).reduce((b, p, i, all) => p > all[b] ? i : b, 0).toString()`

// readAt says that the network has read the drawing after so many steps: there is then nothing more to come.
func readAt(step string) string {
	return `document.querySelector(".answer").dataset.step === "` + step + `"`
}

// A person builds a network by hand, trains it, opens an image that it gets wrong, and shares a link. Somebody else
// opens the link, and gets the same network, the same drawing and the same numbers.
func TestFromTheEditorToALink(t *testing.T) {
	t.Parallel()
	p := open(t, "/#dataSize=10000", browsertest.Viewport(1440, 1300))
	p.Draw(ink, seven())
	p.Click(".editor > summary")
	p.Wait("the layers are there", layerNames+` === "Affine1,ReLU1,Affine2"`)
	p.Run(`const s = document.querySelector("#layer-kind"); s.value = "BatchNormalization"; s.dispatchEvent(new Event("change", {bubbles: true}))`)
	p.Click(`[data-act="add"]`)
	p.Wait("a layer is added", layerNames+`.replace("\u00ad", "") === "Affine1,ReLU1,BatchNormalization1,Affine2"`)
	enter := func(field, text string) {
		p.Click(field)
		p.Run(fmt.Sprintf(`document.querySelector(%q).select()`, field))
		p.Key(text + "\r")
	}
	enter("#layer-0-units", "24")
	p.Click(".settings-fold > summary")
	enter("#setting-iterations", "200")
	p.Wait("the link has all of it",
		`["network=affine24-relu-batchnorm-affine10", "iterations=200"].every((s) => location.hash.includes(s))`)
	p.Click(".editor-end button")
	p.Wait("the network is in force", `document.querySelector(".network").textContent.includes("19,138 parameters")`)
	p.Click(trainBtn)
	trained := figure("Step") + ` === "200" && document.querySelector("#train-button").textContent === "Go on"`
	p.Wait("200 steps are done", trained)
	p.Wait("the drawing is read by the trained network", seen+` === "7" && `+readAt("200"))
	want := browsertest.Eval[string](p, numbers)

	p.Run(`document.querySelector(".mistakes").scrollIntoView()`)
	p.Wait("the surest mistakes are listed", `document.querySelectorAll(".mistake").length > 0`)
	p.Click(".mistakes-list li:first-child button")
	p.Wait("the graph is of that image", `document.querySelector(".graph-of").textContent.includes("The target is its label")`)
	p.Wait("the network takes it for another digit", `((_, digit, label) => digit !== label && `+most+` === digit)(
		...document.querySelector(".graph-of").textContent.match(/for an? (\d), [\d.]+%. The target is its label, (\d)/))`)
	p.Screenshot("mistake")
	p.Click(".draw .row button:nth-child(2)") // Undo: the drawing is back
	p.Wait("the link has the steps and the drawing",
		`["steps=200", "strokes="].every((s) => location.hash.includes(s))`)
	link := browsertest.Eval[string](p, `location.pathname + location.hash`)

	other := open(t, link, browsertest.Viewport(1440, 1300)) // an origin of its own: nothing is kept there
	other.Wait("the link's network is there",
		`document.querySelector(".network").textContent.includes("19,138 parameters")`)
	other.Wait("200 steps are done, by itself", trained)
	other.Wait("the drawing is read by the trained network", seen+` === "7" && `+readAt("200"))
	other.Screenshot("link")
	if got := browsertest.Eval[string](other, numbers); got != want {
		t.Errorf("the link gives\n%s, not\n%s", got, want)
	}
	other.Wait("it is kept", `await `+keptNetwork+` === 200`)
	other.Reload()
	other.Wait("after a reload it is as it was", trained+` && `+seen+` === "7"`)
}
