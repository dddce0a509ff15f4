//go:build !js

package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// A person finds the network's mistakes, chooses a cell, and opens an image of it in the graph.
func TestOpenAMistakeInTheGraph(t *testing.T) {
	t.Parallel()
	p := open(t, "/")
	if browsertest.Eval[bool](p, `!!document.querySelector(".confusion")`) {
		t.Error("what nobody sees is measured")
	}
	p.Run(`document.querySelector(".mistakes").scrollIntoView()`)
	p.Wait("the surest mistakes are listed", `document.querySelectorAll(".mistake").length === 30`)
	if got := p.Text(".mistakes-of"); !strings.HasPrefix(got,
		"The built-in network, 784–50–10, at step 10,000, takes ") {
		t.Errorf("it says %q", got)
	}
	sum := browsertest.Eval[int](p, `[...document.querySelectorAll(".confusion [data-label]")].reduce((s, e) => s + (parseInt(e.textContent) || 0), 0)`)
	if sum != 10_000 {
		t.Errorf("the cells add up to %d", sum)
	}
	p.Focus("#confusion")
	for _, key := range []string{"ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "End"} { // to 3 taken for 9
		p.Run(fmt.Sprintf(
			`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: %q, bubbles: true }))`, key))
	}
	p.Wait("keys choose a cell",
		`document.querySelector("#mistakes-images-title").textContent.startsWith("3 taken for 9")`)
	p.Click(`.confusion [data-label="4"][data-digit="9"]`)
	p.Wait("a click chooses a cell",
		`document.querySelector("#mistakes-images-title").textContent.startsWith("4 taken for 9")`)
	p.Wait("its images have ink", `[...document.querySelectorAll(".mistake .pixels")].every((c) =>
		c.toDataURL() !== Object.assign(document.createElement("canvas"), { width: 28, height: 28 }).toDataURL())`)
	p.Screenshot("cell")
	p.Click(".mistakes-list li:first-child button")
	p.Wait("the graph is of that image, with its label as the target",
		`document.querySelector(".graph-of").textContent.match(/^The built-in network, 784–50–10, at step 10,000, takes test image [\d,]+ for a 9, .*The target is its label, 4\.$/)`)
	p.Wait("in the panel Draw the network's own answer comes first", seen+` === "9" &&
		document.querySelector(".verdict").textContent.startsWith("Built-in network784–50–109")`)
	p.Wait("the focus is at the graph", `document.activeElement.id === "graph-title"`)
	p.Screenshot("opened")
}
