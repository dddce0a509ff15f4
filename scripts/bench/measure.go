package main

import (
	_ "embed"
	"errors"
	"fmt"
	"net/http"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// run is what a browsertest.Page needs of a test, for one measurement: the first failure ends it.
type run struct {
	name     string
	cleanups []func()
	err      error
}

// stop is what a failure panics with, to leave the measurement.
type stop struct{}

func (r *run) Helper()                          {}
func (r *run) Name() string                     { return r.name }
func (r *run) Logf(string, ...any)              {}
func (r *run) Skipf(format string, args ...any) { r.Fatalf(format, args...) }
func (r *run) Errorf(format string, args ...any) {
	r.err = errors.Join(r.err, fmt.Errorf(format, args...))
}
func (r *run) Failed() bool     { return r.err != nil }
func (r *run) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

func (r *run) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	panic(stop{})
}

// in opens nothing by itself: it runs measure with a T, cleans up behind it, and returns what went wrong.
func in(name string, measure func(*run) sample) (s sample, err error) {
	r := &run{name: name}
	defer func() {
		for i := len(r.cleanups) - 1; i >= 0; i-- {
			r.cleanups[i]()
		}
		if r.err != nil {
			err = fmt.Errorf("%s: %w", name, r.err)
		}
	}()
	defer func() {
		if p := recover(); p != nil && p != any(stop{}) {
			panic(p)
		}
	}()
	return measure(r), nil
}

// steps is how long the page trains for a measurement, some seconds at the least.
const steps = 2000

//go:embed start.html
var startHTML []byte

//go:embed worker.js
var workerJS []byte

// startup opens a page that mounts the panel Draw and lets it classify a drawing; then it lets it train.
func startup() (sample, error) {
	return in("startup", func(r *run) sample {
		p := browsertest.Open(r, "/bench/start.html", browsertest.Route("/bench/start.html", content("text/html; charset=utf-8", startHTML)))
		p.Wait("the drawing is classified", "window.first > 0")
		bytes := 0
		for _, request := range p.Requests() {
			bytes += request.Bytes
		}
		first := browsertest.Eval[float64](p, "first")
		p.Run("await playground.reset()")
		trained := browsertest.Eval[struct{ StepsPerSecond float64 }](p, fmt.Sprintf("playground.train({ steps: %d })", steps))
		return sample{"startup.first_classify": first, "startup.bytes": float64(bytes), "mlp.train.page": trained.StepsPerSecond}
	})
}

// worker runs the program that measures inside a worker.
func worker(program []byte) (sample, error) {
	return in("worker", func(r *run) sample {
		p := browsertest.Open(r, "/bench/", browsertest.Route("/bench/{$}", content("text/html; charset=utf-8",
			[]byte(`<!DOCTYPE html><html lang="en"><title>Inkgrad is measured</title><link rel="icon" href="data:,">`))),
			browsertest.Route("/bench/worker.js", content("text/javascript", workerJS)),
			browsertest.Route("/bench/bench.wasm", content("application/wasm", program)))
		result := browsertest.Eval[struct {
			Figures map[string]float64
			Failed  string
		}](p, `new Promise((done) => new Worker("/bench/worker.js").onmessage = (e) => done(e.data))`)
		if result.Failed != "" {
			r.Fatalf("%s", result.Failed)
		}
		f := result.Figures
		return sample{"mlp.train": 1 / f["step"], "mlp.predict": 1e6 * f["predict"], "eval.10k": 1e3 * f["eval"]}
	})
}

func content(mediaType string, body []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		w.Write(body)
	})
}
