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

// storyOf returns the element whose story is told.
const storyOf = `document.querySelector(".bench-story h3")?.textContent`

// TestSlidingWindow chooses an element of a convolution's output by key, and goes on by arrows: the window slides.
func TestSlidingWindow(t *testing.T) {
	t.Parallel()
	p := openBench(t, "/embed/layer#layer=conv1k2&numbers=x=1,2,3;4,5,6;7,8,9/~W=1,0;0,-1~b=2")
	p.Focus("#bench-out-0")
	p.Key(kb.Enter)
	p.Wait("the story of the first", storyOf+` === "How out[0,0,0,0] came about"`)
	window := func(want string) {
		t.Helper()
		p.Wait("the window is "+want, `[...document.querySelectorAll('[data-array="x"] .bench-from')].map(
			(c) => c.value).join(" ") === "`+want+`"`)
	}
	window("1 2 4 5")
	p.Key(kb.ArrowRight)
	window("2 3 5 6")
	p.Key(kb.ArrowDown)
	window("5 6 8 9")
	result := browsertest.Eval[string](p, `document.querySelector(".story-result").textContent`)
	if want := "−2"; result != want { // 5 − 9 + 2
		t.Errorf("the story ends with %q, want %q", result, want)
	}
	p.Key(kb.Enter)
	p.Wait("the story is closed", `!`+storyOf)
}

// No number is wider than its cell, on a phone neither.
func TestNumbersFitTheirCells(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]browsertest.Option{"wide": nil, "phone": {browsertest.Phone}} {
		p := openBench(t, "/layer#layer=batchnorm&numbers=x=1,10;2,30;3,20~dout=1,0;0,0;0,0.01", options...)
		p.Wait("there are long numbers", `[...document.querySelectorAll("button.bench-cell")].some(
			(c) => c.textContent.length > 7)`)
		if wide := browsertest.Eval[string](p, `[...document.querySelectorAll("button.bench-cell")].filter(
			(c) => c.scrollWidth > c.clientWidth).map((c) => c.textContent).join(" ")`); wide != "" {
			t.Errorf("%s: %s are wider than their cells", name, wide)
		}
	}
}

// TestBenchSteps goes through a layer by key: what is not computed yet is not shown.
func TestBenchSteps(t *testing.T) {
	t.Parallel()
	p := openBench(t, "/layer#layerStep=0")
	waitCells(p, "out", "· · · ·")
	waitCells(p, "dW", "· · · · · ·")
	p.Focus(".stepper-figure")
	p.Key(kb.ArrowRight)
	waitTitle(p, "Forward 1 of 2: ·")
	waitCells(p, "z", "0 −3 3.5 −2")
	waitCells(p, "out", "· · · ·")
	p.Key(kb.ArrowRight)
	waitCells(p, "out", "0 −2 3.5 −1")
	p.Key(kb.ArrowRight)
	waitTitle(p, "The gradient of the output")
	waitCells(p, "dz", "· · · ·")
	p.Key(kb.ArrowRight)
	waitCells(p, "dz", "1 0 0 1")
	waitCells(p, "dx", "· · · · · ·")
	p.Key(kb.ArrowRight)
	waitCells(p, "dx", "1 0.5 2 0 −1 1")
}

// TestBenchPasteAndSize pastes a table, makes x larger and smaller, and sees that other tables fit again.
func TestBenchPasteAndSize(t *testing.T) {
	t.Parallel()
	p := openBench(t, "/layer")
	paste := func(cell, text string) {
		p.Focus(cell)
		p.Run(`{
			const data = new DataTransfer();
			data.setData("text/plain", "` + text + `");
			document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
		}`)
	}
	paste("#bench-x-0", `1\t0\n0\t1\n2\t3`)
	waitCells(p, "x", "1 0 0 1 2 3")
	p.Wait("W has two rows", `document.querySelectorAll('[data-array="W"] tr').length === 2`)
	waitCells(p, "out", "1 1 0.5 0 3.5 −2")
	paste("#bench-W-1", `9 8`) // the second has no place
	waitCells(p, "W", "1 9 0.5 -1")
	p.Click(`[aria-label="More columns in x"]`)
	p.Wait("x has three columns", `document.querySelectorAll('[data-array="x"] tr:first-child td').length === 3`)
	p.Click(`[aria-label="Fewer rows in x"]`)
	p.Wait("x has two rows", `document.querySelectorAll('[data-array="dx"] tr').length === 2`)

	p.Focus("#bench-units")
	p.Run(`document.querySelector("#bench-units").select()`)
	p.Key("3" + kb.Enter)
	p.Wait("there are three units", `document.querySelectorAll('[data-array="out"] tr:first-child td').length === 3`)
	waitCells(p, "db", "1 1 1")
}

// TestBenchOfDropout draws new masks, and predicts without one.
func TestBenchOfDropout(t *testing.T) {
	t.Parallel()
	p := openBench(t, "/layer#layer=dropout0.5")
	before := cells(p, "mask")
	for i := 0; cells(p, "mask") == before; i++ {
		if i == 3 { // one of 4096 masks is the same
			t.Fatal("the mask stays")
		}
		mask := browsertest.Eval[string](p, "location.hash")
		p.Run(`[...document.querySelectorAll(".bench button")].find((b) => b.textContent === "New mask").click()`)
		p.Wait("the link changes", `location.hash !== "`+mask+`"`)
		p.Wait("the answer is here", `!document.querySelector(".bench-stale")`)
	}
	p.Click(`label:has(#bench-predict)`)
	waitCells(p, "out", "0.5 1 1.5 2 2.5 3 3.5 4 4.5 5 5.5 6")
	p.Wait("a prediction has no mask", `![...document.querySelectorAll(".bench button")].some(
		(b) => b.textContent === "New mask")`)
}

// TestBenchProblems writes what cannot be: the page says so in words, keeps what there was, and goes on.
func TestBenchProblems(t *testing.T) {
	t.Parallel()
	p := openBench(t, "/layer#layer=softmaxwithloss&numbers=x=1,2~t=0,1")
	waitCells(p, "y", "0.269 0.731")
	p.Focus("#bench-t-0")
	p.Key("1")
	p.Wait("it says why", `document.querySelector("#bench-error").textContent.includes("adds up to 2")`)
	p.Focus("#bench-t-1")
	p.Key("0")
	waitCells(p, "dx", "−0.731 0.731")
	p.Wait("nothing is wrong any more", `!document.querySelector("#bench-error").textContent`)

	for link, want := range map[string]string{"layer=foo": "the layers are affine", "layer=conv1k9": "kernel 9 exceeds",
		"numbers=x=1,2;3": "do not fit together", "numbers=x=1,2,3,4,5": "1 to 4 fit here"} {
		p := browsertest.Open(t, "/embed/layer#"+link)
		p.Wait(link+" is explained", `document.querySelector("#bench-error")?.textContent.includes("`+want+`")`)
	}
}

// TestBenchOnAPhone: nothing is wider than the screen, and the story of an element is in sight of it.
func TestBenchOnAPhone(t *testing.T) {
	t.Parallel()
	for _, hash := range []string{"", "#layer=conv2k3p1", "#layer=batchnorm", "#layer=softmaxwithloss"} {
		p := openBench(t, "/layer"+hash, browsertest.Phone)
		if wide := browsertest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
			t.Errorf("%q is %d pixels too wide", hash, wide)
		}
		p.Click("#bench-dx-0")
		p.Wait("the story is in sight", `(() => {
			const story = document.querySelector(".bench-told")?.getBoundingClientRect();
			const cell = document.querySelector("#bench-dx-0").getBoundingClientRect();
			return story && story.top < innerHeight - 40 && cell.top < story.top;
		})()`)
		p.Screenshot("phone" + strings.Trim(hash, "#"))
	}
}

// TestBenchCode opens the code beside a layer and goes through its steps: the line at work is lit, with its matrix
// behind it, in Python and in Go.
func TestBenchCode(t *testing.T) {
	t.Parallel()
	lit := func(p *browsertest.Page, want string) {
		t.Helper()
		p.Wait("lit are "+want, `[...document.querySelectorAll("#bench-code .code-now")].map(
			(l) => l.textContent.trim().replace(/\s+/g, " ")).join("; ") === "`+want+`"`)
	}
	for size, options := range views(1400, 1100) {
		p := openBench(t, "/embed/layer#layerStep=0", options...)
		p.Click(".class-code summary")
		p.Wait("the class is there, and nothing is at work", `document.querySelector("#bench-code")?.textContent.
			startsWith("class Affine:") && !document.querySelector("#bench-code .code-now")`)
		p.Focus(".stepper-figure")
		p.Key(kb.ArrowRight + kb.ArrowRight)
		lit(p, "self.shape = x.shape; self.x = x.reshape(len(x), -1) # an image becomes a row → [[1 2 −1] [0 3 1]]; "+
			"out = self.x @ self.W + self.b → [[0 −2] [3.5 −1]]")
		p.Run(`document.querySelector(".class-code").scrollIntoView({block: "end"})`)
		p.Screenshot(size + "-forward")
		p.Key(kb.ArrowRight + kb.ArrowRight)
		lit(p, "self.db = dout.sum(axis=0) ← [1 1]")
		p.Key(kb.ArrowRight)
		lit(p, "self.dW = self.x.T @ dout ← [[1 0] [2 3] [−1 1]]; "+
			"dx = (dout @ self.W.T).reshape(self.shape) ← [[1 0.5 2] [0 −1 1]]")
		p.Run(`document.querySelector(".class-code").scrollIntoView({block: "end"})`)
		p.Screenshot(size + "-backward")
		p.Click("label:has(#bench-code-go)")
		p.Wait("the body of Backward is lit", `document.querySelector("#bench-code .code-now")?.
			previousElementSibling.textContent.includes(") Backward(")`)
		if wide := browsertest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
			t.Errorf("%s: the page is %d pixels too wide", size, wide)
		}
	}
}
