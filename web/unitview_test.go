//go:build !js

package web_test

import (
	"encoding/base64"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// excitedImages are the images that excite the unit the most.
const excitedImages = `[...document.querySelectorAll(".unit-gallery")[0]?.querySelectorAll("button") ?? []]`

// column returns a column of a matrix.
func column(t *snapshot.Tensor, at int) []float64 {
	var data []float64
	for i := at; i < len(t.Data); i += t.Shape[1] {
		data = append(data, t.Data[i])
	}
	return data
}

// rounded says that a number is another one, but for the three digits that are shown.
func rounded(shown, v float64) bool { return math.Abs(shown-v) <= 5.1e-3*math.Abs(v)+1e-9 }

// TestUnit looks at a unit of the hidden layer in a frame: its weights, its value, the test images that excite it, and
// what it feeds, as a Session outside the browser has them; goes on to the next one, opens an image, for which the
// graph has the value that was shown, and goes to the digit that the unit feeds most.
func TestUnit(t *testing.T) {
	t.Parallel()
	h, _ := newGraphSession(t)
	g := h.graphed.Graph
	relu, w1, w2 := node(t, g, "ReLU", ""), node(t, g, "Param", "W1").Value, node(t, g, "Param", "W2").Value
	link := fmt.Sprintf("/embed/graph#unfolded=Affine1,ReLU1&node=%d&graphElement=17", relu.ID)
	for name, options := range views(1440, 1000) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, link, options...)
			const images = excitedImages + `.filter((b) => b.title.includes("labelled")).length === 12`
			p.WaitVisible(".unit")
			if title := p.Text("#unit-title"); title != "Unit 17 of 50" {
				t.Errorf("the title is %q", title)
			}
			value := func() float64 { return reads(t, p.Text(".unit-value .key-forward")) }
			if got := value(); !rounded(got, relu.Value.Data[17]) {
				t.Errorf("its value is %v, the Session's %v", got, relu.Value.Data[17])
			}
			if got := reads(t, p.Text(".unit-value .key-backward")); !rounded(got, relu.Grad.Data[17]) {
				t.Errorf("its gradient is %v, the Session's %v", got, relu.Grad.Data[17])
			}
			encoded := browsertest.Eval[string](p, `btoa(String.fromCharCode(...document.querySelector(".unit-weights canvas")
				.getContext("2d").getImageData(0, 0, 28, 28).data))`)
			got, _ := base64.StdEncoding.DecodeString(encoded)
			want := graphview.Heatmap(&snapshot.Tensor{Shape: []int{28, 28}, Data: column(w1, 17)}, 0)
			if len(got) != len(want.Pix) {
				t.Fatalf("the picture has %d bytes", len(got))
			}
			for i := 0; i < len(want.Pix); i += 4 {
				// A canvas rounds the colours of what is nearly transparent.
				g, w := got[i:][:4], want.Pix[i:][:4]
				if g[3] != w[3] || w[3] > 16 && (g[0] > g[1]) != (w[0] > w[1]) {
					t.Fatalf("pixel %d of the picture is %v, of column 17 of W1 %v", i/4, g, w)
				}
			}
			fed := browsertest.Eval[[][2]string](p, `[...document.querySelectorAll(".fed")].map(
				(b) => [b.dataset.unit, b.querySelector(".fed-number").textContent])`)
			for _, f := range fed {
				if to, _ := strconv.Atoi(f[0]); !rounded(reads(t, f[1]), w2.Data[17*10+to]) {
					t.Errorf("it feeds digit %d by %s, W2 has %v", to, f[1], w2.Data[17*10+to])
				}
			}
			if len(fed) != 5 {
				t.Errorf("it feeds %v", fed)
			}
			p.Run(`document.querySelector(".unit").scrollIntoView()`)
			p.Wait("the images are here", images)
			p.Screenshot("unit")
			p.Run(`document.querySelector(".unit-excited").scrollIntoView()`)
			const all = "The first 10,000 test images in the built-in network"
			if of := p.Text(".unit-of"); !strings.HasPrefix(of, all) {
				t.Errorf("it says %q", of)
			}
			p.Screenshot("excited")

			p.Click("#unit-after")
			p.Wait("it is the next one", `document.querySelector("#unit-title").textContent === "Unit 18 of 50"`)
			p.Wait("a link has it", `location.hash.includes("graphElement=18")`)
			write(p, "#unit-at", 17)
			p.Wait("it is that one", `document.querySelector("#element-1").value === "17"`)

			p.Wait("its images are here", images)
			title := browsertest.Eval[string](p, excitedImages+`[2].title`)
			shown := reads(t, title[strings.LastIndex(title, ":")+1:])
			p.Click(".unit-gallery li:nth-child(3) button")
			p.Wait("the graph is of that image", `document.querySelector("#graph-own").checked &&
				document.querySelector(".graph-of").textContent.includes("test image")`)
			p.Wait("it is the same unit", `document.querySelector("#unit-title").textContent === "Unit 17 of 50"`)
			if got := value(); !rounded(shown, got) {
				t.Errorf("%s, and the graph of it has %v", title, got)
			}
			if words := p.Text(".unit-active"); !strings.Contains(words, "is above those of 100.0%") &&
				!strings.Contains(words, "is above those of 99.9") {
				t.Errorf("it says %q", words)
			}
			p.Run(`document.querySelector(".unit").scrollIntoView()`)
			p.Screenshot("own")

			p.Click(".fed")
			p.Wait("it is a score", `document.querySelector("#unit-title").textContent === "Unit `+fed[0][0]+` of 10"`)
			if words := p.Text(".unit-feeds"); !strings.Contains(words, "It is the score of the digit "+fed[0][0]) {
				t.Errorf("of a score it says %q", words)
			}
			p.Run(`document.querySelector(".unit").scrollIntoView()`)
			p.Screenshot("score")
			if wide := browsertest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d pixels too wide", wide)
			}
		})
	}
}

// TestUnitOfANetworkThatTrains looks at a channel while training goes on: fewer images are looked at, now and then, and
// all of them when it pauses.
func TestUnitOfANetworkThatTrains(t *testing.T) {
	t.Parallel()
	p := open(t, "/#network=conv4k5-relu-pool2-affine20-relu-affine10&init=He&node=5&dataSize=10000",
		browsertest.Viewport(1440, 1000))
	p.WaitVisible(".unit")
	press(p, trainBtn)
	p.Run(`document.querySelector(".unit-excited").scrollIntoView({block: "center"})`)
	said := func(images string, beyond int) string {
		return fmt.Sprintf(`(() => {
			const m = /^The first %s test images in .*at step ([\d,]+)\./.exec(document.querySelector(".unit-of").textContent);
			return m && Number(m[1].replaceAll(",", "")) > %d;
		})()`, images, beyond)
	}
	p.Wait("some images are looked at", said("1,000", 0))
	step, _ := strconv.Atoi(strings.ReplaceAll(
		regexp.MustCompile(`at step ([\d,]+)`).FindStringSubmatch(p.Text(".unit-of"))[1], ",", ""))
	p.Wait("they are looked at again", said("1,000", step))
	press(p, trainBtn)
	p.Wait("it pauses", `!(`+running+`)`)
	p.Run(`document.querySelector(".unit-excited").scrollIntoView({block: "center"})`)
	p.Wait("all images are looked at", said("10,000", step))
	p.Wait("the images are here", excitedImages+`.length === 12`)
	p.Screenshot("channel")
}
