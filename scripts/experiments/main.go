// Command experiments trains natively what the page offers under Experiment, as the page does it, and says how each of
// its networks ends.
//
//	go run ./scripts/experiments                    # all of them
//	go run ./scripts/experiments -seed 7 dropout
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("experiments: ")
	seed := flag.Int("seed", 1, "the `seed` of weights and batches")
	flag.Parse()
	files, err := load()
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range setting.Experiments() {
		if flag.NArg() > 0 && !slices.Contains(flag.Args(), e.Slug) {
			continue
		}
		fmt.Println(e.Name)
		for _, v := range e.Variants {
			fmt.Println("  " + files.train(e, v, *seed).String())
		}
	}
}

// images are the data files with the images that experiments learn from.
type images map[string][]byte

// load returns the first training images and the test images.
func load() (images, error) {
	train, test, err := mnist.Load()
	if err != nil {
		return nil, err
	}
	files := images{}
	for name, set := range map[string]*digits.Set{
		digits.TrainFile(0): train.First(digits.ShardLen), digits.TestFile: test,
	} {
		var file bytes.Buffer
		if err := digits.WriteShard(&file, set); err != nil {
			return nil, err
		}
		files[name] = file.Bytes()
	}
	return files, nil
}

// Fetch is that of a session's host.
func (f images) Fetch(name string, _ func(loaded, total int), done func([]byte, error)) {
	if file, ok := f[name]; ok {
		done(file, nil)
		return
	}
	done(nil, errors.New("it is not there"))
}

// outcome is how the training of one variant ended.
type outcome struct {
	label string
	// losses are those of the batches.
	losses        []float64
	evaluated     protocol.Evaluated
	diverged      string
	distributions protocol.Distributions
	params        []protocol.Param
	took          time.Duration
}

// loss is the mean of the last 100 losses.
func (o outcome) loss() float64 {
	sum, last := 0.0, o.losses[max(0, len(o.losses)-100):]
	for _, loss := range last {
		sum += loss
	}
	return sum / float64(len(last))
}

// host collects an outcome.
type host struct {
	images
	outcome *outcome
}

func (h host) Emit(_ int, event protocol.Event) {
	o := h.outcome
	switch event := event.(type) {
	case protocol.Progress:
		o.losses = append(o.losses, event.Losses...)
	case protocol.Evaluated:
		o.evaluated = event
	case protocol.Distributions:
		o.distributions = event
	case protocol.ParamsCopied:
		o.params = event.Params
	case protocol.Failed:
		if event.Code == protocol.CodeDiverged {
			o.diverged = event.Message
		}
	}
}

// train trains a variant as the page does.
func (f images) train(e setting.Experiment, v setting.Variant, seed int) outcome {
	o := outcome{label: v.Label}
	own := setting.Default()
	own.Seed = seed
	s := session.New(host{f, &o})
	s.Handle(1, protocol.Start{Settings: e.Apply(v, own), Fresh: true})
	s.Handle(2, protocol.Watch{Distributions: true})
	start := time.Now()
	s.Handle(3, protocol.Train{Steps: e.Steps, Fresh: true})
	for s.Busy() {
		s.Work(time.Second)
	}
	o.took = time.Since(start)
	s.Handle(4, protocol.Params{})
	return o
}

// rms returns the root mean square of the first and the last tensor of a kind.
func (o outcome) rms(of string) (first, last float64) {
	ts := o.tensors(of)
	return ts[0].RMS(), ts[len(ts)-1].RMS()
}

func (o outcome) tensors(of string) []protocol.Distribution {
	var ts []protocol.Distribution
	for _, t := range o.distributions.Tensors {
		if t.Of == of {
			ts = append(ts, t)
		}
	}
	return ts
}

// dead is the share of zeros in the activations of the last hidden layer.
func (o outcome) dead() float64 {
	ts := o.tensors(protocol.OfActivation)
	return ts[max(0, len(ts)-2)].Zeros()
}

// String is a line of what can be told in numbers.
func (o outcome) String() string {
	first, last := o.rms(protocol.OfActivationGradient)
	return fmt.Sprintf("%-12s loss %7.4f  train %.4f  test %.4f  gradients %.1e to %.1e  zeros %.3f  %4.1f s  %s",
		o.label, o.loss(), o.evaluated.TrainAccuracy, o.evaluated.TestAccuracy, first, last, o.dead(), o.took.Seconds(),
		o.diverged)
}
