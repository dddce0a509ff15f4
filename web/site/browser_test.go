package site_test

import (
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/site"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// running is true once the program in the page has taken over: boot.js removes the loader then.
const running = `document.querySelector("main") && !document.getElementById("app-wasm-loader")`

// best is the digit that the reader takes the drawing for.
const best = `document.querySelector(".bar:has(.of-reader.bar-best) .bar-digit")?.textContent`

// Each page starts, where its address says. Where a mail program has cut its link off in the midst of an escape, it
// says what it does not understand: when its hash changes, and when it starts.
func TestPagesStart(t *testing.T) {
	t.Parallel()
	for _, path := range pagePaths(t) {
		t.Run(path, func(t *testing.T) {
			p := browsertest.Open(t, path)
			p.Wait("the program runs", running)
			want := path
			if strings.HasPrefix(path, "/preset/") {
				want = "/"
			}
			if got := browsertest.Eval[string](p, "location.pathname"); got != want {
				t.Errorf("it is at %s, want %s", got, want)
			}
			p.Screenshot("page")
			p.Run(`location.hash = "#seed=8&learningRate=0.5%"`)
			p.Wait("the page says what it does not understand", shows(`"0.5%"`))
			p.Run(`location.hash = "#seed=7&%2"`)
			p.Reload()
			p.Wait("it does so when it starts, too", shows(`"%2"`))
		})
	}
}

// pagePaths returns the paths of all pages: what is HTML and not for the case that nothing is there.
func pagePaths(t *testing.T) []string {
	t.Helper()
	s := browsertest.Built(t)
	var paths []string
	for _, a := range s.Assets() {
		if strings.HasPrefix(a.Type, "text/html") && a.Path != "/404.html" && !strings.HasPrefix(a.Path, "/web/") {
			paths = append(paths, a.Path)
		}
	}
	return paths
}

// TestPreset opens the page of a network: it has that network and the way to train it, unless its URL says something
// else.
func TestPreset(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/preset/simpleconvnet")
	network := func(name string) {
		t.Helper()
		p.Wait("the network is "+name,
			running+` && document.querySelector("#preset")?.selectedOptions[0]?.text === "`+name+`"`)
	}
	network("SimpleConvNet")
	if got := browsertest.Eval[string](p, `document.querySelector("#setting-iterations").value`); got != "1800" {
		t.Errorf("it is trained for %s steps", got)
	}
	p.Reload()
	network("SimpleConvNet")
	p.Go("/preset/lenet#hidden=12")
	network("Your own")
	if got := browsertest.Eval[string](p, "location.pathname + location.hash"); got != "/#hidden=12" {
		t.Errorf("it is at %s", got)
	}
}

// TestLoading holds back half of the program: what the server rendered is there meanwhile, with the progress, and in
// the places where it stays. The graph finds its height when it is drawn.
func TestLoading(t *testing.T) {
	t.Parallel()
	for name, option := range map[string]browsertest.Option{
		"wide": browsertest.Viewport(1440, 1000), "phone": browsertest.Phone,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			release := make(chan struct{})
			p := browsertest.Open(t, "/", option,
				browsertest.Route("/web/app.wasm", served(t, "/web/app.wasm", func(w http.ResponseWriter, wasm []byte) {
					w.Header().Set("Content-Length", strconv.Itoa(len(wasm)))
					w.Write(wasm[:len(wasm)/2])
					w.(http.Flusher).Flush()
					<-release
					w.Write(wasm[len(wasm)/2:])
				})))
			p.Wait("half is there", `(() => {
				const { value } = document.getElementById("app-wasm-loader-progress");
				return value > 0.4 && value < 0.6;
			})()`)
			p.WaitVisible("#app-wasm-loader")
			p.WaitVisible("main h2")
			p.Screenshot("half")
			const places = `[...document.querySelectorAll("h2, .button, .chart, .plot-frame, .control, summary, .bar")].
				filter((e) => e.checkVisibility() && !e.closest(".panel.graph, .panel.fool, .panel.mistakes")).
				map((e) => e.className + " " + Math.round(e.getBoundingClientRect().top + scrollY)).join("\n")`
			before := browsertest.Eval[string](p, places)
			close(release)
			p.Wait("the program runs", running)
			p.Screenshot("running")
			if after := browsertest.Eval[string](p, places); after != before {
				t.Errorf("it stands at\n%s\nand before the program was there at\n%s", after, before)
			}
		})
	}
}

// TestInkBeforeTheProgram draws while the program is on its way. The program takes the strokes over, the one that is
// being drawn too, and the networks answer.
func TestInkBeforeTheProgram(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/", "/embed/draw"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			release := make(chan struct{})
			p := browsertest.Open(t, path,
				browsertest.Route("/web/app.wasm", served(t, "/web/app.wasm", func(w http.ResponseWriter, wasm []byte) {
					<-release
					w.Write(wasm)
				})))
			seven := [][][2]float64{{{0.2, 0.2}, {0.8, 0.2}}, {{0.8, 0.2}, {0.6, 0.5}, {0.4, 0.85}}}
			p.DrawPausing("#ink", seven, func() {
				p.Screenshot("before")
				inked := browsertest.Eval[int](p, `(() => {
					const { width, height } = document.getElementById("ink");
					const { data } = document.getElementById("ink").getContext("2d").getImageData(0, 0, width, height);
					return data.filter((v, i) => i % 4 === 3 && v > 0).length;
				})()`)
				if inked < 1000 {
					t.Errorf("%d pixels have ink before the program is there", inked)
				}
				close(release)
				p.Wait("the program runs", running)
			})
			p.Wait("it is read", best+` === "7"`)
			p.Screenshot("after")
			p.Click(".draw .row button:nth-child(2)")
			p.Wait("the first stroke is left", best+` !== "7"`)
			p.Click(".draw .row button:nth-child(2)")
			p.WaitVisible(".sheet-hint")
		})
	}
}

// served answers for a file of the site with its real, uncompressed bytes at hand.
func served(t *testing.T, path string, answer func(w http.ResponseWriter, bytes []byte)) http.HandlerFunc {
	t.Helper()
	for _, a := range browsertest.Built(t).Assets() {
		if a.Path == path {
			return func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", a.Type)
				answer(w, a.Body)
			}
		}
	}
	t.Fatalf("the site has no %s", path)
	return nil
}

// TestFailures provokes each way in which the program may not run, and looks for what happened and what to do.
func TestFailures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, path string
		options    []browsertest.Option
		want       []string
	}{
		{"no WebAssembly", "/", []browsertest.Option{browsertest.Before("delete globalThis.WebAssembly")},
			[]string{"This browser does not run WebAssembly.", "Use a current Firefox, Chrome, Edge or Safari"}},
		{"missing", "/", []browsertest.Option{browsertest.Missing("/web/app.wasm"), browsertest.Allow("404")},
			[]string{"Inkgrad could not be loaded.", "The server answered 404 Not Found.", "Load again"}},
		{"cut off", "/", []browsertest.Option{browsertest.Allow("ERR_"), browsertest.Route("/web/app.wasm",
			served(t, "/web/app.wasm", func(w http.ResponseWriter, wasm []byte) {
				w.Header().Set("Content-Length", strconv.Itoa(len(wasm)))
				w.Write(wasm[:len(wasm)/2])
				w.(http.Flusher).Flush()
				panic(http.ErrAbortHandler)
			}))},
			[]string{"Inkgrad could not be loaded.", "Load again"}},
		{"garbled", "/", []browsertest.Option{
			browsertest.Route("/web/app.wasm", served(t, "/web/app.wasm", func(w http.ResponseWriter, wasm []byte) {
				w.Write([]byte(strings.Repeat("not a program ", 100)))
			}))},
			[]string{"Inkgrad could not be loaded.", "magic", "Load again"}},
		{"ended", "/", []browsertest.Option{browsertest.Allow("exit code"), browsertest.Route("/web/app.wasm",
			served(t, "/web/app.wasm", func(w http.ResponseWriter, _ []byte) { w.Write(exits) }))},
			[]string{"Inkgrad has stopped.", "Reload the page to continue"}},
		{"no JavaScript", "/", []browsertest.Option{browsertest.NoScript},
			[]string{"JavaScript is switched off.", "switch JavaScript on for this site"}},
		{"no JavaScript for a panel", "/embed/draw", []browsertest.Option{browsertest.NoScript},
			[]string{"This figure cannot run here.", "The page around it forbids it to run"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := browsertest.Open(t, c.path, c.options...)
			p.WaitVisible(".boot-failed")
			said := p.Text(".boot-failed")
			for _, want := range c.want {
				if !strings.Contains(said, want) {
					t.Errorf("it says %q, without %q", said, want)
				}
			}
			p.Screenshot("message")
		})
	}
}

// exits is a program as Go's loader knows it, of one function, which ends with code 1:
//
//	(module
//	  (import "gojs" "runtime.wasmExit" (func $exit (param i32)))
//	  (memory (export "mem") 1)
//	  (func (export "run") (param i32 i32) (call $exit (i32.const 0)))
//	  (data (i32.const 8) "\01"))
var exits = []byte("\x00asm\x01\x00\x00\x00" +
	"\x01\x0a\x02\x60\x01\x7f\x00\x60\x02\x7f\x7f\x00" +
	"\x02\x19\x01\x04gojs\x10runtime.wasmExit\x00\x00" +
	"\x03\x02\x01\x01" +
	"\x05\x03\x01\x00\x01" +
	"\x07\x0d\x02\x03mem\x02\x00\x03run\x00\x01" +
	"\x0a\x08\x01\x06\x00\x41\x00\x10\x00\x0b" +
	"\x0b\x07\x01\x00\x41\x08\x0b\x01\x01")

// TestLoadAgain lets the first load fail: the button of the message loads the page again, and it runs.
func TestLoadAgain(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	whole := served(t, "/web/app.wasm", func(w http.ResponseWriter, wasm []byte) { w.Write(wasm) })
	p := browsertest.Open(t, "/", browsertest.Allow("503"),
		browsertest.Route("/web/app.wasm", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asked.Add(1) == 1 {
				http.Error(w, "busy", http.StatusServiceUnavailable)
				return
			}
			whole(w, r)
		})))
	p.Click(".boot-failed button")
	p.Wait("the program runs", running)
}

func TestNotFound(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, "/no/such/page", browsertest.Allow("404"))
	p.WaitVisible("main.boot-page")
	if got := p.Text("h1"); got != "There is no such page" {
		t.Errorf("it says %q", got)
	}
	p.Screenshot("page")
	p.Click("main a")
	p.Wait("the link leads to the page, which runs", `location.pathname === "/" && `+running)
}

// TestExport serves the static export with a server that knows nothing of the site.
func TestExport(t *testing.T) {
	t.Parallel()
	root, err := browsertest.Root()
	if err != nil {
		t.Fatal(err)
	}
	s, err := site.New(site.Local(root))
	if err != nil {
		t.Skipf("this test needs a build: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "dist")
	for range 2 { // the second replaces the first
		if err := s.Export(dir); err != nil {
			t.Fatal(err)
		}
	}
	plain := browsertest.Serve(http.FileServer(http.Dir(dir)))
	for path, want := range map[string]string{
		"/": "/", "/index.html": "/", "/embed/draw": "/embed/draw", "/embed/train/": "/embed/train",
		"/embed/graph.html": "/embed/graph",
	} {
		t.Run(path, func(t *testing.T) {
			p := browsertest.Open(t, path+"#seed=3", plain)
			p.Wait("the program runs", running)
			if got := browsertest.Eval[string](p, "location.pathname + location.hash"); got != want+"#seed=3" {
				t.Errorf("it is at %s, want %s#seed=3", got, want)
			}
		})
	}
}

// TestExportFolderOfHost draws, trains a step and follows a link in an export that lies in a folder of a plain file
// server.
func TestExportFolderOfHost(t *testing.T) {
	t.Parallel()
	root, err := browsertest.Root()
	if err != nil {
		t.Fatal(err)
	}
	config := site.Local(root)
	config.Base = "/notes/inkgrad/"
	s, err := site.New(config)
	if err != nil {
		t.Skipf("this test needs a build: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "dist")
	if err := s.Export(dir); err != nil {
		t.Fatal(err)
	}
	p := browsertest.Open(t, "/notes/inkgrad/#seed=3&dataSize=10000",
		browsertest.Serve(http.StripPrefix("/notes/inkgrad", http.FileServer(http.Dir(dir)))))
	p.Wait("the program runs", running)
	p.Wait("the page invites to draw", `document.querySelector(".sheet-hint")?.textContent.includes("Draw")`)
	p.Draw("#ink", [][][2]float64{{{0.3, 0.25}, {0.7, 0.25}, {0.45, 0.8}}})
	p.Wait("the drawing is classified", `document.querySelector(".bar-best")`)
	const step = `[...document.querySelectorAll(".train .figure")].find((f) => f.querySelector("dt").textContent === "Step").querySelector("dd").textContent`
	p.Wait("the network can be trained", `!(document.querySelector("#train-button")?.disabled ?? true)`)
	p.Click(".train-buttons button:nth-child(3)") // from scratch
	p.Wait("the network is fresh", step+`.startsWith("0 of")`)
	p.Click(".train-buttons button:nth-child(2)") // One step
	p.Wait("a step is trained", step+`.startsWith("1 of")`)
	p.Click(`nav.places a[href^="/notes/inkgrad/formula"]`)
	p.Wait("the link leads to the formula",
		`location.pathname === "/notes/inkgrad/formula" && document.querySelector(".formula")`)
	for path, want := range map[string]string{"/notes/inkgrad/formula/": "/notes/inkgrad/formula",
		"/notes/inkgrad/embed/train/":  "/notes/inkgrad/embed/train",
		"/notes/inkgrad/preset/lenet/": "/notes/inkgrad/"} {
		p.Go(path)
		p.Wait("the page of "+path+" runs",
			running+` && location.pathname === `+strconv.Quote(want)+` && document.querySelector(".panel h2")`)
	}
}

// TestOldWorker lets a service worker of another project be there, which answers for everything from its cache: it is
// gone soon.
func TestOldWorker(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	root, err := browsertest.Root()
	if err != nil {
		t.Fatal(err)
	}
	p := browsertest.Open(t, "/no/such/page", browsertest.Allow("404"),
		browsertest.Route("/app-worker.js", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asked.Add(1) > 1 {
				http.ServeFile(w, r, filepath.Join(root, "static", "app-worker.js"))
				return
			}
			w.Header().Set("Content-Type", "text/javascript")
			w.Write([]byte(`
				addEventListener("install", (e) => e.waitUntil(caches.open("old").then((c) => c.put("/", new Response("stale")))));
				addEventListener("activate", (e) => e.waitUntil(clients.claim()));
				addEventListener("fetch", (e) => e.respondWith(caches.match(e.request).then((r) => r ?? fetch(e.request))));`))
		})))
	p.Run(`navigator.serviceWorker.register("/app-worker.js"); await navigator.serviceWorker.ready`)
	p.Wait("the old worker answers", `await (await fetch("/")).text() === "stale"`)
	p.Run(`window.visit = "with the old worker"`)
	// as the browser does at a later visit
	p.Run(`const r = await navigator.serviceWorker.getRegistration(); await r.update()`)
	p.Wait("worker and cache are gone", `(await navigator.serviceWorker.getRegistrations()).length === 0
		&& (await caches.keys()).length === 0`)
	// a Go meanwhile would be cut off
	p.Wait("the page was loaded again", `window.visit === undefined && document.readyState === "complete"`)
	p.Go("/")
	p.Wait("the program runs", running)
}
