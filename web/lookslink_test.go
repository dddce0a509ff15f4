//go:build !js

package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// listed is how many lists of elements there are.
const listed = `document.querySelectorAll('[aria-label^="Elements of the"]').length`

// looked is what a reader sees of all that was opened, chosen and looked at.
const looked = `JSON.stringify({
	folds: [...document.querySelectorAll("main details")].filter((e) => e.open).map((e) => e.className),
	bars: ` + netBars + `, time: ` + timeAt + `,
	contrast: document.querySelector(".contrast")?.innerText ?? "",
	pulled: document.querySelector(".pull-said")?.textContent ?? "",
	slopes: [...document.querySelectorAll("#pull-tangent, #pull-secant")].map((e) => e.textContent),
	fooled: document.querySelector(".fool-words")?.textContent ?? "",
	graph: document.querySelector(".graph-of")?.textContent ?? "",
	listed: ` + listed + `,
	smoothing: [...document.querySelectorAll(".smoothing select")].map((e) => e.value),
})`

// A teacher trains, opens folds, pulls a weight, looks back, fools the network, and copies the address: who opens it in
// another browser has all of that before them.
func TestAllThatOneLooksAtIsInTheLink(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=12&dataSize=10000&iterations=200", browsertest.Viewport(1280, 1900))
	p.Draw(ink, seven())
	p.Click(trainBtn)
	p.Wait("it has been trained", figure("Step")+`.startsWith("200") && !(`+running+`)`)
	p.Wait("moments are remembered", timeDone+`.includes("moments")`)
	for _, fold := range []string{".epochs", ".settings-fold", ".own"} {
		p.Click(fold + " > summary")
	}
	write(p, ".smoothing select", "Much")

	p.Run(`document.querySelector(".graph-main").scrollIntoView()`)
	press(p, "#graph-batch")
	press(p, `.graph-svg [data-scope="Affine2"][tabindex]`)
	press(p, fmt.Sprintf(`.graph-svg [data-node="%d"][tabindex]`, node(t, native(t), "Param", "W2").ID))
	p.WaitVisible("#element-1")
	write(p, "#element-0", 4)
	write(p, "#element-1", 3)
	press(p, "#table")
	p.Wait("all elements are listed", listed+" > 0")
	p.Click(".pull > summary")
	p.Wait("the curve is there", `document.querySelector("#pull-at")`)
	p.Focus("#pull-at")
	for range 5 {
		p.Key(kb.ArrowRight)
	}
	p.Wait("it is pulled", `document.querySelector(".pull-said").textContent.includes("is pulled to")`)

	p.Click(".fool-fold > summary")
	p.Click("#fool-step")
	p.Wait("a step is taken", foolSays(`^Step 1 of \d+: your network `))
	p.Click("#fool-step")
	p.Wait("and one more", foolSays(`^Step 2 of \d+: your network `))

	p.Wait("the address has all of it", `["open=settings,epochs,own,pull,fool,elements", "steps=200", "strokes=", "node=",
		"graphElement=", "graphInput=batch", "pullBy=5", "foolFrame=2", "smoothing=Much"].every((part) => location.hash.includes(part))`)
	want, hash := browsertest.Eval[string](p, looked), browsertest.Eval[string](p, "location.hash")
	p.Screenshot("author")

	q := open(t, "/"+hash, browsertest.Viewport(1280, 1900))
	q.WaitFor(2*browsertest.Patience, "a reader sees the same", looked+" === "+fmt.Sprintf("%q", want))
	q.Screenshot("reader")
	if got := browsertest.Eval[string](q, "location.hash"); got != hash {
		t.Errorf("the reader's address is %s, the author's %s", got, hash)
	}
}

// A node may be of the network that a link describes, and not be in the one that is there before it is trained.
func TestTheNodeOfALinksNetwork(t *testing.T) {
	t.Parallel()
	p := open(t, "/#network=affine9-relu-affine9-relu-affine9-relu-affine10&dataSize=10000&steps=20&graphInput=batch"+
		"&node=17")
	p.Wait("its weights are looked at",
		`/^W4, Param in Affine4/.test(document.querySelector(".inspector h3")?.textContent)`)
	p.Wait("the address has them", `/node=17/.test(location.hash) && /steps=20/.test(location.hash)`)
	q := open(t, "/#hidden=9&dataSize=10000&steps=20&node=99")
	q.Wait("a node that is not there is none", figure("Step")+`.startsWith("20") && !/node=/.test(location.hash)`)
}

// Of earlier moments a link has which one is looked at, and which one beside it.
func TestTheMomentIsInTheLink(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=12&dataSize=10000&iterations=200&steps=200&sample=3&moment=3&momentBeside=20",
		browsertest.Viewport(1280, 1900))
	looks := func() {
		t.Helper()
		p.WaitFor(2*browsertest.Patience, "step 3 is looked at", timeAt+`.startsWith("You look at step 3 of 200")`)
	}
	looks()
	p.Wait("the network is kept", `await `+keptNetwork+` === 200`)
	p.Reload() // which brings the network, without its moments
	looks()
	if said := browsertest.Eval[string](p, `document.querySelector(".notice-news")?.textContent ?? ""`); said != "" {
		t.Errorf("after a reload the page says: %s", said)
	}
	p.Wait("its bars are there", `document.querySelector(".answer").dataset.step === "3"`)
	const errors = `[...document.querySelectorAll(".error")].map((e) => e.textContent).join("")`
	if said := browsertest.Eval[string](p, errors); said != "" { // as when training is ordered twice
		t.Errorf("the page complains: %s", said)
	}
	p.Wait("step 20 is beside it", `/20/.test(document.querySelector(".contrast")?.textContent)`)
	p.Screenshot("moments")
	browsertest.Eval[any](p, timeButton("Now")+`.click()`)
	p.Wait("the address follows", `!/moment=/.test(location.hash) && /momentBeside=20/.test(location.hash)`)
}
