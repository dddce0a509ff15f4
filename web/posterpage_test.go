//go:build !js

package web_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"math"
	"net/http"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// picture decodes a picture of a page.
func picture(t *testing.T, p *browsertest.Page) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(p.Picture()))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// apart is how far two pictures are apart from each other on average, in values of 0 to 255: one at its upper left
// corner, the other at a place.
func apart(a, b image.Image, at image.Rectangle) float64 {
	sum := 0.0
	for y := range at.Dy() {
		for x := range at.Dx() {
			r, g, bl, _ := a.At(x, y).RGBA()
			r2, g2, bl2, _ := b.At(at.Min.X+x, at.Min.Y+y).RGBA()
			for _, v := range [][2]uint32{{r, r2}, {g, g2}, {bl, bl2}} {
				sum += math.Abs(float64(v[0])-float64(v[1])) / 257
			}
		}
	}
	return sum / float64(3*at.Dx()*at.Dy())
}

// The picture that an author saves of a panel is what its readers see before they begin: the panel as it was set up, in
// light and in dark, which takes nothing else.
func TestAPictureOfThePreview(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ panel, title string }{{"draw", "Draw a digit"}, {"layer", "Try a layer"}} {
		t.Run(c.panel, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, "/share#from=builtin", browsertest.Before(keepFiles),
				browsertest.Viewport(1440, 2600))
			p.Wait("panels can be chosen",
				`document.getElementById("share-panel") && !document.querySelector("#app-wasm-loader")`)
			chooseText(p, "share-panel", c.title)
			f := p.Frame("/embed/"+c.panel, `document.getElementById("share-preview")`)
			f.Wait("the preview is live", `document.querySelector("main") && !document.querySelector("#app-wasm-loader")`)
			p.Run(`document.getElementById("share-preview").contentWindow.asBefore = true`)
			if c.panel == "draw" {
				f.Draw(ink, seven())
				f.Wait("the drawing is read", best+` === "7"`)
			} else {
				f.Wait("the layer has its picture", `document.querySelector(".bench h2")`)
			}
			f.Wait("all is as it stays", `(() => {
				const sees = [...document.querySelectorAll("canvas")].map((c) => c.toDataURL()).join() + document.body.innerHTML;
				if (sees !== window.last) [window.last, window.since] = [sees, performance.now()];
				return performance.now() - window.since > 1500;
			})()`)
			p.Run(`[...document.querySelectorAll(".share button")].find((b) => b.textContent.startsWith("Save a picture")).click()`)
			name := "inkgrad-" + c.panel + ".svg"
			p.Wait("it is saved", fmt.Sprintf(`files[%q]`, name))
			p.Wait("the snippet names it", snippet+fmt.Sprintf(`.includes('poster="%s"')`, name))
			svg := browsertest.Eval[string](p, fmt.Sprintf(`files[%q].text()`, name))
			t.Logf("%d bytes", len(svg))
			p.Run(`scrollTo(0, 0)`)
			box := browsertest.Eval[[]int](p, `((e) => {
				const { left, top } = e.getBoundingClientRect();
				return [left + e.clientLeft, top + e.clientTop, e.clientWidth, e.clientHeight].map(Math.round);
			})(document.getElementById("share-preview"))`)
			at := image.Rect(box[0], box[1], box[0]+box[2], box[1]+box[3])
			show := func(options ...browsertest.Option) image.Image {
				q := browsertest.Open(t, "/poster", append(options, browsertest.Viewport(box[2], box[3]),
					browsertest.Route("/poster", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
						w.Header().Set("Content-Type", "text/html; charset=utf-8")
						fmt.Fprintf(w, `<!DOCTYPE html><html lang="en"><title>Notes</title><link rel="icon" href="data:,">
							<style>:root { color-scheme: light dark } body { margin: 0 } img { display: block }</style>
							<img alt="" src="data:image/svg+xml;base64,%s">`, base64.StdEncoding.EncodeToString([]byte(svg)))
					})))...)
				q.Wait("the picture is there", `document.querySelector("img").complete && document.querySelector("img").naturalWidth > 100`)
				q.Screenshot("poster")
				return picture(t, q)
			}
			preview := picture(t, p)
			p.Screenshot("preview")
			light, dark := show(), show(browsertest.Dark)
			if d := apart(light, preview, at); d > 1 {
				t.Errorf("it differs from the preview by %.1f of 255", d)
			} else {
				t.Logf("it differs from the preview by %.2f of 255", d)
			}
			if d := apart(light, dark, light.Bounds()); d < 100 {
				t.Errorf("in dark it differs by %.1f of 255", d)
			}
			chooseText(p, "share-format", "Frame, Moodle, Canvas")
			p.Wait("it is told that a frame has no picture", `document.querySelector(".share-seen").innerText.includes("no place for a picture")`)
			if c.panel == "draw" {
				const long = `document.querySelector(".share-long")`
				if browsertest.Eval[bool](p, long+`.checkVisibility()`) {
					t.Error("the settings of a short drawing are offered as a file")
				}
				var scribble [][2]float64
				for i := range 150 {
					scribble = append(scribble, [2]float64{0.1 + 0.005*float64(i), 0.2 + 0.6*float64(i%2)})
				}
				f.Draw(ink, [][][2]float64{scribble})
				f.Wait("the address of the preview has it", `location.hash.length > 400`)
				p.Run(`[...document.querySelectorAll(".share button")].find((b) => b.textContent.startsWith("Take")).click()`)
				p.Wait("long settings are offered as a file", long+`.checkVisibility()`)
			}
			if !browsertest.Eval[bool](p, `document.getElementById("share-preview").contentWindow.asBefore === true`) {
				t.Error("the preview was loaded again, without what was prepared in it")
			}
		})
	}
}
