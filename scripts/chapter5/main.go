// Command chapter5 does natively what the chapter "Backpropagation" of Deep Learning from Scratch does, on all of
// MNIST: the gradient check of a TwoLayerNet, a parameter a line, then the training of another for 10,000 iterations,
// with the accuracy on the training and the test images after each epoch.
//
//	go run ./scripts/chapter5
//	W1:4.1e-13
//	...
//	0.0993 0.1032
//	0.9035 0.9071
//	...
package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/train"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

// The chapter's numbers.
const (
	batch        = 100
	iterations   = 10_000
	learningRate = 0.1
	checkImages  = 3
	checkStep    = 1e-4
	seed         = 1
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("chapter5: ")
	images, test, err := mnist.Load()
	if err != nil {
		log.Fatal(err)
	}
	if err := gradientCheck(os.Stdout, images); err != nil {
		log.Fatal(err)
	}
	if err := training(os.Stdout, images, test); err != nil {
		log.Fatal(err)
	}
}

// gradientCheck writes a line for each parameter; it compares all 39,760 elements with numerical gradients on the first
// three images, in float64.
func gradientCheck(w io.Writer, images *digits.Set) error {
	net, err := layer.New[float64](layer.TwoLayerNet(), rand.New(rand.NewPCG(seed, 0)))
	if err != nil {
		return err
	}
	b, err := train.NewBatch(net, checkImages, false)
	if err != nil {
		return err
	}
	digits.Gather(b.X.Data, b.T.Data, images, []int{0, 1, 2})
	check := train.NewGradientCheck(b, checkStep, 0, nil)
	for check.Next() {
	}
	for _, p := range check.Results() {
		fmt.Fprintf(w, "%s:%.1e\n", p.Name, p.MeanAbsDiff)
	}
	if !check.OK() {
		return errors.New("the gradient check found a difference that rounding and truncation do not explain")
	}
	return nil
}

// training writes a line for each epoch: the accuracy on the training and on the test images.
func training(w io.Writer, images, test *digits.Set) error {
	rng := rand.New(rand.NewPCG(seed, 0))
	net, err := layer.New[float32](layer.TwoLayerNet(), rng)
	if err != nil {
		return err
	}
	trainer, err := train.New(net, batch, &train.SGD[float32]{LearningRate: learningRate})
	if err != nil {
		return err
	}
	predictor, err := train.NewPredictor(net, batch)
	if err != nil {
		return err
	}
	epoch := images.Len() / batch
	for i := range iterations {
		trainer.Step(images, rng)
		if i%epoch == 0 || i == iterations-1 {
			fmt.Fprintf(w, "%.4f %.4f\n", predictor.Accuracy(images), predictor.Accuracy(test))
		}
	}
	return nil
}
