//go:build !js

package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/browsertest"
)

// openBench opens a page that shows a layer, and waits for its numbers.
func openBench(t *testing.T, path string, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	p := browsertest.Open(t, path, options...)
	p.Wait("the layer is there", `document.querySelector(".bench-gradient .bench-cell")`)
	return p
}

// cells returns what the table of that name shows, in order.
func cells(p *browsertest.Page, array string) string {
	return browsertest.Eval[string](p, `[...document.querySelectorAll('[data-array="`+array+`"] .bench-cell')].map(
		(c) => c.localName === "input" ? c.value : c.textContent).join(" ")`)
}

func waitCells(p *browsertest.Page, array, want string) {
	p.Wait(array+" is "+want, `[...document.querySelectorAll('[data-array="`+array+`"] .bench-cell')].map(
		(c) => c.localName === "input" ? c.value : c.textContent).join(" ") === "`+want+`"`)
}

// TestAffineOnTheBench types the numbers of an Affine, as a learner does, and reads what comes of them.
func TestAffineOnTheBench(t *testing.T) {
	t.Parallel()
	p := openBench(t, "/layer")
	for array, want := range map[string]string{"x": "1 2 −1 0 3 1", "W": "1 0 0.5 −1 2 1"} {
		if got := strings.ReplaceAll(cells(p, array), "-", "−"); got != want {
			t.Errorf("%s is %s, want %s", array, got, want)
		}
	}
	waitCells(p, "out", "0 −2 3.5 −1")
	waitCells(p, "dx", "1 0.5 2 0 −1 1")
	waitCells(p, "dW", "1 0 2 3 −1 1")
	waitCells(p, "db", "1 1")

	p.Focus("#bench-x-0")
	p.Key("5" + kb.ArrowDown + "7")
	waitCells(p, "out", "4 −2 10.5 −1")
	waitCells(p, "dW", "5 7 2 3 −1 1")
	p.Key(kb.ArrowRight + "x")
	p.Wait("what is not a number is marked", `document.querySelector("#bench-x-4").ariaInvalid === "true"`)
	p.Key(kb.Backspace + "-2")
	waitCells(p, "out", "4 −2 8 4")

	p.Click(`[data-array="dW"] #bench-dW-1`)
	p.Wait("the story is there", `document.querySelector(".bench-story h3")?.textContent === "How dW[0,1] came about"`)
	for class, want := range map[string]string{"bench-passes": "x[1,0] dout[0,1] dout[1,1]",
		"bench-from": "x[0,0] x[1,0] dout[0,1] dout[1,1]"} {
		if got := browsertest.Eval[string](p, `[...document.querySelectorAll(".`+class+`")].map(
			(c) => c.ariaLabel.split(" ")[0]).join(" ")`); got != want {
			t.Errorf("%s is %s, want %s", class, got, want)
		}
	}
	p.Screenshot("story")
	if got := p.Text(".bench-check .verdict-words"); !strings.Contains(got, "agrees") {
		t.Errorf("the gradient check says %q", got)
	}
	p.Wait("the link has the element", `location.hash.includes("element=dW.0.1")`)
	hash := browsertest.Eval[string](p, "location.hash")
	again := openBench(t, "/embed/layer"+hash)
	waitCells(again, "out", "4 −2 8 4")
	again.Wait("the link leads to the story", `document.querySelector(".bench-story h3")?.textContent === "How dW[0,1] came about"`)
}

// Every kind of layer, with each of its examples, is on the bench by itself: all its gradients are there, and agree
// with numerical ones.
func TestEveryKindOnTheBench(t *testing.T) {
	t.Parallel()
	p := openBench(t, "/layer")
	for _, k := range spec.Lone() {
		p.Run(`{ const s = document.querySelector("#bench-kind"); s.value = "` + k.Name + `"; s.dispatchEvent(new Event("change")); }`)
		p.Wait(k.Name+" is there", fmt.Sprintf(`document.querySelector("#bench-kind").value === %q &&
			document.querySelector(".bench-help").textContent === %q && !document.querySelector("#bench-error").textContent &&
			!document.querySelector(".bench-stale")`, k.Name, k.Help))
		p.Wait(k.Name+" is checked", `document.querySelector(".bench-check .verdict-right")`)
		p.Screenshot(k.Name)
	}
}
