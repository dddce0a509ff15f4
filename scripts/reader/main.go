// Command reader trains the network that reads drawings (see package reader), and writes it as a file.
//
//	GOEXPERIMENT=simd go run ./scripts/reader -out scripts/reader/reader.safetensors
//
// It sees all 60,000 training images of MNIST, in each epoch distorted in another way (see package augment). Half of
// them it sees in the form of a drawing: thinned to the pen's path, and rendered as drawings are. One image in seven is
// no digit, and is to get the same probability for all ten: scribbles, mostly. Some digits get a stroke that MNIST's
// writers do not make and others do, a slash in the 0 or a foot under the 1. It never sees a drawing of
// nn/digits/testdata, nor a test image.
//
// The same source and seed give the same bytes where package avx has its kernels. It takes the better part of an hour
// of one core, so the file is committed; the tests here say what it can.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
	"github.com/inkgrad/inkgrad/scripts/reader/avx"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("reader: ")
	out := flag.String("out", "", "the `file` to write")
	seed := flag.Uint64("seed", 1, "of all random numbers")
	epochs := flag.Int("epochs", 10, "how often to see each image")
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
	t, err := newTrainer(seed, material{images, asDrawings(images)})
	if err != nil {
		return err
	}
	err = t.run(epochs, func(epoch int, loss float64) error {
		fmt.Printf("epoch %d of %d, %.0f s: loss %.4f\n", epoch, epochs, time.Since(start).Seconds(), loss)
		return os.WriteFile(out, encode(t.net(), seed, epoch), 0o666)
	})
	if err != nil {
		return err
	}
	right, err := accuracy(t.net(), test)
	fmt.Printf("test accuracy %.4f\n", right)
	return err
}

// accuracy is the share of a set's images that a reader with this network reads right.
func accuracy(net *layer.Network[float32], set *digits.Set) (float64, error) {
	var right atomic.Int64
	var wait errgroup.Group
	n := runtime.GOMAXPROCS(0)
	for i := range n {
		wait.Go(func() error {
			r, err := reader.New(net)
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
func encode(net *layer.Network[float32], seed uint64, epochs int) []byte {
	return reader.Encode(net, map[string]string{
		"command": fmt.Sprintf("GOEXPERIMENT=simd go run ./scripts/reader -seed %d -epochs %d", seed, epochs),
		"seed":    strconv.FormatUint(seed, 10),
		"data":    "MNIST (LeCun, Cortes, Burges), training images only",
		"licence": "MIT, as Inkgrad's",
	})
}
