package main

import (
	"math/rand/v2"
	"os"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

// maxSize is what the committed file may have, in bytes.
const maxSize = 600_000

// load reads the committed file.
func load(t testing.TB) *reader.Reader {
	t.Helper()
	file, err := os.ReadFile(reader.File)
	if err != nil {
		t.Fatal(err)
	}
	if len(file) > maxSize {
		t.Errorf("the reader has %d bytes, at most %d are allowed", len(file), maxSize)
	}
	r, err := reader.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The figures of the README: a reader that is worse than it was fails.
func TestMNIST(t *testing.T) {
	_, test, err := mnist.Load()
	if err != nil {
		t.Fatal(err)
	}
	right, err := accuracy(load(t).Network(), test)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("test accuracy %.4f", right)
	if right < 0.995 {
		t.Errorf("test accuracy %.4f, want at least 0.995", right)
	}
}

// The digits of people who had no part in MNIST, and whom the reader has never seen.
func TestStrokes(t *testing.T) {
	drawings, err := strokefile.Load("../../nn/digits/testdata/strokes.json")
	if err != nil {
		t.Fatal(err)
	}
	r := load(t)
	right, refused, refusedRight := 0, 0, 0
	for i, d := range drawings {
		digit, sure := read(t, r, d.Strokes)
		if digit == d.Label {
			right++
		} else {
			t.Logf("drawing %d, a %d, is read as %d, sure: %t", i, d.Label, digit, sure)
		}
		if !sure {
			refused++
			if digit == d.Label {
				refusedRight++
			}
		}
	}
	n := float64(len(drawings))
	accuracy, share := float64(right)/n, float64(refused)/n
	t.Logf("strokes accuracy %.4f; not sure of %d, %.4f of all, of which %d would have been right", accuracy, refused,
		share, refusedRight)
	if accuracy < 0.978 || share > 0.02 {
		t.Errorf("accuracy %.4f on %d drawings, not sure of %.4f; want at least 0.978 and at most 0.02", accuracy,
			len(drawings), share)
	}
}

func read(t testing.TB, r *reader.Reader, s digits.Strokes) (digit int, sure bool) {
	t.Helper()
	pixels, probabilities := make([]float64, digits.Pixels), make([]float64, digits.Classes)
	if err := digits.Render(pixels, s); err != nil {
		t.Fatal(err)
	}
	return r.Read(probabilities, pixels)
}

func TestNotSure(t *testing.T) {
	r := load(t)
	for _, k := range noDigits {
		t.Run(k.name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(9, 0))
			const n = 400
			refused := 0
			for range n {
				if _, sure := read(t, r, k.draw(rng)); !sure {
					refused++
				}
			}
			share := float64(refused) / n
			t.Logf("not sure of %.3f", share)
			if share < k.refused {
				t.Errorf("not sure of %.3f, want at least %.3f", share, k.refused)
			}
		})
	}
	probabilities := make([]float64, digits.Classes)
	if digit, sure := r.Read(probabilities, make([]float64, digits.Pixels)); sure {
		t.Errorf("blank paper is a %d: %v", digit, probabilities)
	}
}

// As the engine has it: one drawing, rendered and read.
func BenchmarkRead(b *testing.B) {
	drawings, err := strokefile.Load("../../nn/digits/testdata/strokes.json")
	if err != nil {
		b.Fatal(err)
	}
	r := load(b)
	for i := 0; b.Loop(); i++ {
		read(b, r, drawings[i%len(drawings)].Strokes)
	}
}
