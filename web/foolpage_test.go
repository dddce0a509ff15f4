//go:build !js

package web_test

import (
	"fmt"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// foolSays is a condition: the words match a pattern.
func foolSays(pattern string) string {
	return fmt.Sprintf("/%s/.test(document.querySelector('.fool-words').textContent)", pattern)
}

// pictureOf is what the picture of that place, from 1, shows.
func pictureOf(n int) string {
	return fmt.Sprintf("document.querySelector('.fool-picture:nth-child(%d) canvas').toDataURL()", n)
}

// foolChoose presses the button of a choice.
func foolChoose(p *browsertest.Page, id string) { p.Click("label.segment:has(#" + id + ")") }

// A person draws a 5 and makes it a 3 for the network, goes back and forth, and puts the picture on the sheet.
func TestFoolTheNetwork(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Viewport(1280, 800))
	p.Draw("#ink", drawings(t, 5)[0])
	p.Wait("the network sees a 5", seen+` === "5"`)
	p.Click(".fool-fold summary")
	p.Wait("the network says what it sees", foolSays("^The built-in network takes it for a 5, "))
	p.Run(`document.querySelector(".fool").scrollIntoView()`)
	p.Screenshot("open")

	p.Click("#fool-step")
	p.Wait("a step is taken", foolSays(`^Step 1 of \d+: the built-in network `))
	first := browsertest.Eval[string](p, pictureOf(3))
	p.Click("#fool-go")
	const done = `^After \d+ steps the built-in network takes your 5 for a 3, [\d.]+% sure\. \d+ of 784 pixels changed, by 0\.\d\d at most`
	p.Wait("it is a 3 for the network", foolSays(done))
	p.Wait("the reader is not fooled", `/seen by the reader: a 5, /.test(document.querySelector(".fool-transfer").textContent)`)
	p.Screenshot("fooled")
	last := browsertest.Eval[string](p, pictureOf(3))
	if last == first {
		t.Error("the picture has not changed")
	}

	p.Focus("#fool-at")
	key := func(key string) {
		p.Run(fmt.Sprintf(
			`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: %q, bubbles: true }))`, key))
	}
	key("Home")
	p.Wait("it begins with the drawing", foolSays(`^Step 0 of `)+" && "+pictureOf(3)+" === "+pictureOf(1))
	key("ArrowRight")
	p.Wait("a key goes a step", foolSays(`^Step 1 of `)+fmt.Sprintf(" && %s === %q", pictureOf(3), first))
	key("End")
	p.Wait("and to the end", foolSays(done)+fmt.Sprintf(" && %s === %q", pictureOf(3), last))

	p.Click("#fool-put")
	p.Wait("it is on the sheet, and the network takes it for a 3", seen+` === "3"`)
	p.Click(".draw-area .button:nth-child(2)") // Undo
	p.Wait("the drawing is back", seen+` === "5" && `+foolSays("^The built-in network takes it for a 5, "))

	foolChoose(p, "fool-norm-1")
	p.Click("#fool-go")
	p.Wait("a few pixels are enough", foolSays(`takes your 5 for a 3, [\d.]+% sure\. \d\d? of 784 pixels changed`))
	p.Run(`document.querySelector(".fool").scrollIntoView()`)
	p.Screenshot("few")
	foolChoose(p, "fool-norm-2")
	foolChoose(p, "fool-target-10")
	foolChoose(p, "fool-network-1")
	p.Click("#fool-go")
	p.Wait("the reader is led away from it, or says that it sees none", foolSays(`^After \d+ steps the reader `))
	p.Screenshot("reader")
}

// A frame alone has all that it needs: blank paper, and a drawing area of its own.
func TestFoolEmbed(t *testing.T) {
	t.Parallel()
	for name, options := range views(900, 900) {
		if name == "phone" {
			options = append(options, browsertest.ReducedMotion)
		}
		p := browsertest.Open(t, "/embed/fool", options...)
		p.Wait("there is nothing to begin with", foolSays("^Draw a digit first, or begin with blank paper"))
		foolChoose(p, "fool-from-1")
		p.Wait("it can go", `document.querySelector("#fool-go:enabled")`)
		p.Click("#fool-go")
		p.Wait("it is a 3 for the network", foolSays(`^After \d+ steps the built-in network takes this for a 3, 99`))
		p.Run(`document.querySelector(".fool-pictures").scrollIntoView()`)
		p.Screenshot(name + "-blank")
		if name == "phone" {
			if wide := browsertest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the phone's page is %d px too wide", wide)
			}
		}
		foolChoose(p, "fool-from-0")
		p.Draw("#ink", drawings(t, 5)[0])
		p.Wait("the network says what it sees", foolSays("^The built-in network takes it for a 5, "))
		p.Click("#fool-go")
		p.Wait("it is a 3 for the network", foolSays(`^After \d+ steps the built-in network takes your 5 for a 3, `))
		p.Run(`scrollTo(0, 0)`)
		p.Screenshot(name)
	}
}
