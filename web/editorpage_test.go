//go:build !js

package web_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

// layerNames are the names of the layers in the editor, in their order, and layerText what the row of one shows.
const layerNames = `[...document.querySelectorAll("[data-row] .layer-name")].map((n) => n.textContent).join()`

func layerText(place int, class string) string {
	return fmt.Sprintf(`document.querySelector('[data-row="%d"] .%s').textContent`, place, class)
}

// A person builds a convolutional network from the chapter's by hand, is told what does not fit, and trains it.
func TestBuildANetworkByHand(t *testing.T) {
	t.Parallel()
	p := open(t, "/#dataSize=10000", browsertest.Viewport(1440, 1300))
	p.Draw(ink, seven())
	p.Wait("the bar of 7 wins", best+` === "7"`)
	p.Click(".editor > summary")
	p.Wait("the layers are there", layerNames+` === "Affine1,ReLU1,Affine2"`)

	// A convolution is added before the last layer, where there is no image any more, and moved to the front by keys.
	p.Click(`[data-act="add"]`)
	p.Wait("it is there", layerNames+` === "Affine1,ReLU1,Convolution1,Affine2"`)
	p.Wait("its row says what is wrong", layerText(2, "error")+` === "The input 50 is not an image, C×H×W."`)
	p.Wait("it cannot be started", `document.querySelector(".editor-end button").disabled`)
	p.Wait("its handle has the focus", `document.activeElement.id === "layer-2"`)
	p.Key(kb.ArrowUp, chromedp.KeyModifiers(chromedp.ModifierAlt))
	p.Wait("it has moved up, with the focus",
		layerNames+` === "Affine1,Convolution1,ReLU1,Affine2" && document.activeElement.id === "layer-1"`)
	p.Key(kb.ArrowUp)
	p.Wait("it is the first", layerNames+` === "Convolution1,Affine1,ReLU1,Affine2"`)
	p.Wait("that is told", `document.querySelector(".editor [role=status].visually-hidden").textContent === "Convolution1 is now in place 1 of 4."`)
	p.Wait("its shape is told", layerText(0, "layer-shape")+`.endsWith("16 × 28 × 28")`)

	// A pooling is added, and dragged behind the convolution.
	p.Run(`const s = document.querySelector("#layer-kind"); s.value = "Pooling"; s.dispatchEvent(new Event("change", {bubbles: true}))`)
	p.Wait("its help is told", `document.querySelector("#layer-kind-help").textContent.includes("smaller")`)
	p.Click(`[data-act="add"]`)
	p.Wait("it is there", layerNames+` === "Convolution1,Affine1,ReLU1,Pooling1,Affine2"`)
	rows := browsertest.Eval[float64](p, `(() => {
		const middle = (e) => { const b = e.getBoundingClientRect(); return b.top + b.height / 2 };
		return (middle(document.querySelector("#layer-1")) - middle(document.querySelector("#layer-3"))) / document.querySelector("#layer-3").offsetHeight;
	})()`)
	p.Draw("#layer-3", [][][2]float64{{{0.5, 0.5}, {0.5, 0.5 + rows*1.1}}})
	p.Wait("it is behind the convolution", layerNames+` === "Convolution1,Pooling1,Affine1,ReLU1,Affine2"`)
	p.Wait("nothing is left of the drag",
		`![...document.querySelectorAll(".layer")].some((row) => row.style.transform) && !document.querySelector(".editor-drags")`)

	// Fields: a kernel that is too large, then one that fits.
	set := func(field, text string) {
		p.Click("#layer-0-" + field)
		p.Run(fmt.Sprintf(`document.querySelector("#layer-0-%s").select()`, field))
		p.Key(text + "\r")
	}
	set("filters", "8")
	set("pad", "0")
	set("kernel", "40")
	p.Wait("the row says what is wrong", layerText(0, "error")+` === "Kernel 40 exceeds input 28."`)
	p.Screenshot("wrong")
	set("kernel", "5")
	p.Wait("the shapes follow", layerText(1, "layer-shape")+`.endsWith("8 × 12 × 12")`)
	p.Wait("the parameters, too", layerText(0, "layer-params")+`.startsWith("208")`)
	p.Wait("the link has it", `location.hash.includes("network=conv8k5-pool2-affine50-relu-affine10")`)
	p.Screenshot("built")

	// The network as code, in both languages.
	p.Click(".network-code summary")
	p.Wait("it is there in Python",
		`document.querySelector(".code").textContent.includes("Convolution(self.params['convW1']")`)
	p.Click("label.segment:has(#code-go)")
	p.Wait("it is there in Go",
		`document.querySelector(".code").textContent.includes("spec.Convolution{Filters: 8, Kernel: 5")`)
	p.Screenshot("code")
	p.Click(".network-code summary")

	// It starts at once in place of the built-in network; the drawing stays.
	p.Click(".editor-end button")
	p.Wait("it is there", `document.querySelector(".network").textContent.includes("58,368 parameters")`)
	p.Wait("the editor says so, too", `document.querySelector(".editor-end").textContent.includes("the current network")`)
	if browsertest.Eval[bool](p, `document.querySelector(".sheet-hint") !== null`) {
		t.Error("the drawing is lost")
	}
	for step := 1; step <= 3; step++ {
		p.Wait("it can do a step", fmt.Sprintf(`!document.querySelector(%q).disabled`, oneStepBtn))
		p.Click(oneStepBtn)
		p.Wait("the step is done", figure("Step")+fmt.Sprintf(`.startsWith("%d of")`, step))
	}

	// Another edit waits, asks before it throws those away, and can be undone.
	p.Click(`[data-act="remove"][data-place="3"]`)
	p.Wait("the ReLU is gone", layerNames+` === "Convolution1,Pooling1,Affine1,Affine2"`)
	p.Click(".editor-end button")
	p.Wait("it asks", `document.querySelector(".fresh-asks")?.textContent.includes("replaces its weights")`)
	p.Screenshot("asks")
	p.Click(".fresh-asks button:nth-child(2)")
	p.Wait("it asks no more", `!document.querySelector(".fresh-asks")`)
	p.Focus("#layer-0")
	p.Key("z", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	p.Wait("the ReLU is back", layerNames+` === "Convolution1,Pooling1,Affine1,ReLU1,Affine2"`)
	p.Wait("nothing waits", `document.querySelector(".editor-end").textContent.includes("current network") && !document.querySelector(".waiting-now")`)
	if got := browsertest.Eval[string](p, figure("Step")); got[:1] != "3" {
		t.Errorf("the steps are %s, want 3", got)
	}
}

// TestLinesBetweenLayers drags a row over others. All keep the line below them: their heights are whole numbers of
// pixels, in every layout, and none but the dragged one covers its neighbour.
func TestLinesBetweenLayers(t *testing.T) {
	t.Parallel()
	var layers []spec.Layer
	for _, k := range spec.Kinds() {
		at := len(layers)
		if k.Image { // these come before the others, which leave no image
			at = 0
		}
		layers = slices.Insert(layers, at, k.Default)
	}
	network := spec.ForImages(append(layers, spec.Affine{Units: spec.Classes}))
	for name, window := range map[string]browsertest.Option{
		"wide": browsertest.Viewport(1440, 1300), "phone": browsertest.Viewport(390, 1300),
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, "/embed/train#network="+network.Format(), window)
			p.Click(".editor > summary")
			p.Wait("there is a row for each kind of layer",
				fmt.Sprintf(`document.querySelectorAll("[data-row]").length === %d`, len(network.Layers)))
			p.Run(`document.addEventListener("pointermove", () => {
				const rows = [...document.querySelectorAll(".layers > .layer")];
				window.seen = rows.map((row) => ({
					height: row.getBoundingClientRect().height, dragged: row.matches(".layer-dragged"),
					clear: getComputedStyle(row).backgroundColor === "rgba(0, 0, 0, 0)",
				}));
			})`)
			p.Draw("#layer-1", [][][2]float64{{{0.5, 0.5}, {0.5, 1.5}}})
			rows := browsertest.Eval[[]struct {
				Height         float64
				Dragged, Clear bool
			}](p, "seen")
			dragged := 0
			for i, row := range rows {
				if row.Height != math.Trunc(row.Height) {
					t.Errorf("row %d is %g pixels high", i, row.Height)
				}
				if row.Dragged {
					dragged++
				}
				if row.Dragged == row.Clear {
					t.Errorf("row %d: dragged is %t, and it lets through what is below: %t", i, row.Dragged, row.Clear)
				}
			}
			if dragged != 1 {
				t.Errorf("%d rows are dragged", dragged)
			}
		})
	}
}
