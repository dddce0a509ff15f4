// Bench measures in a real browser, prints a table, and writes the figures to a file.
//
//	go run ./scripts/bench -out bench.json
//
// Each figure is the median of several runs, each in a tab of its own on an origin of its own, so that nothing is in a
// cache. The file is a list of {name, unit, value, toPortable, toPeak}, the last two where kernels compute:
//
//	startup.first_classify  ms       from navigation to the answer for a drawing that is made as soon as the page
//	                                 takes it, on this machine's own server, with nothing in the cache
//	startup.bytes           bytes    what was sent until then, compressed
//	startup.10mbit....      ms,bytes the same over a line of 10 Mbit/s with a round trip of 20 ms
//	startup.1.6mbit....     ms,bytes the same over a line of 1.6 Mbit/s with a round trip of 75 ms
//	mlp.train.page          steps/s  training in the page as a visitor has it, with messages, progress and drawing
//	mlp.hidden10, ...       steps/s  the same with another number of hidden units
//	mlp.batch1, ...         steps/s  the same with another number of images in a batch
//	cnn.train.page          steps/s  a small network with two convolutions, in the page, with one Worker
//	cnn.train.page2         steps/s  the same with two
//	peak                    GFLOP/s  multiplying and adding by SIMD alone, in a worker, as all that follows
//	mlp.train               steps/s  training alone, 784-50-10, batches of 100
//	cnn.train               steps/s  training a small network with two convolutions, see inside, batches of 100
//	mlp.predict             µs       one image
//	reader.read             µs       one drawing, made into an image and read by the built-in reader
//	eval.10k                ms       the accuracy on 10,000 test images
//	sgemm.NN.m×k×n          GFLOP/s  a product of dense matrices m×k and k×n; a T says which is transposed
//	graph.snapshot          ms       from a snapshot of a batch, which comes while the network trains, to its picture
//	graph.pan               frames/s while a picture of 301 nodes is dragged
//	size.app, size.engine   bytes    the programs, in brotli
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"

	"github.com/inkgrad/inkgrad/web/browsertest"
	"github.com/inkgrad/inkgrad/web/site"
)

func main() {
	out := flag.String("out", "bench.json", "`file` to write")
	inside := flag.String("inside", "build/bench.wasm", "`file` of the program that measures in a worker")
	runs := flag.Int("runs", 3, "how often each figure is measured")
	flag.Parse()
	err := bench(*out, *inside, *runs)
	browsertest.Close()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// figure is one line of the result.
type figure struct {
	Name  string  `json:"name"`
	Unit  string  `json:"unit"`
	Value float64 `json:"value"`
	// ToPortable is how many times as fast the kernels are as portable Go, ToPeak the part of SIMD's peak that they
	// reach, if all operations of a dense computation are counted: where zeros are skipped it may be more than 1. They
	// are 0 where there is none.
	ToPortable float64 `json:"toPortable,omitempty"`
	ToPeak     float64 `json:"toPeak,omitempty"`
}

// What is behind a figure's name for its ratios in a sample.
const toPortable, toPeak = " to portable", " to peak"

// sample is a figure measured once.
type sample map[string]float64

func bench(out, inside string, runs int) error {
	if runs < 1 {
		return errors.New("nothing to measure in 0 runs")
	}
	program, err := os.ReadFile(inside)
	if err != nil {
		return err
	}
	samples := map[string][]float64{}
	for i := range runs {
		// The kinds of measurement take turns, so that a slow moment of the machine does not meet one kind alone.
		for _, measure := range []func() (sample, error){
			startup,
			slowStartup,
			page,
			func() (sample, error) { return worker(program) },
			graph,
		} {
			s, err := measure()
			if err != nil {
				return err
			}
			for name, v := range s {
				samples[name] = append(samples[name], v)
			}
		}
		fmt.Fprintf(os.Stderr, "run %d of %d is done\n", i+1, runs)
	}
	figures, err := sizes()
	if err != nil {
		return err
	}
	for _, f := range measured {
		f.Value = median(samples[f.Name])
		if ratios := samples[f.Name+toPeak]; ratios != nil {
			f.ToPeak = median(ratios)
		}
		if ratios := samples[f.Name+toPortable]; ratios != nil {
			f.ToPortable = median(ratios)
		}
		figures = append(figures, f)
	}
	return report(figures, out)
}

// measured are the figures that samples make, in the order to show them.
var measured = []figure{
	{Name: "startup.bytes", Unit: "bytes"},
	{Name: "startup.first_classify", Unit: "ms"},
	{Name: "startup.10mbit.bytes", Unit: "bytes"},
	{Name: "startup.10mbit.first_classify", Unit: "ms"},
	{Name: "startup.1.6mbit.bytes", Unit: "bytes"},
	{Name: "startup.1.6mbit.first_classify", Unit: "ms"},
	{Name: "mlp.train.page", Unit: "steps/s"},
	{Name: "mlp.hidden10", Unit: "steps/s"},
	{Name: "mlp.hidden100", Unit: "steps/s"},
	{Name: "mlp.hidden1000", Unit: "steps/s"},
	{Name: "mlp.batch1", Unit: "steps/s"},
	{Name: "mlp.batch10", Unit: "steps/s"},
	{Name: "mlp.batch1000", Unit: "steps/s"},
	{Name: "cnn.train.page", Unit: "steps/s"},
	{Name: "cnn.train.page2", Unit: "steps/s"},
	{Name: "peak", Unit: "GFLOP/s"},
	{Name: "mlp.train", Unit: "steps/s"},
	{Name: "cnn.train", Unit: "steps/s"},
	{Name: "mlp.predict", Unit: "µs"},
	{Name: "reader.read", Unit: "µs"},
	{Name: "eval.10k", Unit: "ms"},
	{Name: "sgemm.NN.100x784x256", Unit: "GFLOP/s"},
	{Name: "sgemm.NT.100x256x784", Unit: "GFLOP/s"},
	{Name: "sgemm.TN.784x100x256", Unit: "GFLOP/s"},
	{Name: "graph.snapshot", Unit: "ms"},
	{Name: "graph.pan", Unit: "frames/s"},
}

// median returns the middle value, or the mean of the middle two. It panics on an empty list: a figure that is listed
// was not measured.
func median(v []float64) float64 {
	if len(v) == 0 {
		panic("bench: median of nothing")
	}
	v = slices.Sorted(slices.Values(v))
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

func sizes() ([]figure, error) {
	s, err := site.New(site.Local("."))
	if err != nil {
		return nil, err
	}
	var figures []figure
	for _, a := range s.Assets() {
		name := map[string]string{"/web/app.wasm": "size.app", "/web/engine.wasm": "size.engine"}[a.Path]
		if name != "" {
			figures = append(figures, figure{Name: name, Unit: "bytes", Value: float64(len(a.Brotli))})
		}
	}
	return figures, nil
}

func report(figures []figure, out string) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, f := range figures {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", f.Name, figureText(f.Value), f.Unit,
			ratio("%.1f times portable code", f.ToPortable), ratio("%.0f%% of the SIMD peak", 100*f.ToPeak))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	b, err := json.MarshalIndent(figures, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(out, append(b, '\n'), 0o644)
}

// ratio writes v, if there is one.
func ratio(format string, v float64) string {
	if v == 0 {
		return ""
	}
	return fmt.Sprintf(format, v)
}

// figureText writes v with three or four digits, enough for what a run measures.
func figureText(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}
