//go:build !js

package web_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestBatchOfANormalization looks at a unit of a BatchNormalization over the images of the batch: before and after, in
// training and in a prediction, with the numbers that the graph has.
func TestBatchOfANormalization(t *testing.T) {
	t.Parallel()
	const network = "network=affine20-relu-batchnorm-affine10&unfolded=BatchNormalization1&graphMode=train&seed=3"
	for name, options := range views(1440, 1000) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, "/#"+network, options...)
			p.Run(`document.querySelector(".graph-main").scrollIntoView()`)
			press(p, "#graph-batch")
			choose := func(begin string) {
				selector := fmt.Sprintf(`.graph-svg [data-node][tabindex][aria-label^=%q]`, begin)
				press(p, selector)
			}
			const bars, words = `document.querySelectorAll(".unit-svg .unit-bar").length`, ".unit-words"
			choose("Normalize")
			p.WaitVisible(".unit-svg .unit-plot")
			write(p, "#unit-at", 7)
			p.Wait("the element is of that unit", `document.querySelector("#element-1").value === "7"`)
			p.Wait("the words are of the batch", `document.querySelector(".unit-words").textContent.startsWith("Over the 100 images")`)
			if n := browsertest.Eval[int](p, bars); n < 4 {
				t.Errorf("%d bars", n)
			}
			before, after := unitFigures(t, p, 0), unitFigures(t, p, 1)
			choose("Mean")
			p.Wait("its mean is there, of the same unit", `document.querySelector(".inspector h3").textContent.startsWith("Mean")`)
			write(p, "#unit-at", 7)
			p.Wait("the element is that unit", `document.querySelector("#element-0").value === "7"`)
			// Three digits are shown in the picture.
			shown := reads(t, p.Text(".element-values .key-forward"))
			if math.Abs(shown-before[0]) > 6e-3*math.Abs(shown) {
				t.Errorf("the mean before is %v, and the node has %v", before[0], shown)
			}
			// A new layer has γ = 1 and β = 0.
			if math.Abs(after[0]) > 1e-3 || math.Abs(after[1]-1) > 1e-2 {
				t.Errorf("after it the mean is %v and the deviation %v", after[0], after[1])
			}
			picture := func(name string) {
				p.Run(`document.querySelector(".unit").scrollIntoView({block: "center"})`)
				p.Screenshot(name)
			}
			choose("Normalize")
			p.WaitVisible("#element-1")
			picture("training")
			p.Run(`document.querySelector("#graph-predict").click()`)
			p.Wait("the running ones are told", `document.querySelector(".unit-words").textContent.includes("running mean")`)
			picture("prediction")
			if text := p.Text(words); !strings.Contains(text, "the batch does not count") {
				t.Errorf("it says %q", text)
			}
			if wide := browsertest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d pixels too wide", wide)
			}
		})
	}
}

// unitFigures reads the mean and the deviation of a row of the picture.
func unitFigures(t *testing.T, p *browsertest.Page, row int) [2]float64 {
	t.Helper()
	text := browsertest.Eval[string](p, fmt.Sprintf(`document.querySelectorAll(".unit-figures")[%d].textContent`, row))
	mean, deviation, ok := strings.Cut(strings.TrimPrefix(text, "mean "), ", deviation ")
	if !ok {
		t.Fatalf("the picture says %q", text)
	}
	return [2]float64{reads(t, mean), reads(t, deviation)}
}
