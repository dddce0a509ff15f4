//go:build !js

package web_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// trainTo presses Train and waits until the network has had so many steps and stands still.
func trainTo(p *browsertest.Page, steps string) {
	p.Wait("it can train", `!document.querySelector("#train-button").disabled`)
	p.Click(trainBtn)
	p.Wait("training is at step "+steps, stepIs(steps)+` && !(`+running+`)`)
}

// choose sets a setting and starts from scratch.
func choose(p *browsertest.Page, settings map[string]string) {
	for name, value := range settings {
		write(p, "#setting-"+name, value)
		p.Wait(name+" is set", fmt.Sprintf(`location.hash.includes("%s=%s")`, name, value))
	}
	p.Click(scratchBtn)
	p.Wait("it is from scratch", stepIs("0"))
}

const (
	runNames   = `[...document.querySelectorAll(".run")].map((e) => e.querySelector(".run-name").textContent).join("; ")`
	runLines   = `document.querySelectorAll(".chart-loss .plot > path.line-run").length`
	lossRead   = `document.querySelector(".chart-loss .readout:not([hidden])")?.innerText ?? ""`
	accuracyOf = `document.querySelector(".chart-accuracy .readout:not([hidden])")?.innerText ?? ""`
)

// Runs are compared: the one before stays beside the one of now, is named by what changed, can be read, hidden and
// removed, and is kept.
func TestRunsAreCompared(t *testing.T) {
	t.Parallel()
	p := open(t, "/#iterations=120&hidden=12&dataSize=10000", browsertest.Viewport(1440, 1000))
	choose(p, nil)
	trainTo(p, "120")
	if got := browsertest.Eval[string](p, runNames); got != "" {
		t.Errorf("one run alone is listed as %q", got)
	}
	choose(p, map[string]string{"optimizer": "Adam"})
	p.Wait("the run before is listed", runNames+` === "nowAdam; 1SGD" && `+runLines+` === 1`)
	trainTo(p, "120")
	p.Wait("the run of now has its end", `document.querySelector(".run-end").textContent.includes("at step 120")`)

	// By pointer, both charts are read at once; by keyboard too.
	p.Draw(".chart-loss .plot-frame", [][][2]float64{{{0.3, 0.5}, {0.4, 0.5}}})
	p.Wait("the loss is read", lossRead+`.match(/^step \d+, epoch [\d.]+\s+loss\s+[\d.]+\s+1\s+[\d.]+$/)`)
	p.Wait("and the accuracy at the same step", accuracyOf+`.split("\n")[0] === `+lossRead+`.split("\n")[0]`)
	p.Wait("which says where it was measured", accuracyOf+`.match(/at step (0, epoch 0|100, epoch 1)$/)`)
	p.Wait("the epochs are on the axis",
		`[...document.querySelectorAll(".chart-accuracy .tick-epoch")].map((e) => e.textContent).join() === "0,1,2"`)
	p.Screenshot("read")
	p.Focus(".chart-loss .plot-frame")
	p.Run(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }))`)
	p.Wait("the last step is read", lossRead+`.startsWith("step 120")`)
	p.Wait("and spoken",
		`document.activeElement.getAttribute("aria-valuetext").match(/^Step 120, epoch 1\.2\. loss [\d.]+(, mean of steps \d+ to 120)?\. SGD [\d.]+(, mean of steps \d+ to 120)?\.$/)`)
	p.Run(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))`)
	p.Wait("nothing is read", lossRead+` === ""`)

	write(p, ".smoothing select", "Much")
	p.Wait("the loss is smoothed over the raw one", `document.querySelector(".chart-loss path.line-raw")`)

	p.Click(".run input")
	p.Wait("the run before is hidden", runLines+` === 0`)
	p.Click(".run input")
	p.Wait("it is there again", runLines+` === 1`)
	p.Wait("the runs are kept", `await `+keptRuns+`.then(JSON.parse).then((k) => k.Now?.Loss.Points.at(-1).X === 120 && k.Earlier[0].Hidden === false)`)
	p.Reload()
	p.Wait("they are there after a reload", stepIs("120")+` && `+runNames+` === "nowAdam; 1SGD" && `+runLines+` === 1`)
	p.Wait("with the curve of now", `document.querySelector(".run-end").textContent.includes("at step 120")`)
	p.Click(".run-remove")
	p.Wait("it is removed", `document.querySelector(".runs").hidden && `+runLines+` === 0`)
}

const keptRuns = keptLast + `.then((last) => last?.runs ?? "{}")`

// A finger reads a chart, and what it has read stays when it is lifted.
func TestRunsOnAPhone(t *testing.T) {
	t.Parallel()
	p := open(t, "/#iterations=60&hidden=12&dataSize=10000", browsertest.Phone)
	choose(p, nil)
	trainTo(p, "60")
	choose(p, nil)
	trainTo(p, "60")
	p.Wait("they differ in nothing", runNames+` === "nowrun 2; 1run 1"`)
	p.TouchDraw(".chart-loss .plot-frame", [][][2]float64{{{0.2, 0.5}, {0.3, 0.5}, {0.4, 0.5}}})
	p.Wait("the loss is read", lossRead+`.startsWith("step ")`)
	if wide := browsertest.Eval[float64](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
		t.Errorf("the page is %v pixels too wide", wide)
	}
	p.Screenshot("phone")
}

// In a deep network of Sigmoids with small weights the gradients vanish on the way to the input; with Xavier, or with
// ReLU and He, they do not.
func TestVanishingGradientsAreSeen(t *testing.T) {
	t.Parallel()
	p := open(t, "/#iterations=30&hidden=50,50,50,50&activation=Sigmoid&dataSize=10000",
		browsertest.Viewport(1440, 1000))
	p.Run(`document.querySelector(".distributions > summary").click()`)
	p.Wait("the network is measured", `document.querySelector(".spread")`)
	p.Click(".distributions-of .segment:nth-child(2)")
	p.Wait("it alone is explained",
		`(([help, ...more]) => help.includes("radient") && more.length === 0)(
			[...document.querySelectorAll(".one-of > *")].filter((e) => getComputedStyle(e).visibility === "visible").map((e) => e.textContent))`)
	for _, c := range []struct {
		activation, init string
		// of the first layer's gradient over that of the last hidden layer; see TestGradientsVanish of the session
		least, most float64
	}{
		{"Sigmoid", "Normal", 0, 1e-4}, {"Sigmoid", "Xavier", 5e-3, 1}, {"ReLU", "He", 0.3, 3},
	} {
		p.Run(fmt.Sprintf(`[...document.querySelectorAll("[name=activation]")].find((e) => e.value === %q).click()`,
			c.activation))
		write(p, "#setting-init", c.init)
		p.Wait("the settings are there",
			fmt.Sprintf(`document.querySelector("#setting-init").value === %q && document.querySelector("[name=activation]:checked").value === %q`, c.init, c.activation))
		p.Click(scratchBtn)
		// Where a network has been trained, the page asks first.
		p.Wait("fresh weights are measured",
			`(document.querySelector(".fresh-asks button")?.click(), true) && `+stepIs("0")+fmt.Sprintf(
				` && document.querySelector(".spread-to").textContent === "0" && document.querySelector(".spread figcaption").textContent === "%s1"`, c.activation))
		trainTo(p, "30")
		p.Wait("the last step is measured", `document.querySelector(".spread-to").textContent === "30"`)
		layers := browsertest.Eval[[]string](p,
			`[...document.querySelectorAll(".spread")].map((e) => e.querySelector("figcaption").textContent + " " + e.dataset.rms)`)
		if len(layers) != 5 || !strings.HasPrefix(layers[4], "Affine5 ") {
			t.Fatalf("layers %q", layers)
		}
		rms := func(i int) float64 {
			v, err := strconv.ParseFloat(strings.Fields(layers[i])[1], 64)
			if err != nil {
				t.Error(err)
			}
			return v
		}
		if ratio := rms(0) / rms(3); !(ratio >= c.least && ratio <= c.most) {
			t.Errorf("%s, %s: first over last %.3g, want %g to %g: %q", c.activation, c.init, ratio, c.least, c.most,
				layers)
		}
		p.Run(`document.querySelector(".distributions").scrollIntoView()`)
		p.Screenshot(c.activation + c.init)
	}
	lines := browsertest.Eval[int](p, `document.querySelectorAll(".chart-rms .plot > path.line").length`)
	painted := browsertest.Eval[int](p, `[...document.querySelectorAll(".spread canvas")].filter((c) => c.getContext("2d").getImageData(0, 0, c.width, c.height).data.some((v) => v > 0)).length`)
	if lines != 5 || painted != 5 {
		t.Errorf("%d lines and %d pictures of 5 layers", lines, painted)
	}
}
