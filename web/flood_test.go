//go:build !js

package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/panel"
)

// TestAFloodOfMessages sends 10,000 messages that mean harm, or nothing, to each panel. Each is answered or nobody's,
// and then the panel answers a question, and has nothing to say about itself.
func TestAFloodOfMessages(t *testing.T) {
	t.Parallel()
	for _, kind := range panel.All() {
		t.Run(kind.Name, func(t *testing.T) {
			t.Parallel()
			host := browsertest.Open(t, "/cage", browsertest.Viewport(monkeySize, monkeySize),
				browsertest.Route("/cage", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "text/html; charset=utf-8")
					fmt.Fprintf(w, cage, kind.Path())
				})))
			frame := host.Frame("/", `document.querySelector("iframe")`)
			frame.Wait("the panel is there", `document.querySelector("main") && !document.querySelector("#app-wasm-loader")`)
			host.Run(`
				const frame = document.querySelector("iframe").contentWindow;
				const ask = (id, method, params) => frame.postMessage({ inkgrad: 1, id, method, params }, "*");
				const harm = [
					(i) => ask(i, i % 8 ? "getState" : "graph"), (i) => ask(i, i % 8 ? "draw" : "params"), (i) => ask(i, "m" + i), (i) => ask(i, "train", [i]),
					(i) => ask(i, "setState", { seed: i }), (i) => ask(i, "setState", { hidden: "9".repeat(i) }),
					(i) => ask(i, "classify", { strokes: [[[i, NaN], [Infinity, -i]]] }), (i) => ask(i, "__proto__", null),
					(i) => ask(i, "setFormula", { expression: "(".repeat(i) }), (i) => ask({ toString: null }, "getState"),
					(i) => frame.postMessage(i, "*"), () => frame.postMessage(null, "*"),
					(i) => frame.postMessage({ inkgrad: i, id: i, method: "reset" }, "*"),
					() => frame.postMessage({ inkgrad: 1, id: 10n, method: { a: [1n] }, params: new Map() }, "*"),
					(i) => frame.postMessage({ inkgrad: 1, id: i }, "*"), (i) => ask(i, "classify", new ArrayBuffer(i)),
				];
				for (let i = 0; i < 10_000; i++) harm[i % harm.length](i);`)
			// Part of the flood was refused, since too much waits, and so may the question be at first.
			host.Wait("a question is answered", `await (async () => {
				document.querySelector("iframe").contentWindow.postMessage({ inkgrad: 1, id: "after", method: "classify",
					params: { strokes: [[[70, 56], [210, 56], [112, 238]]] } }, "*");
				await new Promise((done) => addEventListener("message", done, { once: true }));
				return answers.some((a) => a.id === "after" && a.result?.probabilities.length === 10);
			})()`)
			if said := browsertest.Eval[string](frame, `[...document.querySelectorAll(".boot-failed, .notice")].
				map((e) => e.innerText).join()`); said != "" {
				t.Errorf("the panel says: %s", said)
			}
		})
	}
}
