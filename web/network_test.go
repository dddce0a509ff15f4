//go:build !js

package web_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// A link brings a convolutional network: it trains, tells digits apart, and its graph is shown.
func TestNetworkOfALink(t *testing.T) {
	p := open(t, "/#network=conv8k5-relu-pool2-affine50-relu-affine10&init=He&optimizer=Adam&iterations=150", browsertest.Viewport(1440, 900))
	p.Wait("its layers are told", `document.querySelector(".network").textContent.includes("conv8k5")`)
	p.Click(trainBtn)
	p.WaitFor(browsertest.Patience*4, "150 steps are done", figure("Step")+` === "150"`)
	p.Wait("its accuracy is told", `(`+percentOf+`)(`+figure("Test accuracy")+`) > 0.85`)
	p.Draw(ink, seven())
	p.Wait("the bar of 7 wins", best+` === "7"`)
	p.Wait("the graph has the convolution", `document.querySelector(".graph svg")?.textContent.includes("Convolution1")`)
	p.Screenshot("network")
}
