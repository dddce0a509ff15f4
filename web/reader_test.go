//go:build !js

package web_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

const (
	verdicts = `[...document.querySelectorAll(".verdict")].map((v) => [...v.children].map((e) => e.textContent).join("|"))`
	unsure   = `document.querySelector(".verdict-percent").textContent === "not sure"`
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
	if browsertest.Eval[bool](p, `!!document.querySelector(".bar-best")`) {
		t.Error("a bar wins all the same")
	}
	p.Wait("it is said",
		`document.querySelector(".draw [aria-live]").textContent === "The network is not sure that this is a digit."`)
	p.Screenshot("unsure")
	p.Click(".draw .row button:nth-child(1)") // Clear
	p.Wait("nothing is said of an empty sheet", verdicts+`.join() === "||"`)
	p.Draw(ink, seven())
	p.Wait("of a 7 it is sure", best+` === "7"`)
}

// What the learner trains stands beside the reader, from its first step on, and goes away with it.
func TestTwoNetworksAnswer(t *testing.T) {
	t.Parallel()
	p := open(t, "/#iterations=30", browsertest.Viewport(1440, 900))
	p.Draw(ink, seven())
	p.Wait("the reader answers alone", verdicts+`.length === 1 && `+verdicts+`[0].startsWith("Built-in reader|7|")`)
	p.Click(scratchBtn)
	p.Wait("the network is a fresh one", figure("Step")+`.startsWith("0")`)
	p.Wait("a fresh network has nothing to say", verdicts+`.length === 1`)
	p.Click(trainBtn)
	p.Wait("both answer", verdicts+`.length === 2 && `+verdicts+`[0].startsWith("Your network|")`)
	p.Wait("training ends", `!(`+running+`) && `+figure("Step")+`.startsWith("30")`)
	p.Wait("the reader has not changed its mind", verdicts+`[1].startsWith("Built-in reader|7|")`)
	p.Wait("both have bars", `document.querySelectorAll(".bar-second").length === 10`)
	p.Screenshot("two")
	p.Click(builtinBtn)
	p.Wait("the reader answers alone again", verdicts+`.length === 1 && `+best+` === "7"`)
}
