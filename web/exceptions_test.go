//go:build !js

package web_test

import (
	"net/http"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// A browser that refuses something throws. The page then works without it.
func TestThePageWorksWhereTheBrowserRefuses(t *testing.T) {
	t.Parallel()
	const read = `[...document.querySelectorAll(".bar-text")].some((e) => e.textContent.includes("%"))`
	const no = `() => { throw new DOMException("The operation is insecure.", "SecurityError") }`
	const all = `for (const name of ["indexedDB", "localStorage", "sessionStorage", "caches"])
			Object.defineProperty(window, name, { get: ` + no + `, configurable: true });
		for (const name of ["serviceWorker", "locks"])
			Object.defineProperty(navigator, name, { get: ` + no + `, configurable: true });
		window.BroadcastChannel = function () { (` + no + `)() }`
	for name, script := range map[string]string{
		"all that keeps or shares": all,
		// Each of these is apart from the others.
		"channels, a storage that is null, a pointer's capture, the URL": `
			Object.defineProperty(window, "BroadcastChannel", { get: ` + no + `, configurable: true });
			Object.defineProperty(window, "localStorage", { value: null, configurable: true });
			Element.prototype.setPointerCapture = () => { throw new DOMException("no", "NotFoundError") };
			addEventListener("DOMContentLoaded", () => { history.replaceState = ` + no + ` })`,
		"Workers by URL, at once": `const Real = Worker; window.Worker = function (url) {
			if (url.startsWith("data:")) return new Real(url);
			throw new DOMException("no", "SecurityError");
		}`,
		"Workers by URL, by an error later": `const Real = Worker; window.Worker = function (url) {
			if (url.startsWith("data:")) return new Real(url);
			const refused = { postMessage() {}, terminate() {} };
			setTimeout(() => refused.onerror?.(new Event("error")), 50);
			return refused;
		}`,
		"storage, at the property": `Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("no", "SecurityError") } })`,
		"storage, as it opens":     `IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError") }`,
		"a closed database":        `IDBDatabase.prototype.transaction = () => { throw new DOMException("no", "InvalidStateError") }`,
		"what is no Error":         `IDBFactory.prototype.open = () => { throw null }`,
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, "/#hidden=12&dataSize=10000", browsertest.Before(script))
			p.Draw(ink, seven())
			p.Wait("the drawing is read", read)
			p.Click(oneStepBtn)
			p.Wait("a step is done", stepIs("1 "))
		})
	}
	t.Run("Workers", func(t *testing.T) {
		p := browsertest.Open(t, "/",
			browsertest.Before(`window.Worker = function () { throw new DOMException("no", "SecurityError") }`))
		p.Wait("the page says so",
			`document.querySelector(".notices")?.textContent.includes("did not give this page a Web Worker")`)
	})
}

// A fault in Go is no refusal of the browser's: where a browser lacks what every browser has, the program ends, and
// says so.
func TestAFaultIsNotSwallowed(t *testing.T) {
	t.Parallel()
	p := open(t, "/", browsertest.Before(`delete Element.prototype.setPointerCapture`),
		browsertest.Allow("panic", "goroutine", "setPointerCapture", "exit code", "already exited"))
	p.Draw(ink, seven())
	p.Wait("the page says that it has stopped",
		`document.querySelector(".boot-failed")?.textContent.includes("Inkgrad has stopped.")`)
}

// A message may hold a BigInt, which JSON and Go do not know; the frame refuses it and goes on.
func TestAMessageWithABigInt(t *testing.T) {
	t.Parallel()
	const page = `<!DOCTYPE html><html lang="en"><title>Notes</title><link rel="icon" href="data:,">
<iframe src="/embed/draw"></iframe><script>
const answers = [];
onmessage = (e) => answers.push(e.data);
</script>`
	p := browsertest.Open(t, "/notes",
		browsertest.Route("/notes", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(page))
		})))
	p.Wait("the frame is ready", `answers.some((a) => a.event === "ready")`)
	p.Run(`for (const m of [1n, { inkgrad: 1n, id: 1 }, { inkgrad: 1, id: 2n }, { inkgrad: 1, id: 3, method: "getState", params: 1n },
		{ inkgrad: 1, id: 4, method: "getState" }]) frames[0].postMessage(m, "*")`)
	p.Wait("the last is answered", `answers.some((a) => a.id === 4 && a.result)`)
	if got := browsertest.Eval[string](p,
		`answers.filter((a) => a.error).map((a) => a.id + ": " + a.error.message).join("; ")`); got !=
		"1: the message is not of version 1: {inkgrad: 1, id, method, params}; null: the id of the request is "+
			"neither a number nor a text; "+
			"3: the request cannot be written as JSON" {
		t.Errorf("refused is %s", got)
	}
}
