// Command presets trains natively what the page offers under Network, as the page does it, to the same bits, and says
// how good it becomes.
//
//	go run ./scripts/presets                    # all of them
//	go run ./scripts/presets SimpleConvNet
//	go run ./scripts/presets -settings 'hidden=200&init=He&optimizer=Adam&dataSize=60000'    # as in a link
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"time"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("presets: ")
	settings := flag.String("settings", "",
		"train what these `settings` describe, written as in a link, instead of the presets")
	seed := flag.Int("seed", 1, "the `seed` of weights and batches")
	flag.Parse()
	images, test, err := mnist.Load()
	if err != nil {
		log.Fatal(err)
	}
	if *settings != "" {
		s, errs := setting.ParseQuery(*settings)
		if len(errs) > 0 {
			log.Fatal(errs)
		}
		s.Seed = *seed
		if _, err := train(os.Stdout, *settings, s, images, test); err != nil {
			log.Fatal(err)
		}
		return
	}
	for _, p := range setting.Presets() {
		if flag.NArg() > 0 && !slices.Contains(flag.Args(), p.Name) {
			continue
		}
		s := p.Apply(setting.Default())
		s.Seed = *seed
		if _, err := train(os.Stdout, p.Name, s, images, test); err != nil {
			log.Fatal(err)
		}
	}
}

// train writes a line about the training that the settings describe, and returns the accuracy on the test images.
func train(w io.Writer, name string, s setting.Settings, images, test *digits.Set) (float64, error) {
	start := time.Now()
	_, accuracy, err := session.Pretrain(s, images.First(s.DataSize), test)
	if err != nil {
		return 0, err
	}
	epochs := float64(s.Iterations*s.BatchSize) / float64(s.DataSize)
	_, err = fmt.Fprintf(w, "%s: test accuracy %.4f after %d steps, %.1f epochs of %d images, in %.0f s\n", name,
		accuracy,
		s.Iterations, epochs, s.DataSize, time.Since(start).Seconds())
	return accuracy, err
}
