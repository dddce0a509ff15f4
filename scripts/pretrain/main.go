// Command pretrain trains the network that comes with the page, and writes it as a safetensors file.
//
//	go run ./scripts/pretrain -out build/web/data/network.safetensors
//
// It is the chapter's network, trained as the chapter trains it on all 60,000 images from the settings' default seed.
// The same source gives the same bytes on machines of one architecture: gonum's assembly kernels on amd64 add in
// another order than its portable ones.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/inkgrad/inkgrad/nn/session"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("pretrain: ")
	out := flag.String("out", "", "the `file` to write")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out); err != nil {
		log.Fatal(err)
	}
}

func run(out string) error {
	start := time.Now()
	c, accuracy, err := pretrain()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(out, session.EncodeModel(c), 0o666); err != nil {
		return err
	}
	fmt.Printf("trained the built-in network in %.0f s: %d steps, test accuracy %.4f\n", time.Since(start).Seconds(),
		c.Step, accuracy)
	return nil
}

// pretrain returns the built-in network and its accuracy on the test images.
func pretrain() (session.Checkpoint, float64, error) {
	images, test, err := mnist.Load()
	if err != nil {
		return session.Checkpoint{}, 0, err
	}
	settings := setting.Default()
	settings.DataSize = images.Len()
	return session.Pretrain(settings, images, test)
}
