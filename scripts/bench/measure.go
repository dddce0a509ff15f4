package main

import (
	_ "embed"
	"maps"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

//go:embed start.js
var startJS string

//go:embed worker.js
var workerJS []byte

// startup opens the page and draws as soon as it lets a person draw.
func startup() (sample, error) {
	return in("startup", func(t browsertest.T) sample {
		p := browsertest.Open(t, "/", browsertest.Before(startJS))
		p.Wait("the drawing is classified", "window.first > 0")
		bytes := 0
		for _, request := range p.Requests() {
			bytes += request.Bytes
		}
		return sample{"startup.first_classify": browsertest.Eval[float64](p, "first"), "startup.bytes": float64(bytes)}
	})
}

// slowLines are connections that a school or a phone has, by the name in the figures.
var slowLines = []struct {
	name          string
	bitsPerSecond float64
	roundTrip     time.Duration
}{
	{"10mbit", 10e6, 20 * time.Millisecond},
	{"1.6mbit", 1.6e6, 75 * time.Millisecond},
}

// tellJS tells the server when the answer is there.
const tellJS = `addEventListener("answered", async () => {
	await fetch("/bench/answered", { method: "POST" });
	window.told = true;
});`

// slowStartup is startup over slow lines.
func slowStartup() (sample, error) {
	all := sample{}
	for _, at := range slowLines {
		s, err := in("startup at "+at.name, func(t browsertest.T) sample {
			var l *line
			var bytes atomic.Int64 // when the page said that the answer was there
			p := browsertest.Open(t, "/", browsertest.Before(startJS), browsertest.Before(tellJS),
				browsertest.Through(func(server string) string {
					var err error
					if l, err = newLine(server, at.bitsPerSecond, at.roundTrip); err != nil {
						t.Fatalf("%v", err)
					}
					t.Cleanup(func() { l.Close() })
					return l.Addr()
				}),
				browsertest.Route("POST /bench/answered", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
					bytes.Store(int64(l.Arrived()))
				})))
			p.WaitFor(3*browsertest.Patience, "the drawing is classified", "window.first > 0")
			p.Wait("the bytes are counted", "window.told")
			return sample{"startup." + at.name + ".first_classify": browsertest.Eval[float64](p, "first"),
				"startup." + at.name + ".bytes": float64(bytes.Load())}
		})
		if err != nil {
			return nil, err
		}
		maps.Copy(all, s)
	}
	return all, nil
}

// worker runs the program that measures inside a worker.
func worker(program []byte) (sample, error) {
	return in("worker", func(t browsertest.T) sample {
		p := browsertest.Open(t, "/bench/", browsertest.Route("/bench/{$}", content("text/html; charset=utf-8",
			[]byte(
				`<!DOCTYPE html><html lang="en"><title>Inkgrad is measured</title><link rel="icon" href="data:,">`))),
			browsertest.Route("/bench/worker.js", content("text/javascript", workerJS)),
			browsertest.Route("/bench/bench.wasm", content("application/wasm", program)))
		result := browsertest.Eval[struct {
			Figures map[string]struct{ Kernels, Portable, Flop float64 }
			Failed  string
		}](p, `new Promise((done) => new Worker("/bench/worker.js").onmessage = (e) => done(e.data))`)
		if result.Failed != "" {
			t.Fatalf("%s", result.Failed)
		}
		peak := result.Figures["peak"]
		s := sample{}
		for _, f := range measured {
			t, ok := result.Figures[f.Name]
			if !ok {
				continue
			}
			switch f.Unit {
			case "steps/s":
				s[f.Name] = 1 / t.Kernels
			case "µs":
				s[f.Name] = 1e6 * t.Kernels
			case "ms":
				s[f.Name] = 1e3 * t.Kernels
			case "GFLOP/s":
				s[f.Name] = t.Flop / t.Kernels / 1e9
			}
			s[f.Name+toPeak] = t.Flop / t.Kernels / (peak.Flop / peak.Kernels)
			if t.Portable > 0 {
				s[f.Name+toPortable] = t.Portable / t.Kernels
			}
		}
		return s
	})
}

func content(mediaType string, body []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		w.Write(body)
	})
}

// in runs a measurement.
func in(name string, measure func(t browsertest.T) sample) (sample, error) {
	var s sample
	err := browsertest.Do(name, func(t browsertest.T) { s = measure(t) })
	return s, err
}
