//go:build !js

package web_test

import (
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// maxFirst is how many bytes the first answer may take, compressed: 14.5 s at 1.6 Mbit/s.
const maxFirst = 2_900_000

// files lets some of the data wait until it is released, at the latest when the test ends.
type files struct {
	asked    chan string // the names of the files that are asked for
	released chan struct{}
	release  func()
}

// hold returns the option that makes files wait, by the ends of their names.
func (i *files) hold(t *testing.T, ends ...string) browsertest.Option {
	s := browsertest.Built(t)
	i.asked, i.released = make(chan string, 100), make(chan struct{})
	i.release = sync.OnceFunc(func() { close(i.released) })
	return browsertest.Route("/web/data/{name}", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name := path.Base(r.URL.Path); slices.ContainsFunc(ends,
			func(end string) bool { return strings.HasSuffix(name, end) }) {
			i.asked <- name
			<-i.released
		}
		s.ServeHTTP(w, r)
	}))
}

// next returns the next file that is asked for.
func (i *files) next(t *testing.T) string {
	t.Helper()
	select {
	case name := <-i.asked:
		return name
	case <-time.After(browsertest.Patience):
		t.Fatal("no file is asked for")
		return ""
	}
}

const sampleButton = `[...document.querySelectorAll(".draw .button")].find((b) => b.textContent === "Sample")`

// What the first answer needs comes first, then the reader, and the images after it, on the page and in the frames that
// take drawings.
func TestImagesComeAfterTheFirstAnswer(t *testing.T) {
	t.Parallel()
	for _, at := range []string{"/", "/embed/draw", "/embed/all"} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			var held files
			p := browsertest.Open(t, at, held.hold(t, ".gz", "reader.safetensors"))
			t.Cleanup(held.release) // before the server closes
			p.Wait("the network is there", sampleButton+`?.disabled === false`)
			p.Draw("#ink", [][][2]float64{{{0.3, 0.25}, {0.7, 0.25}, {0.5, 0.5}, {0.4, 0.8}}})
			p.Wait("the drawing is classified", `document.querySelector(".bar-best")`)
			sum := 0
			for _, r := range p.Requests() { // what waits is not among them
				sum += r.Bytes
				if strings.HasPrefix(r.URL, "/web/app.wasm") && r.Bytes > maxFirst {
					t.Fatal("app.wasm has not been compressed: make build does it")
				}
			}
			if sum > maxFirst {
				t.Errorf("the first answer took %d bytes, more than %d: %v", sum, maxFirst, p.Requests())
			}
			for _, want := range []string{"reader.safetensors", "test.gz", "train-0.gz"} {
				if name := held.next(t); name != want {
					t.Errorf("%s is asked for, want %s", name, want)
				}
				held.release()
			}
		})
	}
}

// Before there is a drawing, nothing asks for images. What wants them has them fetched at once, says so, and goes on
// when they are here.
func TestSampleHasImagesFetched(t *testing.T) {
	t.Parallel()
	var held files
	p := browsertest.Open(t, "/", held.hold(t, ".gz"))
	t.Cleanup(held.release) // before the server closes
	p.Wait("a sample can be taken", sampleButton+`?.disabled === false`)
	p.Wait("training can begin", `document.querySelector("#train-button").disabled === false`)
	if n := len(held.asked); n > 0 {
		t.Errorf("%d files of images are asked for before anything needs them", n)
	}
	p.Run(sampleButton + `.click()`)
	if name := held.next(t); name != "test.gz" {
		t.Errorf("%s is asked for", name)
	}
	held.release()
	p.Wait("the sample is here", `document.querySelector(".draw .help").textContent.startsWith("Test image")`)
	p.Wait("its answer is here", `document.querySelector(".bar-best")`)
}
