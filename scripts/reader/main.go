// Command reader trains the network that reads drawings (see package reader), and writes it as a file.
//
//	GOEXPERIMENT=simd go run ./scripts/reader -out scripts/reader/reader.safetensors
//
// Of the digits that it sees, two in five were drawn with a pen (see package pen), and each time the path of the pen
// is another: slanted, in a hurry, with a tremor, lifted elsewhere. The others are the 60,000 training images of
// MNIST, in each epoch distorted in another way (see package augment), half of them in the form of a drawing: thinned
// to the pen's path, and rendered as drawings are. One image in seven is no digit, and is to get the same probability
// for all ten: scribbles, mostly. Some digits get a stroke that most writers do not make and others do: a slash in
// the 0, a long flag or a foot for the 1, a cap apart for the 5.
//
// It never sees a drawing of nn/digits/testdata, nor a test image of MNIST. One in eight of the people with a pen is
// held out: the probability from which the reader is sure is that which 97 in 100 of their digits have.
//
// The same source and seed give the same bytes where package avx has its kernels. It takes more than an hour of one
// core, so the file is committed; the tests here say what it can.
package main

import (
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
	"github.com/inkgrad/inkgrad/scripts/reader/avx"
	"github.com/inkgrad/inkgrad/scripts/reader/pen"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("reader: ")
	out := flag.String("out", "", "the `file` to write")
	seed := flag.Uint64("seed", 1, "of all random numbers")
	epochs := flag.Int("epochs", 50, "how often to see as many images as MNIST has")
	images := flag.Int("images", 60_000, "how many images to train on, for a trial")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out, *seed, *epochs, *images); err != nil {
		log.Fatal(err)
	}
}

func run(out string, seed uint64, epochs, n int) error {
	start := time.Now()
	if !avx.Use() {
		log.Print("without package avx it is slow, and the result has other bits")
	}
	images, test, err := mnist.Load()
	if err != nil {
		return err
	}
	images = images.First(n)
	drawn, heldOut := pen.Split(pen.Digits())
	t, err := newTrainer(seed, material{images, asDrawings(images), drawn})
	if err != nil {
		return err
	}
	err = t.run(epochs, func(epoch int, loss float64) error {
		r, err := reader.Decode(encode(t.net(), reader.Sure, seed, epoch)) // with the rounded weights of the file
		if err != nil {
			return err
		}
		sure, right, err := calibrate(r.Network(), heldOut)
		if err != nil {
			return err
		}
		fmt.Printf("epoch %d of %d, %.0f s: loss %.4f; held out %.4f, sure from %.3f\n", epoch, epochs,
			time.Since(start).Seconds(), loss, right, sure)
		return os.WriteFile(out, encode(r.Network(), sure, seed, epoch), 0o666)
	})
	if err != nil {
		return err
	}
	right, err := accuracy(t.net(), test)
	fmt.Printf("test accuracy %.4f\n", right)
	return err
}

// surest is the share of people's digits of which the reader is to be sure.
const surest = 0.97

// calibrate returns the probability from which a reader is sure of that share of the drawings, and the share of them
// that it reads right.
func calibrate(net *layer.Network[float32], drawings []strokefile.Drawing) (sure, right float64, err error) {
	r, err := reader.New(net, reader.Sure)
	if err != nil {
		return 0, 0, err
	}
	var largest []float64
	pixels, probabilities := make([]float64, digits.Pixels), make([]float64, digits.Classes)
	for _, d := range drawings {
		if err := digits.Render(pixels, d.Strokes); err != nil {
			return 0, 0, err
		}
		digit, _ := r.Read(probabilities, pixels)
		largest = append(largest, probabilities[digit])
		if digit == d.Label {
			right++
		}
	}
	slices.Sort(largest)
	// Three decimals are enough, and never sure of less than a half.
	sure = math.Floor(1000*largest[int((1-surest)*float64(len(largest)))]) / 1000
	return max(reader.Sure, sure), right / float64(len(drawings)), nil
}

// accuracy is the share of a set's images that a reader with this network reads right.
func accuracy(net *layer.Network[float32], set *digits.Set) (float64, error) {
	var right atomic.Int64
	var wait errgroup.Group
	n := runtime.GOMAXPROCS(0)
	for i := range n {
		wait.Go(func() error {
			r, err := reader.New(net, reader.Sure)
			if err != nil {
				return err
			}
			pixels, probabilities := make([]float64, digits.Pixels), make([]float64, digits.Classes)
			for j := i; j < set.Len(); j += n {
				set.Floats(pixels, j)
				if digit, _ := r.Read(probabilities, pixels); digit == set.Label(j) {
					right.Add(1)
				}
			}
			return nil
		})
	}
	err := wait.Wait()
	return float64(right.Load()) / float64(set.Len()), err
}

// encode writes the file, with what made it.
func encode(net *layer.Network[float32], sure float64, seed uint64, epochs int) []byte {
	return reader.Encode(net, sure, map[string]string{
		"command": fmt.Sprintf("GOEXPERIMENT=simd go run ./scripts/reader -seed %d -epochs %d", seed, epochs),
		"seed":    strconv.FormatUint(seed, 10),
		"data":    "MNIST (LeCun, Cortes, Burges), training images; UNIPEN train_r01_v07 (CC BY 4.0), 4,605 digits",
		"licence": "MIT, as Inkgrad's",
	})
}
