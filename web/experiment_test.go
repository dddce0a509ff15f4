//go:build !js

package web_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

const (
	experimentBtn  = ".experiment-run"
	experimentBack = ".experiment-back"
	experimentEnds = `[...document.querySelectorAll(".experiment-end")].map((e) => e.lastChild.textContent)`
	experimentNews = `document.querySelector(".experiment > [role=status]").textContent`
)

// An experiment is one click away: a link brings its sentence, and Run trains its networks one after the other, whose
// curves and outcomes stand beside each other. The learner's settings and network come back.
func TestExperiment(t *testing.T) {
	t.Parallel()
	p := open(t, "/#hidden=12&iterations=40&dataSize=10000&experiment=learning-rate", browsertest.Viewport(1440, 1000))
	p.Wait("the sentence is there, and nothing trains",
		`document.querySelector(".experiment-watch").textContent.includes("overshoot") && !(`+running+`)`)
	p.Wait("it is in sight", `document.querySelector(".experiment-body").getBoundingClientRect().bottom <= innerHeight`)
	p.Screenshot("chosen")
	choose(p, nil)
	trainTo(p, "40")
	p.Click(experimentBtn)
	p.Wait("it asks first", `document.querySelector(".experiment .fresh-asks button") && !(`+running+`)`)
	p.Screenshot("asks")
	p.Click(".experiment .fresh-asks button")
	p.Wait("all four have ended", experimentEnds+`.every((e) => e.startsWith("loss ")) && !(`+running+`)`)
	p.Run(`document.querySelector(".starts").scrollIntoView()`)
	p.Screenshot("ended")
	p.Wait("the last one guesses, which is said", experimentNews+`.match(/^Rate 10: loss 2\.\d+, test (9|10|11)\.\d+%\.$/)`)
	p.Wait("the runs have the names of the experiment",
		runNames+` === "nowRate 10; 4Rate 1; 3Rate 0.1; 2Rate 0.01; 1run 1" && `+runLines+` === 3`)
	p.Run(`document.querySelector(".train-runs").scrollIntoView()`)
	p.Screenshot("runs")
	p.Click(experimentBack)
	p.Wait("the network is back", stepIs("40")+` && location.hash.includes("hidden=12") && !location.hash.includes("Rate=10")`)
	p.Wait("with its curve", runNames+` === "nowrun 6; 5Rate 10; 4Rate 1; 3Rate 0.1; 2Rate 0.01"`)
	p.Run(`document.querySelector(".starts").scrollIntoView()`)
	p.Screenshot("back")
}

// In a frame on a phone an experiment fits, runs by keyboard, is paused, and opens what there is to see.
func TestExperimentOnAPhone(t *testing.T) {
	t.Parallel()
	p := open(t, "/embed/train#experiment=relu-layers", browsertest.Phone, browsertest.Dark)
	p.Wait("it can run", `!document.querySelector(".experiment-run").disabled`)
	p.Screenshot("chosen")
	p.Focus(experimentBtn)
	p.Key("\r")
	p.Wait("the gradients are shown",
		`document.querySelector(".distributions").open && document.querySelector(".distributions-of input:checked").value === "activation-gradient"`)
	p.Wait("it goes on after a divergence", experimentEnds+`[0].startsWith("diverged") && `+experimentEnds+`[1] !== "–"`)
	p.Click(experimentBtn)
	p.Wait("it is stopped, which is said", experimentNews+`.includes("The experiment was ended ") && !(`+running+`)`)
	if wide := browsertest.Eval[float64](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
		t.Errorf("the page is %v pixels too wide", wide)
	}
	p.Run(`document.querySelector(".starts").scrollIntoView()`)
	p.Screenshot("stopped")
	p.Run(`document.querySelector(".distributions").scrollIntoView()`)
	p.Screenshot("seen")
}
