package main

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// panels are in the order of the text.
var panels = []string{"formula", "layer", "graph", "check", "train", "draw", "chapter"}

// withoutScript sees that each panel is a link there that can be clicked.
func (n notesPage) withoutScript(t *testing.T) {
	p := n.open(t, browsertest.NoScript)
	for _, panel := range panels {
		p.WaitVisible(outside(panel) + ` a[href*="/embed/` + panel + `"]`)
	}
	p.Screenshot("page")
}

// use does what a reader does: looks, prints, starts each panel, uses it, and prints again.
func (n notesPage) use(t *testing.T) {
	p := n.open(t)
	p.Run(`window.heights = []; addEventListener("message", ({ data }) => { if (data?.event === "resize") heights.push(data.data.height) })`)
	p.Wait("the elements are there", `customElements.get("ink-grad")`)
	for _, panel := range panels {
		p.Wait("the picture of "+panel+" is there", shadow(panel)+`.querySelector("img")?.naturalWidth > 100`)
		if text := browsertest.Eval[string](p,
			shadow(panel)+`.querySelector("figcaption").textContent`); len(text) < 20 {
			t.Errorf("the caption of %s is %q", panel, text)
		}
	}
	n.nasty(t, p)
	p.Screenshot("pictures")
	t.Run("print", func(t *testing.T) { prints(t, p, `.poster`, panels...) })

	frames := map[string]*browsertest.Page{}
	for _, panel := range panels {
		frames[panel] = start(p, panel)
		useOf[panel](frames[panel])
		p.Screenshot(panel)
	}
	t.Run("height", func(t *testing.T) {
		for _, panel := range panels {
			frames[panel].Wait(panel+" is as high as what it shows, and no wider than its place",
				`(d => d.scrollHeight === innerHeight && d.scrollWidth <= innerWidth)(document.documentElement)`)
		}
		still(t, p)
	})
	t.Run("independence", func(t *testing.T) {
		others := []string{"formula", "layer", "graph", "check", "draw", "chapter"}
		before := map[string]string{}
		const words = `document.body.innerText`
		for _, panel := range others {
			before[panel] = browsertest.Eval[string](frames[panel], words)
		}
		train(frames["train"])
		for _, panel := range others {
			if after := browsertest.Eval[string](frames[panel], words); after != before[panel] {
				t.Errorf("after training in another panel, %s has changed from\n%s\nto\n%s", panel, before[panel],
					after)
			}
		}
	})
	t.Run("print in use", func(t *testing.T) { prints(t, p, `iframe`, "formula", "draw") })
}

// useOf says how a reader uses each panel, and what the reader sees then.
var useOf = map[string]func(*browsertest.Page){
	"formula": func(f *browsertest.Page) {
		const gradients = `document.querySelectorAll(".graph-svg .gv-backward").length`
		f.Wait("the graph is there with all gradients", gradients+` === 5`)
		f.Click(`.stepper-button[aria-label="Step back"]`)
		f.Wait("the last step is shown", `document.querySelector(".graph-svg .gv-now")`)
		f.Click(`.stepper-button[aria-label="Step back"]`)
		f.Wait("a step before, two gradients are not there yet", gradients+` === 3`)
		f.Click(`.stepper-button[aria-label="Step"]`)
		f.Wait("they are back", gradients+` === 5`)
	},
	"layer": func(f *browsertest.Page) {
		const dx = `[...document.querySelectorAll('[data-array="dx"] .bench-cell')].map((c) => c.textContent).join(" ")`
		f.Wait("the gradients are there", dx+` === "1 0 0 4"`)
		f.Click("#bench-x-1")
		f.Run(`document.querySelector("#bench-x-1").select()`)
		f.Key("5")
		f.Wait("a number of one’s own lets its gradient pass", dx+` === "1 2 0 4"`)
	},
	"chapter": func(f *browsertest.Page) {
		f.Wait("the section is there, with its figure",
			`document.querySelector("#chapter-title").textContent === "The chain rule" &&
			document.querySelector(".chapter-figure .graph-svg [data-node]")`)
		f.Click("#chapter-answer")
		f.Key("8\r")
		f.Wait("the answer is right", `document.querySelector(".chapter-right")`)
	},
	"graph": func(f *browsertest.Page) {
		const gradients = `document.querySelectorAll("#figure-graph :is(.gv-backward, .gv-tiles-grad)").length`
		f.Wait("the graph is there with all gradients", gradients+` === 5`)
		f.Click(`.graph .stepper-button[aria-label="Step back"]`)
		f.Wait("the last step is shown", `document.querySelector("#figure-graph .gv-now")`)
		f.Click(`.graph .stepper-button[aria-label="Step back"]`)
		f.Wait("a step before, one gradient is not there yet", gradients+` === 4`)
		f.Click(`.graph .stepper-button[aria-label="Step"]`)
		f.Wait("it is back", gradients+` === 5`)
		f.Click(`.graph-svg [data-scope="Affine1"][tabindex]`)
		f.Wait("Affine1 is open, and shows its weights",
			`document.querySelector('#figure-graph [data-scope="Affine1"][aria-expanded="true"]') &&
			document.querySelector("#figure-graph svg").textContent.includes("W1")`)
	},
	"check": func(f *browsertest.Page) {
		const can = `(b => b?.textContent === "Check" && !b.disabled)(document.querySelector("#check-button"))`
		f.Wait("a check can begin", can)
		f.Click("#check-button")
		f.Wait("the table has a difference below 1e−7 for each of four parameters",
			can+` && [...document.querySelectorAll(".check-table tbody tr")].map(
			(r) => Number(r.cells[1].textContent.replace("−", "-"))).filter((d) => d > 0 && d < 1e-7).length === 4`)
	},
	"train": func(f *browsertest.Page) {
		f.Wait("the network can be trained", `!(document.querySelector("#train-button")?.disabled ?? true)`)
		train(f)
	},
	"draw": func(f *browsertest.Page) {
		f.WaitVisible("#ink")
		f.Wait("the engine is there", `document.querySelectorAll(".bar-fill").length === 20`)
		f.Draw("#ink", [][][2]float64{{{0.25, 0.2}, {0.75, 0.2}, {0.4, 0.85}}})
		f.Wait("the bar of 7 wins", `document.querySelector(".bar:has(.of-reader.bar-best) .bar-digit")?.textContent === "7"`)
	},
}

// train begins from scratch and trains to the end, for the 2,000 steps that the text sets.
func train(f *browsertest.Page) {
	figure := func(name string) string {
		return `[...document.querySelectorAll(".train .figure")].find((f) => f.querySelector("dt").textContent === "` +
			name + `").querySelector("dd").textContent`
	}
	f.Click(".train-buttons button:nth-child(3)")
	f.Wait("the network is fresh", figure("Step")+`.startsWith("0 of")`)
	f.Click("#train-button")
	f.WaitFor(3*browsertest.Patience, "training is over", figure("Step")+`.startsWith("2,000")`)
	f.Wait("it reads nine of ten digits", `parseFloat(`+figure("Test accuracy")+`) > 90`)
}

// settled is for how long a page must be still.
const settled = 1500 * time.Millisecond

// still sees that no panel asks for another height, and nothing in the page moves, while nobody does anything.
func still(t *testing.T, p *browsertest.Page) {
	t.Helper()
	heights := browsertest.Eval[int](p, "heights.length")
	places := browsertest.Eval[int](p, `new Promise((done) => {
		const last = [...document.querySelectorAll("h2")].at(-1), places = new Set(), begun = performance.now();
		requestAnimationFrame(function look() {
			places.add(Math.round(last.getBoundingClientRect().y + scrollY));
			if (performance.now() - begun < `+strconv.FormatInt(settled.Milliseconds(),
		10)+`) requestAnimationFrame(look); else done(places.size);
		});
	})`)
	if n := browsertest.Eval[int](p, "heights.length"); n != heights || places != 1 {
		t.Errorf("in %v, %d new heights were told, and the last heading was in %d places", settled, n-heights, places)
	}
	t.Logf("%d heights were told", heights)
	if heights > 40 { // a handful for each of seven panels, which show more while they are used
		t.Errorf("%d heights were told", heights)
	}
}

// prints sees that what a selector finds in each of some panels is in the PDF of the page: without it, the PDF draws
// less.
func prints(t *testing.T, p *browsertest.Page, selector string, panels ...string) {
	whole := p.PDF()
	if n := len(sheet.FindAll(whole, -1)); n < 3 || n > 16 { // a thousand words with seven figures
		t.Errorf("it has %d sheets", n)
	}
	all := drawn(t, whole)
	for _, panel := range panels {
		style := shadow(panel) + `.querySelector("` + selector + `").style.visibility`
		p.Run(style + ` = "hidden"`)
		less := drawn(t, p.PDF())
		p.Run(style + ` = ""`)
		t.Logf("%s: %d bytes of drawing of %d", panel, all-less, all)
		if all-less < 1000 { // the smallest picture, of a formula, takes several times that
			t.Errorf("%s is not on paper: with it the PDF has %d bytes of drawing, without it %d", panel, all, less)
		}
	}
}

var (
	sheet  = regexp.MustCompile(`/Type /Page\b`)
	stream = regexp.MustCompile(
		`/Filter /FlateDecode\s*/Length \d+>>\s*stream\r?\n|/Length \d+\s*/Filter /FlateDecode>>\s*stream\r?\n`)
)

// drawn returns how many bytes the streams of a PDF that draw have when they are unpacked: those with text or paths in
// them.
func drawn(t *testing.T, pdf []byte) int {
	t.Helper()
	sum := 0
	for _, m := range stream.FindAllIndex(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(pdf[m[1]:]))
		if err != nil {
			continue
		}
		b, err := io.ReadAll(r)
		if err == nil && (bytes.Contains(b, []byte("\nBT\n")) || bytes.Contains(b, []byte(" re\n"))) {
			sum += len(b)
		}
	}
	if sum == 0 {
		t.Fatal("the PDF draws nothing, as far as this test reads it")
	}
	return sum
}
