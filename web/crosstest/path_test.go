package crosstest_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/safetensors"
	"github.com/inkgrad/inkgrad/nn/session/sessiontest"
	"github.com/inkgrad/inkgrad/web/crosstest"
)

func TestMain(m *testing.M) { crosstest.Main(m) }

const (
	reader  = `document.querySelector(".bar:has(.of-reader.bar-best) .bar-digit")?.textContent`
	network = `document.querySelector(".bar:has(.of-network.bar-best) .bar-digit")?.textContent`
	button  = "#train-button"
	running = `document.querySelector("#train-button").textContent === "Pause"`
	stepOf  = `document.querySelector(".train .figure dd").textContent` // "3 of 300"
)

var seven = [][2]float64{{0.25, 0.2}, {0.75, 0.2}, {0.4, 0.85}}

// open opens a page and waits until the network and its data are there.
func open(t *testing.T, k crosstest.Kind, path string, options ...crosstest.Option) *crosstest.Page {
	t.Helper()
	p := crosstest.Open(t, k, path, options...)
	ready(p)
	return p
}

func ready(p *crosstest.Page) {
	p.Wait("the network can be trained", `!(document.querySelector("#train-button")?.disabled ?? true)`)
}

// reads draws a seven, and waits for what is said of it.
func reads(p *crosstest.Page) {
	p.Draw("#ink", seven)
	p.Wait("the reader takes it for a 7", reader+` === "7"`)
	p.Wait("the network has an answer", network)
}

func TestDraw(t *testing.T) {
	crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
		p := open(t, k, "/")
		reads(p)
		p.Screenshot("seven")
		p.Click(".draw .row button:nth-child(1)") // Clear
		p.Wait("no bar wins", `!document.querySelector(".bar-best")`)
	})
}

func TestTrain(t *testing.T) {
	crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
		p := open(t, k, "/#dataSize=10000&iterations=1000000")
		p.Click(button)
		p.Wait("it trains", running+` && parseInt(`+stepOf+`) >= 100`)
		reads(p)
		p.Wait("training still runs", running)
		p.Click(button)
		p.Wait("training pauses", `!(`+running+`)`)
		p.Screenshot("paused")
		before := crosstest.Eval[string](p, stepOf)
		p.Click(".train-buttons button:nth-child(2)") // One step
		p.Wait("one more step is done", fmt.Sprintf(`%s !== %q`, stepOf, before))
	})
}

// isNetwork says that a file is the whole of a saved network.
func isNetwork(file []byte) bool {
	_, err := safetensors.Decode(file)
	return err == nil
}

// A network is trained to the same bits in all browsers, and natively; its file brings it into a page that has another.
func TestSaveAndLoad(t *testing.T) {
	want := sessiontest.Recorded()
	if got := inChromium(t); got != want {
		t.Errorf("the parameters after 300 steps are %s in Chromium, natively %s", got, want)
	}
	crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
		p := open(t, k, "/#"+sessiontest.Steps300)
		p.Click(button)
		p.Wait("it is trained", stepOf+` === "300" && !(`+running+`)`)
		p.Run(`document.querySelector(".keep").open = true`)
		p.Click(".keep-buttons button") // Save the network
		const name = "inkgrad-784-50-10-step-300.safetensors"
		file := p.Saved(name, isNetwork)
		if got := sessiontest.Digest(t, file); got != want {
			t.Errorf("the parameters after 300 steps are %s, natively %s", got, want)
		}
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		p.Go(p.Other)
		ready(p)
		p.Choose("#load-model", path)
		p.Wait("it is the network of the file", stepOf+` === "300"`)
		p.Run(`document.querySelector(".keep").open = true`)
		p.Click(".keep-buttons button")
		if again := p.Saved(name, isNetwork); !bytes.Equal(again, file) {
			t.Errorf("what was loaded is saved with %d bytes other than the %d that were loaded", len(again), len(file))
		}
	})
}

// The graph is gone through, and saved as a picture.
func TestGraph(t *testing.T) {
	crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
		p := crosstest.Open(t, k, "/embed/graph")
		counts := func(when string, values, gradients int) {
			t.Helper()
			p.Wait(fmt.Sprintf("%s there are %d values and %d gradients", when, values, gradients), fmt.Sprintf(
				`document.querySelectorAll("#figure-graph :is(.gv-forward, .gv-tiles-value)").length === %d &&
				document.querySelectorAll("#figure-graph :is(.gv-backward, .gv-tiles-grad)").length === %d`, values, gradients))
		}
		counts("of the whole graph", 5, 5)
		p.Click("#graph-steps")
		counts("at the start", 1, 0)
		for i, want := range [][2]int{{2, 0}, {3, 0}, {4, 0}, {5, 0}, {5, 1}, {5, 2}} {
			p.Click(`.graph .stepper-button[aria-label="Step"]`)
			counts(fmt.Sprintf("after step %d", i+1), want[0], want[1])
		}
		p.Screenshot("steps")
		p.Click(`#figure-graph .tool[title="Save as SVG"]`)
		svg := string(p.Saved("graph.svg", func(file []byte) bool { return bytes.Contains(file, []byte("</svg>")) }))
		if !strings.Contains(svg, "Affine1") || !strings.Contains(svg, ">loss<") {
			t.Errorf("the SVG is %.200s", svg)
		}
		p.Click(`#figure-graph .tool[title="Save as PNG"]`)
		var picture image.Image
		p.Saved("graph.png", func(file []byte) bool {
			var err error
			picture, err = png.Decode(bytes.NewReader(file))
			return err == nil
		})
		dark := 0
		for y := range picture.Bounds().Dy() {
			for x := range picture.Bounds().Dx() {
				if r, _, _, _ := picture.At(x, y).RGBA(); r < 100<<8 {
					dark++
				}
			}
		}
		if dark < 1000 {
			t.Errorf("the PNG is %v and has %d dark pixels", picture.Bounds(), dark)
		}
		p.Click(`#figure-graph .tool[title="Copy the picture"]`)
		p.Wait("it is copied", `document.querySelector("#figure-graph .tools-note").textContent === "Copied."`)
	})
}

// The words below the chain rule are small, each of them.
func TestChain(t *testing.T) {
	crosstest.Each(t, func(t *testing.T, k crosstest.Kind) {
		p := crosstest.Open(t, k, "/formula#step=6")
		const words = `[...document.querySelectorAll(".saying .chain .labels mtext")]`
		p.Wait("the chain rule is there", words+`.length > 1`)
		sizes := crosstest.Eval[[]string](p, words+`.map((e) => getComputedStyle(e).fontSize)`)
		for _, size := range sizes {
			if size != "13.6px" { // 0.8 of the formula's 17
				t.Errorf("the words have the sizes %q", sizes)
			}
		}
		p.Screenshot("chain")
	})
}
