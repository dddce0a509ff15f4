//go:build !js

package web_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

const (
	verdicts = `[...document.querySelectorAll(".verdict")].map((v) => [...v.children].map((e) => e.textContent).join("|"))`
	unsure   = `document.querySelector(".verdict-reader .verdict-percent").textContent === "not sure"`
)

func scribble() [][][2]float64 {
	return [][][2]float64{
		{{0.1, 0.1}, {0.9, 0.9}, {0.1, 0.8}, {0.9, 0.2}, {0.5, 0.05}, {0.5, 0.95}, {0.15, 0.5}, {0.85, 0.45}}}
}

// A scribble is no digit: the page says so, to everybody, and no bar wins.
func TestAScribbleIsNotSure(t *testing.T) {
	t.Parallel()
	p := open(t, "/")
	p.Draw(ink, scribble())
	p.Wait("the reader is not sure", unsure)
	if browsertest.Eval[bool](p, best+` !== undefined`) {
		t.Error("a bar wins all the same")
	}
	p.Wait("it is said",
		`document.querySelector(".draw [aria-live]").textContent.endsWith("Reader, a convolutional network, is not sure that this is a digit.")`)
	p.Screenshot("unsure")
	p.Click(".draw .row button:nth-child(1)") // Clear
	p.Wait("nothing is said of an empty sheet", verdicts+`.join() === "Built-in network|784–50–10||,Reader|a convolutional network||"`)
	p.Draw(ink, seven())
	p.Wait("of a 7 it is sure", best+` === "7"`)
}

// Both networks answer by their names, always: the one whose graph is shown, and the reader.
func TestTwoNetworksAnswer(t *testing.T) {
	t.Parallel()
	p := open(t, "/#iterations=30&dataSize=10000", browsertest.Viewport(1440, 900))
	answers := func(network string) string {
		return `((own, reader) => own.startsWith("` + network + `") && reader.startsWith("Reader|a convolutional network|7|"))(...` +
			verdicts + `)`
	}
	p.Draw(ink, seven())
	p.Wait("the built-in network and the reader answer", answers("Built-in network|784–50–10|"))
	p.Wait("both have their probabilities", `["network", "reader"].every((of) =>
		document.querySelectorAll(".bar-text.of-" + of).length === 10 &&
		Math.abs([...document.querySelectorAll(".bar-text.of-" + of)].reduce((s, e) => s + parseFloat(e.textContent), 0) - 100) < 0.6)`)
	p.Click(scratchBtn)
	p.Wait("a fresh network is not sure", answers("Your network|784–50–10, untrained|?|not sure"))
	p.Click(trainBtn)
	p.Wait("training ends", `!(`+running+`) && `+figure("Step")+`.startsWith("30")`)
	p.Wait("it has learned something", answers("Your network|784–50–10|")+` && `+readAt("30"))
	p.Screenshot("two")
	p.Click(builtinBtn)
	p.Wait("the built-in network answers again", answers("Built-in network|784–50–10|")+` && `+readAt("10000"))
}
