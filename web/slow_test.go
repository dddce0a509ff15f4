//go:build !js

package web_test

import (
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// countProgress keeps how many Progress the page has had, and how many of them it has not said to show.
const countProgress = `const { Worker: Original } = window;
	window.behind = 0;
	window.progress = 0;
	window.most = 0;
	window.Worker = class extends Original {
		constructor(...args) {
			super(...args);
			this.addEventListener("message", ({ data }) => {
				const kinds = (data.messages ?? []).map((m) => new TextDecoder("latin1").decode(m.subarray(1, 9)));
				const news = kinds.filter((kind) => kind === "Progress").length;
				progress += news;
				behind += news;
				most = Math.max(most, behind);
			});
		}
		postMessage(data, transfer) {
			if (data.shown) behind--;
			super.postMessage(data, transfer);
		}
	};`

// TestASlowPage trains on a page that is much slower than its engine. A drawing is answered while training runs: the
// engine says no more of the training than the page shows. And while the numbers change, no part of the page changes to
// and fro.
func TestASlowPage(t *testing.T) {
	t.Parallel()
	p := open(t, "/#iterations=1000000&hidden=100", browsertest.Slow(4), browsertest.Before(countProgress),
		browsertest.Before(`
		window.blinking = [];
		addEventListener("transitionrun", ({ target }) => blinking.push(target.textContent));`))
	p.Click(trainBtn)
	p.Wait("it trains", running)
	p.Wait("the page shows some of it", stepNumber+` > 1000`)
	p.Run("blinking.length = 0")
	p.Wait("it shows more of it", stepNumber+` > 3000`)
	if blinking := browsertest.Eval[[]string](p, "blinking"); len(blinking) > 0 {
		t.Errorf("while training runs, this blinks: %q", blinking)
	}
	p.Draw(ink, seven())
	p.Wait("the drawing is read", `document.querySelector(".bar-best")`)
	if !browsertest.Eval[bool](p, running) {
		t.Error("the drawing was read after the training")
	}
	// The first and the last Progress of a run wait for none.
	if most := browsertest.Eval[int](p, "most"); most < 1 || most > 2 {
		t.Errorf("the page was %d Progress behind its engine, want 1 or 2", most)
	}
}

// TestAHiddenPage trains in a tab behind another one, whose timers come rarely: it is told of its training none the
// less, and so has a network to keep. It may wait once, for what it has not rendered when it is hidden.
func TestAHiddenPage(t *testing.T) {
	t.Parallel()
	p := open(t, "/#iterations=1000000&hidden=100", browsertest.Before(countProgress), browsertest.Before(`
		window.rests = false;
		Object.defineProperty(document, "hidden", { get: () => rests });
		const { setTimeout: real } = window;
		window.setTimeout = (f, ms, ...args) => real(f, rests ? Math.max(ms, 20_000) : ms, ...args);`))
	p.Click(trainBtn)
	p.Wait("it trains", running+` && progress > 2`)
	p.Run("rests = true; progress = 0")
	for end := time.Now().Add(browsertest.Patience); browsertest.Eval[int](p, "progress") < 20; {
		if time.Now().After(end) {
			t.Fatal("a hidden page is not told of its training")
		}
		time.Sleep(50 * time.Millisecond)
	}
}
