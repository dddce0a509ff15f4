// Package mnist stands in for scripts/data/mnist in a test: its images are those that the test has written to a folder,
// a byte a pixel and a label.
package mnist

import (
	"os"
	"path/filepath"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// Load returns the images to train on and to test with.
func Load() (train, test *digits.Set, err error) {
	if train, err = load("train"); err == nil {
		test, err = load("test")
	}
	return train, test, err
}

func load(what string) (*digits.Set, error) {
	path := filepath.Join(os.Getenv("INKGRAD_MNIST"), what)
	pixels, err := os.ReadFile(path + "-images")
	if err != nil {
		return nil, err
	}
	labels, err := os.ReadFile(path + "-labels")
	return &digits.Set{Pixels: pixels, Labels: labels}, err
}
