package main

import (
	_ "embed"
	"net/http"

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
