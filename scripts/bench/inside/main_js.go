// Inside measures what the engine computes with, in a Web Worker of the browser and without messages between: the same
// packages, compiled as for the engine, on real images. scripts/bench serves it with worker.js and reads its result.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"syscall/js"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/wasm/simd"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/gonum"
)

func main() {
	figures, err := measure()
	if err != nil {
		js.Global().Call("benchFailed", err.Error())
		return
	}
	text, err := json.Marshal(figures)
	if err != nil {
		js.Global().Call("benchFailed", err.Error())
		return
	}
	js.Global().Call("benchDone", string(text))
}

// figure is the median time of one call, in seconds, with the kernels and with portable code.
type figure struct {
	Kernels, Portable float64
	// Flop is how many floating-point operations there are to do in a call.
	Flop float64
}

// rounds is how often each figure is measured, in turns, each time for about budget.
const (
	rounds = 5
	budget = 100 * time.Millisecond
)

// measure returns figures by name. The one named peak is the multiply-and-add of SIMD.
func measure() (map[string]figure, error) {
	if !simd.Use() {
		return nil, errors.New("this browser has no SIMD")
	}
	fast := paths{blas32.Use, blas32.Implementation(), kernel.Implementation()}
	plain := paths{blas32.Use, gonum.Implementation{}, &kernel.Portable{}}
	images, err := shard("train")
	if err != nil {
		return nil, err
	}
	test, err := shard("test")
	if err != nil {
		return nil, err
	}
	tasks, err := newTasks(images, test, file("reader"))
	if err != nil {
		return nil, err
	}
	times := map[string][2][]float64{}
	for range rounds {
		for _, t := range tasks {
			both := times[t.name]
			for i, p := range []paths{fast, plain} {
				if i == 0 || !t.kernelsOnly {
					p.use()
					both[i] = append(both[i], once(t.run))
				}
			}
			times[t.name] = both
		}
	}
	figures := map[string]figure{}
	for _, t := range tasks {
		f := figure{Kernels: median(times[t.name][0]), Flop: t.flop}
		if !t.kernelsOnly {
			f.Portable = median(times[t.name][1])
		}
		figures[t.name] = f
	}
	return figures, nil
}

// paths are what computes.
type paths struct {
	useBLAS func(blasImplementation)
	blas    blasImplementation
	kernels kernel.Kernels
}

func (p paths) use() {
	p.useBLAS(p.blas)
	kernel.Use(p.kernels)
}

// once returns the time of one call of f, over as many calls as fit in the budget.
func once(f func()) float64 {
	f() // buffers are made, and the browser gets a look at the code
	start, n := time.Now(), 0
	for time.Since(start) < budget {
		f()
		n++
	}
	return time.Since(start).Seconds() / float64(n)
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

// shard decodes the data that the worker fetched.
func shard(name string) (*digits.Set, error) {
	s, err := digits.ReadShard(name, bytes.NewReader(file(name)))
	if err == nil {
		s.Index() // as the engine does
	}
	return s, err
}

// file returns what the worker fetched.
func file(name string) []byte {
	array := js.Global().Get("benchData").Get(name)
	b := make([]byte, array.Length())
	js.CopyBytesToGo(b, array)
	return b
}
