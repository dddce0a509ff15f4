//go:build !js

package web_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// A link brings a convolutional network: it trains, tells digits apart, and its graph is shown.
func TestNetworkOfALink(t *testing.T) {
	t.Parallel()
	p := open(t, "/#network=conv8k5-relu-pool2-affine50-relu-affine10&init=He&optimizer=Adam&iterations=150"+
		"&dataSize=10000",
		browsertest.Viewport(1440, 900))
	p.Wait("its layers are told",
		`document.querySelector(".network").textContent.includes("Convolution 8 of 5×5, ReLU → max pool 2×2")`)
	p.Click(trainBtn)
	p.WaitFor(browsertest.Patience*4, "150 steps are done", figure("Step")+` === "150"`)
	p.Wait("its accuracy is told", `(`+percentOf+`)(`+figure("Test accuracy")+`) > 0.85`)
	p.Draw(ink, seven())
	p.Wait("the bar of 7 wins", best+` === "7"`)
	p.Wait("the graph has the convolution",
		`document.querySelector(".graph svg")?.textContent.includes("Convolution1")`)
	p.Screenshot("network")

	press(p, `.graph-svg [data-scope="Convolution1"][tabindex]`)
	press(p, `.graph-svg [data-node="2"][tabindex]`) // after the image and its label, the first layer's filters
	p.Wait("the filters are shown as images", `document.querySelector(".tile figcaption")?.textContent === "Filter 0"`)
	p.Run(`document.querySelector(".inspector").scrollIntoView()`)
	p.Screenshot("filters")
	press(p, `.graph-svg [data-node="3"][tabindex]`)
	p.Wait("an element is told as its window by the filter",
		`document.querySelector(".product-words")?.textContent.includes("25 products, window by filter")`)
	p.Run(`document.querySelector(".inspector").scrollIntoView()`)
	p.Screenshot("maps")
}
