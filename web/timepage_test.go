//go:build !js

package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

const (
	timeAt   = `document.querySelector(".time-at").textContent`
	timeDone = `document.querySelector(".time-head .help").textContent`
	graphOf  = `document.querySelector(".graph-panel, .graph")?.textContent`
	netBars  = `[...document.querySelectorAll(".bar-text.of-network")].map((e) => e.textContent).join(" ")`
)

// timeButton is a button beside or below the slider, by its label.
func timeButton(label string) string {
	return `[...document.querySelectorAll(".time button")].find((b) => b.textContent === "` + label + `")`
}

// slowReader has a drawing classified later than the film goes on by itself, as on a busy machine, once slow is true.
const slowReader = `const post = Worker.prototype.postMessage;
	Worker.prototype.postMessage = function (message, ...rest) {
		const kind = message.message && new TextDecoder().decode(message.message.subarray(0, 12));
		const late = window.slow && kind?.includes("Classify");
		setTimeout(() => post.call(this, message, ...rest), late ? 300 : 0);
	}`

// Who trains and slides back sees the drawing's bars and the graph of that step, comes back to the present, and goes on
// from an earlier step.
func TestBackInTime(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=12&dataSize=10000&iterations=250", browsertest.Viewport(1280, 1900),
		browsertest.Before(slowReader))
	p.Draw(ink, seven())
	p.Wait("it is classified", best+` === "7"`)
	if !browsertest.Eval[bool](p, `document.querySelector("#time-slider").disabled`) {
		t.Error("there is a way back before anything was trained")
	}
	p.Screenshot("before")
	p.Click(trainBtn)
	p.Wait("it has been trained", figure("Step")+`.startsWith("250") && !(`+running+`)`)
	p.Wait("moments are remembered", timeDone+`.includes("moments")`)
	p.Wait("the bars are of the present", `document.querySelector(".answer").dataset.step === "250"`)
	now := browsertest.Eval[string](p, netBars)
	p.Screenshot("present")
	p.Focus("#time-slider")
	p.Key(kb.Home)
	p.Wait("step 0 is looked at", timeAt+`.startsWith("You look at step 0 of 250")`)
	p.Wait("the bars are of step 0", `document.querySelector(".answer").dataset.step === "0"`)
	if first := browsertest.Eval[string](p, netBars); first == now {
		t.Errorf("the bars of step 0 are those of step 250: %s", now)
	}
	p.Screenshot("past")
	p.Wait("the graph is of step 0", `document.querySelector("#graph-title").closest("section").textContent.includes("at step 0")`)
	p.Key(kb.ArrowRight)
	p.Wait("step 1 is looked at", timeAt+`.startsWith("You look at step 1 of 250")`)
	browsertest.Eval[any](p, timeButton("Now")+`.click()`)
	p.Wait("the bars are of the present again", `document.querySelector(".answer").dataset.step === "250"`)
	if again := browsertest.Eval[string](p, netBars); again != now {
		t.Errorf("back in the present the bars are %s, and were %s", again, now)
	}

	browsertest.Eval[any](p, `window.slow = true, window.steps = ["250"], new MutationObserver(() => {
		const step = document.querySelector(".answer").dataset.step;
		if (window.steps.at(-1) !== step) window.steps.push(step);
	}).observe(document.querySelector(".draw"), {subtree: true, attributes: true})`)
	browsertest.Eval[any](p, timeButton("Play")+`.click()`)
	p.Wait("the film has gone through all of them, to the present", `window.steps.at(-1) === "250" && window.steps.length > 1`)
	film := browsertest.Eval[[]string](p, `(window.slow = false, window.steps)`)
	if want := "250 0 1 2 3 5 7 10 14 20 30 50 70 100 140 200 250"; strings.Join(film, " ") != want {
		t.Errorf("the film has the steps %q, want %s", film, want)
	}

	p.Focus("#time-slider")
	p.Key(kb.ArrowLeft + kb.ArrowLeft + kb.ArrowLeft)
	p.Wait("step 100 is looked at", timeAt+`.startsWith("You look at step 100 of 250")`)
	browsertest.Eval[any](p, timeButton("Compare this step")+`.click()`)
	p.Key(kb.ArrowLeft)
	p.Wait("two steps stand beside each other", `document.querySelector(".contrast h4")?.textContent === "Step 70 and step 100 on your drawing"`)
	p.WaitVisible(".contrast .ink-image")
	p.Screenshot("compared")
	p.Key(kb.ArrowRight)
	browsertest.Eval[any](p, timeButton("End comparing")+`.click()`)
	p.Wait("step 100 is looked at", timeAt+`.startsWith("You look at step 100 of 250")`)
	browsertest.Eval[any](p, timeButton("Train from here")+`.click()`)
	p.Wait("it asks", `!!`+timeButton("Train from step 100"))
	p.Screenshot("asks")
	browsertest.Eval[any](p, timeButton("Train from step 100")+`.click()`)
	p.Wait("it has gone on to step 250", figure("Step")+`.startsWith("250") && !(`+running+`)`)
	p.Wait("the bars are of the present", `document.querySelector(".answer").dataset.step === "250"`)
	if again := browsertest.Eval[string](p, netBars); again != now {
		t.Errorf("going on from step 100 the bars are %s, and were %s", again, now)
	}
	p.Screenshot("gone-on")
}

// In a frame of the panel Train alone, on a phone, two moments are compared on a test image, and a step is saved.
func TestTwoMoments(t *testing.T) {
	t.Parallel()
	p := open(t, "/embed/train#hidden=12&dataSize=10000&iterations=250", browsertest.Phone, browsertest.Dark,
		browsertest.Before(`HTMLAnchorElement.prototype.click = function () { window.saved = this.download; };`))
	p.Click(trainBtn)
	p.Wait("it has been trained", figure("Step")+`.startsWith("250") && !(`+running+`)`)
	p.Wait("moments are remembered", timeDone+`.includes("moments")`)
	height := browsertest.Eval[float64](p, `document.querySelector(".time").getBoundingClientRect().height`)
	p.Focus("#time-slider")
	p.Key(kb.Home)
	p.Wait("step 0 is looked at", timeAt+`.startsWith("You look at step 0 of 250")`)
	if now := browsertest.Eval[float64](p, `document.querySelector(".time").getBoundingClientRect().height`); now != height {
		t.Errorf("the slider’s place is %v high in the past, and was %v", now, height)
	}
	browsertest.Eval[any](p, timeButton("Compare this step")+`.click()`)
	browsertest.Eval[any](p, timeButton("Now")+`.click()`)
	p.Wait("step 0 stands beside the present", `document.querySelector(".contrast h4")?.textContent === "Step 0 and step 250 on a test image"`)
	p.WaitVisible(".contrast .ink-image")
	pairs := browsertest.Eval[string](p, `document.querySelector(".contrast .pair-target .pair-text").textContent`)
	if !strings.HasPrefix(pairs, "10.") && !strings.HasPrefix(pairs, "9.") {
		t.Errorf("the fresh network gives its target %s", pairs)
	}
	browsertest.Eval[any](p, `document.querySelector(".time").scrollIntoView()`)
	p.Screenshot("compared")
	p.Focus("#time-slider")
	p.Key(kb.ArrowLeft)
	p.Wait("step 200 takes the place of the present", `document.querySelector(".contrast h4").textContent.startsWith("Step 0 and step 200")`)
	browsertest.Eval[any](p, timeButton("Save this step")+`.click()`)
	p.Wait("step 200 is saved", `window.saved === "inkgrad-784-12-10-step-200.safetensors"`)
	browsertest.Eval[any](p, timeButton("End comparing")+`.click()`)
	p.Wait("they are no longer there", `document.querySelector(".contrast").hidden`)
}
