package site_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/site"
)

// folders serves the site as a static host has it in several folders, and a page of no site at /.
func folders(t *testing.T, bases ...string) http.Handler {
	t.Helper()
	root, err := browsertest.Root()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, base := range bases {
		config := site.Local(root)
		config.Base = base
		s, err := site.New(config)
		if err != nil {
			t.Skipf("this test needs a build: %v", err)
		}
		if err := s.Export(filepath.Join(dir, base)); err != nil {
			t.Fatal(err)
		}
	}
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			files.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!DOCTYPE html><title>Notes</title><link rel="icon" href="data:,"><main></main>`))
	})
}

// TestVersionsBesideEachOther has two builds in two folders of one host: what one keeps in the browser is its own.
func TestVersionsBesideEachOther(t *testing.T) {
	t.Parallel()
	const old, next, later = "/inkgrad/0.9", "/inkgrad/0.10", "/inkgrad/0.11"
	p := browsertest.Open(t, old+"/#hidden=12&dataSize=10000", browsertest.Serve(folders(t, old, next, later)))
	const step = `[...document.querySelectorAll(".train .figure")].find((f) => f.querySelector("dt").textContent === "Step").querySelector("dd").textContent`
	train := func(steps string) {
		t.Helper()
		p.Wait("the network can be trained", `!(document.querySelector("#train-button")?.disabled ?? true)`)
		p.Click(".train-buttons button:nth-child(2)") // One step
		p.Wait("a step is trained", step+`.startsWith("`+steps+` of")`)
	}
	// kept comes to the number of the texts among a database's keys, or to -1 where there is no database.
	kept := func(name string) string {
		return `(await indexedDB.databases()).some(({ name }) => name === "` + name + `") ? await new Promise((done) => {
			const open = indexedDB.open("` + name + `");
			open.onsuccess = () => {
				const keys = open.result.transaction("kept").objectStore("kept").getAllKeys();
				keys.onsuccess = () => {
					open.result.close();
					done(keys.result.filter((key) => key.startsWith?.("network")).length);
				};
			};
		}) : -1`
	}
	const offer = `document.querySelector(".notice-offer")?.textContent ?? ""`
	train("1")
	train("2")
	p.Wait("it is kept", kept("inkgrad"+old)+" === 1")

	p.Go(next + "/#hidden=8&dataSize=10000")
	train("1")
	p.Wait("it is kept", kept("inkgrad"+next)+" === 1")
	if got := browsertest.Eval[string](p, offer); got != "" {
		t.Errorf("one version offers what the other has kept: %s", got)
	}
	p.Reload()
	p.Wait("the one is as it was", step+`.startsWith("1 of")`)
	p.Go(old + "/")
	p.Wait("the other offers what it had", "("+offer+`).includes("2 steps")`)
	p.Reload()
	p.Wait("the other is as it was", step+`.startsWith("2 of")`)
	if got := browsertest.Eval[string](p, `(async () => [
		(await indexedDB.databases()).map(({ name }) => name).sort(), (await caches.keys()).length,
		(await navigator.serviceWorker.getRegistrations()).length].join(" "))()`); got !=
		strings.Join([]string{"inkgrad" + next + ",inkgrad" + old, "0", "0"}, " ") {
		t.Errorf("databases, caches and service workers are %s", got)
	}

	// What a version before 0.10 has kept for all folders is there at the first visit of a new one.
	p.Run(`
		const all = (request) => new Promise((done) => request.onsuccess = () => done(request.result));
		const from = await all(indexedDB.open("inkgrad` + old + `"));
		const table = from.transaction("kept").objectStore("kept");
		const [keys, values] = await Promise.all([all(table.getAllKeys()), all(table.getAll())]);
		const open = indexedDB.open("inkgrad", 1);
		open.onupgradeneeded = () => open.result.createObjectStore("kept");
		const to = await all(open);
		const put = to.transaction("kept", "readwrite");
		keys.forEach((key, i) => put.objectStore("kept").put(values[i], key));
		await new Promise((done) => put.oncomplete = done);
		to.close();
		from.close();`)
	p.Go(later + "/")
	p.Wait("the new one offers what was kept for all", "("+offer+`).includes("2 steps")`)
	p.Wait("it is its own now", kept("inkgrad"+later)+" === 1")
}

// TestVersionsOfTheAPI imports v1/embed.js of two builds of one host into one page: each has its own frames.
func TestVersionsOfTheAPI(t *testing.T) {
	t.Parallel()
	const old, next = "/inkgrad/v1", "/inkgrad/next"
	p := browsertest.Open(t, "/", browsertest.Serve(folders(t, old, next)))
	p.Run(`
		window.shown = await Promise.all(["` + old + `", "` + next + `"].map(async (base) => {
			const { Inkgrad, InkgradError } = await import(base + "/v1/embed.js");
			if (!InkgradError) throw new Error("there is no InkgradError");
			const pg = await Inkgrad.mount("main", { panel: "draw" });
			const { digit } = await pg.classify({ strokes: [[[1, 0], [1, 5]]] });
			return new URL([...document.querySelectorAll("iframe")].find((f) => f.src.includes(base + "/embed")).src).pathname + digit;
		}));
		document.querySelector("main").insertAdjacentHTML("beforeend", '<ink-grad panel="train" load="now"></ink-grad>');`)
	if got, want := browsertest.Eval[string](p, "shown.join()"), old+"/embed/draw1,"+next+"/embed/draw1"; got != want {
		t.Errorf("the frames are %s, want %s", got, want)
	}
	p.Wait("the element is there once", `document.querySelector("ink-grad").shadowRoot.querySelector("iframe")`)
}
