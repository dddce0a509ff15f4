package main

import (
	"cmp"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/scripts/data/mnist"
)

// maxSize is what the committed file may have, in bytes.
const maxSize = 300_000

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

// The digits of people who had no part in MNIST nor in training.
func TestStrokes(t *testing.T) {
	drawings, err := strokefile.Load("../../nn/digits/testdata/strokes.json")
	if err != nil {
		t.Fatal(err)
	}
	r := load(t)
	type reading struct {
		largest float64
		right   bool
	}
	var readings []reading
	right, refused := 0., 0.
	pixels, probabilities := make([]float64, digits.Pixels), make([]float64, digits.Classes)
	for i, d := range drawings {
		if err := digits.Render(pixels, d.Strokes); err != nil {
			t.Fatal(err)
		}
		digit, sure := r.Read(probabilities, pixels)
		if digit == d.Label {
			right++
		} else {
			t.Logf("drawing %d, a %d, is read as %d, sure: %t", i, d.Label, digit, sure)
		}
		if !sure {
			refused++
		}
		readings = append(readings, reading{probabilities[digit], digit == d.Label})
	}
	slices.SortFunc(readings, func(a, b reading) int { return cmp.Compare(b.largest, a.largest) })
	best := readings[:int(math.Ceil(surest*float64(len(readings))))]
	surestRight := 0.
	for _, r := range best {
		if r.right {
			surestRight++
		}
	}
	n := float64(len(drawings))
	right, refused, surestRight = right/n, refused/n, surestRight/float64(len(best))
	t.Logf("strokes accuracy %.4f; of the %.2f that it is surest of %.4f; not sure of %.4f", right, surest, surestRight,
		refused)
	if right < 0.98 || surestRight < 0.99 || refused > 0.06 {
		t.Error("want 0.98 and 0.99 at least, and at most 0.06")
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
