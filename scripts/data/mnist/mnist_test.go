package mnist

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// What Y. LeCun's page on MNIST says of it, and the facts about its images that digits.Render stands on.
func TestLoad(t *testing.T) {
	train, test, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if train.Len() != 60_000 || test.Len() != 10_000 {
		t.Fatalf("%d and %d images, want 60000 and 10000", train.Len(), test.Len())
	}
	// The first labels, as in every tutorial.
	if got, want := train.Labels[:10], []byte{5, 0, 4, 1, 9, 2, 1, 3, 1, 4}; !slices.Equal(got, want) {
		t.Errorf("training labels begin with %v, want %v", got, want)
	}
	if got, want := test.Labels[:10], []byte{7, 2, 1, 0, 4, 1, 4, 9, 5, 9}; !slices.Equal(got, want) {
		t.Errorf("test labels begin with %v, want %v", got, want)
	}

	side20, lo, hi := 0, 28., 0.
	for i := range train.Len() {
		side, x, y := measure(train.Image(i))
		if side == 20 {
			side20++
		}
		lo, hi = min(lo, x, y), max(hi, x, y)
	}
	if side20 != 59_987 {
		t.Errorf("%d images have a longer side of 20, want 59987", side20)
	}
	if lo < 13.48 || hi > 14.5 {
		t.Errorf("the centres of mass are in %.3f to %.3f, want 13.48 to 14.5", lo, hi)
	}
}

// measure returns the longer side of the ink's bounding box and its centre of mass, where pixel i has its centre at i.
func measure(image []byte) (side int, x, y float64) {
	x0, x1, y0, y1 := 27, 0, 27, 0
	mass := 0.
	for i, v := range image {
		if v == 0 {
			continue
		}
		c, r := i%digits.Side, i/digits.Side
		x0, x1, y0, y1 = min(x0, c), max(x1, c), min(y0, r), max(y1, r)
		mass += float64(v)
		x += float64(v) * float64(c)
		y += float64(v) * float64(r)
	}
	return max(x1-x0, y1-y0) + 1, x / mass, y / mass
}

func TestLoadErrors(t *testing.T) {
	source, err := Dir()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []file{trainImages, trainLabels, testImages, testLabels} {
		t.Run("without "+f.name, func(t *testing.T) {
			dir := link(t, source, f)
			if _, _, err := load(dir); err == nil || !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("error %v, want one that says that the file is not there", err)
			}
		})
		t.Run("another "+f.name, func(t *testing.T) {
			dir := link(t, source, f)
			data, err := os.ReadFile(filepath.Join(source, f.name))
			if err != nil {
				t.Fatal(err)
			}
			data[len(data)/2] ^= 1
			if err := os.WriteFile(filepath.Join(dir, f.name), data, 0o644); err != nil {
				t.Fatal(err)
			}
			_, _, err = load(dir)
			if err == nil || !strings.HasPrefix(err.Error(), "mnist: "+f.name+" has SHA-256 ") ||
				!strings.HasSuffix(err.Error(), f.sum) {
				t.Errorf("error %v, want the file's name and checksums", err)
			}
		})
	}
}

// link returns a folder with links to all files but one.
func link(t *testing.T, source string, but file) string {
	dir := t.TempDir()
	for _, f := range []file{trainImages, trainLabels, testImages, testLabels} {
		if f == but {
			continue
		}
		if err := os.Symlink(filepath.Join(source, f.name), filepath.Join(dir, f.name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
