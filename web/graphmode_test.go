//go:build !js

package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// A batch is shown as in training and a drawing as for a prediction, each with what it was computed from, and the
// switch shows the other; a network that computes the same in both has no switch.
func TestTrainingAndPrediction(t *testing.T) {
	t.Parallel()
	const network = "network=affine20-batchnorm-dropout0.5-affine10&unfolded=BatchNormalization1,Dropout1"
	for name, device := range map[string]browsertest.Option{
		"wide": browsertest.Viewport(1280, 1000), "phone": browsertest.Phone} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, "/embed/graph#"+network, device)
			p.WaitVisible(".graph-svg .gv-frame")
			has := func(when string, words ...string) {
				t.Helper()
				for _, word := range words {
					not := ""
					if strings.HasPrefix(word, "!") {
						word, not = word[1:], "!"
					}
					p.Wait(fmt.Sprintf("%s: %s%s", when, not, word), fmt.Sprintf(
						`%sdocument.querySelector(".graph").textContent.includes(%q)`, not, word))
				}
			}
			train := []string{"Variance", "mask", "the variance of this batch", "!running mean", "!1 − ratio"}
			predict := []string{"!Variance", "running variance", "1 − ratio", "no gradient passes"}
			has("a batch", train...)
			p.Screenshot("train-" + name)
			press(p, "#graph-predict")
			has("a batch, as for a prediction", predict...)
			p.Wait("the link says so", `location.hash.includes("graphMode=predict")`)
			press(p, "#graph-train")
			has("a batch again", train...)
			p.Wait("the link says nothing", `!location.hash.includes("graphMode")`)
			press(p, "#graph-own")
			p.WaitVisible("#graph-label") // the target can be chosen
			p.Click(".graph-target button")
			has("a digit", append(predict, "More ink lowers the loss", "!%, in a prediction")...)
			press(p, "#graph-steps")
			press(p, `.graph .stepper-button[aria-label="Step"]`)
			press(p, `.graph .stepper-button[aria-label="Step"]`)
			has("in steps", "Normalize of Affine1 (1×20) and running mean (20) and running variance (20)",
				"followed those of the batches in training")
			p.Screenshot("predict-" + name)
			press(p, "#graph-train")
			has("a digit in training", "With a batch of 1 each image is its own mean", "%, in a prediction. The target",
				"No pixel changes the loss here", "!More ink")
			p.Screenshot("digit-train-" + name)
		})
	}
	p := browsertest.Open(t, "/embed/graph", browsertest.Dark)
	p.WaitVisible(".graph-svg .gv-box")
	if browsertest.Eval[bool](p, `document.querySelector("#graph-train") !== null`) {
		t.Error("a network of one mode has a switch")
	}
}
