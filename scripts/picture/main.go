// Picture takes the README's pictures: the page, with a drawn seven that a network trained on the spot recognises and
// the graph of it, a formula in the middle of its way back, and a section of the chapter with the story of an element.
//
//	go run ./scripts/picture -out static
package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// pictures has what each file shows.
var pictures = []struct {
	name string
	take func(t browsertest.T) []byte
}{
	{"inkgrad.png", playground},
	{"formula.png", formula},
	{"chapter.png", chapter},
}

func main() {
	out := flag.String("out", "static", "`folder` to write to")
	flag.Parse()
	err := take(*out)
	browsertest.Close()
	if err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

func take(out string) error {
	for _, picture := range pictures {
		var shot []byte
		if err := browsertest.Do(picture.name, func(t browsertest.T) { shot = picture.take(t) }); err != nil {
			return err
		}
		m, err := png.Decode(bytes.NewReader(shot))
		if err != nil {
			return err
		}
		var b bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		if err := encoder.Encode(&b, reduce(m)); err != nil {
			return err
		}
		file := filepath.Join(out, picture.name)
		fmt.Printf("%s: %d bytes\n", file, b.Len())
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func playground(t browsertest.T) []byte {
	p := browsertest.Open(t, "/", browsertest.Viewport(1440, 1016))
	p.Wait("the engine is there", `!(document.querySelector("#train-button")?.disabled ?? true)`)
	train(p)
	p.Draw("#ink", [][][2]float64{{{0.25, 0.22}, {0.5, 0.2}, {0.75, 0.23}, {0.62, 0.45}, {0.5, 0.65}, {0.42, 0.85}}})
	p.Wait("the network recognises the seven", `document.
		querySelector(".bar:has(.bar-fill.bar-best:not(.of-reader)) .bar-digit")?.textContent === "7"`)
	p.Wait("the gradients have come back", `document.querySelector(".gv-tiles-grad") &&
		document.getAnimations().every((a) => a.playState !== "running")`)
	return settled(p)
}

// formula shows the sum of the chapter's example handing its gradient on.
func formula(t browsertest.T) []byte {
	p := browsertest.Open(t, "/formula#step=7", browsertest.Viewport(1440, 1000))
	p.Wait("the step is told", `document.querySelector(".saying math.chain")`)
	return settled(p)
}

// chapter shows where an element of dW in an Affine comes from.
func chapter(t browsertest.T) []byte {
	p := browsertest.Open(t, "/chapter#section=affine&element=dW.1.0", browsertest.Viewport(1440, 1000))
	p.Wait("the story is told", `document.querySelector(".bench-story h3")`)
	return settled(p)
}

func settled(p *browsertest.Page) []byte {
	p.Run(`scrollTo(0, 0); document.activeElement.blur(); await new Promise((done) => requestAnimationFrame(done))`)
	return p.Picture()
}

// train starts from scratch and trains some epochs, so that the curves have something to show.
func train(p *browsertest.Page) {
	const step = `Number([...document.querySelectorAll(".train .figure")].find((f) => f.querySelector("dt").textContent === "Step")
		.querySelector("dd").textContent.split(" ")[0].replace(",", ""))`
	p.Click(".train-buttons button:nth-child(3)")
	p.Wait("the network is fresh", step+" === 0")
	p.Click("#train-button")
	p.Wait("some epochs are done", step+" > 3000")
	p.Click("#train-button")
	p.Wait("training pauses", `document.querySelector("#train-button").textContent === "Go on"`)
	p.Wait("the accuracy is of that step", `Number(document.querySelector(".train .figure-of").textContent
		.replace("step ", "").replace(",", "")) === `+step)
}

// reduce returns m in its 256 most frequent colours, each other colour as the nearest of them. A page has few colours,
// apart from the edges of its letters, so that nobody sees it, and the file is a third as large.
func reduce(m image.Image) *image.Paletted {
	bounds := m.Bounds()
	count := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(m.At(x, y)).(color.RGBA) }
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			count[at(x, y)]++
		}
	}
	byCount := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G),
			cmp.Compare(a.B, b.B))
	})
	palette := color.Palette{}
	for _, c := range byCount[:min(256, len(byCount))] {
		palette = append(palette, c)
	}
	index := map[color.RGBA]uint8{}
	for c := range count {
		index[c] = uint8(palette.Index(c))
	}
	p := image.NewPaletted(bounds, palette)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			p.SetColorIndex(x, y, index[at(x, y)])
		}
	}
	return p
}
