//go:build !js

package web_test

import (
	"strconv"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/panel"
)

// TestAFloodOfMessages sends 10,000 messages that mean harm, or nothing, to the panels that have most to show, and
// 1,000 to each of the others. Each is answered or nobody's, and then the panel answers a question, and has nothing to
// say about itself.
func TestAFloodOfMessages(t *testing.T) {
	t.Parallel()
	for _, kind := range panel.All() {
		t.Run(kind.Name, func(t *testing.T) {
			t.Parallel()
			messages := 1_000
			if kind.Name == "graph" || kind.Name == "all" {
				messages = 10_000
			}
			host, frame := openInCage(t, kind.Path(), browsertest.Viewport(monkeySize, monkeySize))
			frame.Wait("the panel is there", `document.querySelector("main") && !document.querySelector("#app-wasm-loader")`)
			host.Run(`
				const frame = document.querySelector("iframe").contentWindow;
				const ask = (id, method, params) => frame.postMessage({ inkgrad: 1, id, method, params }, "*");
				const harm = [
					(i) => ask(i, i % 8 ? "getState" : "graph"), (i) => ask(i, i % 8 ? "draw" : "params"),
					(i) => ask(i, "m" + i), (i) => ask(i, "train", [i]),
					(i) => ask(i, "setState", { seed: i }), (i) => ask(i, "setState", { hidden: "9".repeat(i) }),
					(i) => ask(i, "classify", { strokes: [[[i, NaN], [Infinity, -i]]] }), (i) => ask(i, "__proto__", null),
					(i) => ask(i, "setFormula", { expression: "(".repeat(i) }), (i) => ask({ toString: null }, "getState"),
					(i) => frame.postMessage(i, "*"), () => frame.postMessage(null, "*"),
					(i) => frame.postMessage({ inkgrad: i, id: i, method: "reset" }, "*"),
					() => frame.postMessage({ inkgrad: 1, id: 10n, method: { a: [1n] }, params: new Map() }, "*"),
					(i) => frame.postMessage({ inkgrad: 1, id: i }, "*"), (i) => ask(i, "classify", new ArrayBuffer(i)),
				];
				for (let i = 0; i < ` + strconv.Itoa(messages) + `; i++) harm[i % harm.length](i);`)
			// Part of the flood was refused, since too much waits, and so may the question be at first.
			host.Wait("a question is answered", asked)
			if said := browsertest.Eval[string](frame, `[...document.querySelectorAll(".boot-failed, .notice")].
				map((e) => e.innerText).join()`); said != "" {
				t.Errorf("the panel says: %s", said)
			}
		})
	}
}
