//go:build !js

package web_test

import (
	"bytes"
	"net/http"
	"path"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// asset returns what the site has at a path.
func asset(t *testing.T, urlPath string) []byte {
	t.Helper()
	for _, a := range browsertest.Built(t).Assets() {
		if a.Path == urlPath {
			return a.Body
		}
	}
	t.Fatalf("the site has no %s", urlPath)
	return nil
}

// kept answers with body, as the site answers to ?v=: a browser keeps it for a year, and asks for it no more.
func kept(w http.ResponseWriter, contentType string, body []byte) {
	if w.Header()["Content-Type"] = nil; contentType != "" { // nil says that Go is not to guess one
		w.Header().Set("Content-Type", contentType)
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
	w.Write(body)
}

// notice clicks the button of a notice.
func notice(button string) string {
	return `[...document.querySelectorAll(".notices button")].find((b) => b.textContent === "` + button + `").click()`
}

// damages are what may become of a file on its way.
var damages = map[string]func([]byte) []byte{
	"cut off": func(b []byte) []byte { return b[:len(b)-1000] },
	"flipped bits": func(b []byte) []byte { // some, since one may be among those that gzip does not use
		c := bytes.Clone(b)
		for i := range 9 {
			c[len(c)*(i+1)/10] ^= 0x10
		}
		return c
	},
	"another page": func([]byte) []byte { return []byte("<!doctype html><title>Please log in</title>") },
}

// askForImages takes a sample if a file has images, which do not come before somebody asks for them.
func askForImages(p *browsertest.Page, file string) {
	if strings.HasSuffix(file, ".gz") {
		p.Wait("a sample can be taken", sampleButton+`?.disabled === false`)
		p.Run(sampleButton + `.click()`)
	}
}

// What is damaged is told, by its name and what is wrong with it. Try again asks the server and not the browser's
// cache, where it is for a year.
func TestDamagedData(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"network.safetensors", "reader.safetensors", "test.gz", "train-0.gz"} {
		for damage, spoil := range damages {
			t.Run(name+", "+damage, func(t *testing.T) {
				good := asset(t, "/web/data/"+name)
				var asked atomic.Int32
				var mended atomic.Bool
				p := browsertest.Open(t, "/#hidden=50",
					browsertest.Route("/web/data/"+name, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
						asked.Add(1)
						if mended.Load() {
							kept(w, "application/octet-stream", good)
						} else {
							kept(w, "application/octet-stream", spoil(good))
						}
					})))
				defer func() { t.Logf("the server was asked %d times", asked.Load()) }()
				askForImages(p, name)
				p.Wait("the page says what is damaged",
					`document.querySelector(".notices").textContent.includes("`+name+` could not be loaded: what came")`)
				text := p.Text(".notices")
				if !strings.Contains(text, "damaged") {
					t.Errorf("it says %q", text)
				}
				if n := asked.Load(); n != 2 {
					t.Errorf("the server was asked %d times, once past the browser's cache", n)
				}
				mended.Store(true)
				p.Run(notice("Try again"))
				p.Wait("it is there", `!document.querySelector(".notices").textContent.includes("could not be loaded") &&
					!(document.querySelector("#train-button")?.disabled ?? true)`)
			})
		}
	}
}

// What is damaged in the browser's cache alone is mended without a word.
func TestDamagedInTheCache(t *testing.T) {
	t.Parallel()
	types := map[string]string{".wasm": "application/wasm", ".gz": "application/octet-stream",
		".safetensors": "application/octet-stream"}
	for _, file := range []string{"/web/data/network.safetensors", "/web/data/test.gz", "/web/engine.wasm",
		"/web/app.wasm"} {
		t.Run(file, func(t *testing.T) {
			good := asset(t, file)
			var asked atomic.Int32
			p := browsertest.Open(t, "/", browsertest.Route(file, http.HandlerFunc(
				func(w http.ResponseWriter, _ *http.Request) {
					if asked.Add(1) == 1 {
						kept(w, types[path.Ext(file)], good[:len(good)/2])
						return
					}
					kept(w, types[path.Ext(file)], good)
				})))
			p.Wait("the network can be trained", `!(document.querySelector("#train-button")?.disabled ?? true)`)
			askForImages(p, file)
			if strings.HasSuffix(file, ".gz") {
				p.Wait("there is a sample", `document.querySelector(".draw .help").textContent.includes("Test image")`)
			}
			p.Wait("nothing is said", `document.querySelector(".notices").textContent === ""`)
			if n := asked.Load(); n != 2 {
				t.Errorf("the server was asked %d times", n)
			}
		})
	}
}

// A host may not know what .wasm is.
func TestProgramsOfAnyType(t *testing.T) {
	t.Parallel()
	for name, contentType := range map[string]string{"octet-stream": "application/octet-stream", "none": "",
		"text": "text/plain; charset=utf-8"} {
		t.Run(name, func(t *testing.T) {
			var options []browsertest.Option
			for _, file := range []string{"/web/engine.wasm", "/web/app.wasm"} {
				body := asset(t, file)
				options = append(options, browsertest.Route(file, http.HandlerFunc(
					func(w http.ResponseWriter, _ *http.Request) {
						kept(w, contentType, body)
					})))
			}
			p := open(t, "/", options...)
			p.Draw(ink, seven())
			p.Wait("the drawing is read",
				`[...document.querySelectorAll(".bar-text")].some((e) => e.textContent.includes("%"))`)
		})
	}
}

// Whatever script does not come, the page does not load for ever: it says which, and that can be mended.
func TestAMissingScript(t *testing.T) {
	t.Parallel()
	for _, script := range []string{"wasm_exec.js", "guard.js"} {
		t.Run(script, func(t *testing.T) {
			p := browsertest.Open(t, "/", browsertest.Missing("/web/"+script), browsertest.Allow("404", "MIME type"))
			p.Wait("the page says so",
				`document.querySelector(".boot-failed")?.textContent.includes("`+script+` did not come")`)
			p.Screenshot("missing")
		})
	}
	t.Run("boot.js", func(t *testing.T) {
		p := browsertest.Open(t, "/", browsertest.Missing("/web/boot.js"), browsertest.Allow("404", "MIME type"))
		p.Wait("the page says so",
			`document.querySelector(".boot-failed")?.textContent.includes("does not give boot.js")`)
	})
	t.Run("sums.js", func(t *testing.T) {
		open(t, "/", browsertest.Missing("/web/sums.js"), browsertest.Allow("404", "MIME type"))
	})
	for _, script := range []string{"engine.js", "kernels.js"} {
		for damage, damaged := range map[string][]byte{"missing": nil, "damaged": []byte("const ")} {
			t.Run(script+", "+damage, func(t *testing.T) {
				var mended atomic.Bool
				body := asset(t, "/web/"+script)
				p := browsertest.Open(t, "/", browsertest.Allow("404", "importScripts", "SyntaxError", "MIME type"),
					browsertest.Route("/web/"+script, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						switch {
						case mended.Load():
							kept(w, "text/javascript", body)
						case damaged != nil:
							kept(w, "text/javascript", damaged)
						default:
							http.NotFound(w, r)
						}
					})))
				p.Wait("the page says so",
					`document.querySelector(".notices")?.textContent.includes("It could not be loaded")`)
				text := p.Text(".notices")
				if script == "kernels.js" && !strings.Contains(text, "kernels.js did not come") {
					t.Errorf("it says %q", text)
				}
				mended.Store(true)
				p.Run(notice("Start it again"))
				p.Wait("the network can be trained", `!(document.querySelector("#train-button")?.disabled ?? true)`)
			})
		}
	}
}
