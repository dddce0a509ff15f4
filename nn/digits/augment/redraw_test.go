package augment_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/augment"
	"github.com/inkgrad/inkgrad/nn/digits/strokefile"
)

func drawings(t *testing.T) []strokefile.Drawing {
	t.Helper()
	all, err := strokefile.Read("../testdata/strokes.json")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What is redrawn can be drawn, is another drawing each time, and still about the same digit: its image has more in
// common with that of the original than with those of other digits.
func TestRedraw(t *testing.T) {
	all := drawings(t)
	render := func(s digits.Strokes) []float64 {
		pixels := make([]float64, digits.Pixels)
		if err := digits.Render(pixels, s); err != nil {
			t.Fatal(err)
		}
		return pixels
	}
	distance := func(a, b []float64) (sum float64) {
		for i := range a {
			sum += (a[i] - b[i]) * (a[i] - b[i])
		}
		return math.Sqrt(sum)
	}
	rng := rand.New(rand.NewPCG(1, 0))
	nearer, n := 0, 0
	for i, d := range all {
		one, two := augment.Redraw(d.Strokes, rng), augment.Redraw(d.Strokes, rng)
		if reflect.DeepEqual(one, two) {
			t.Fatalf("drawing %d is redrawn twice alike", i)
		}
		original, other := render(d.Strokes), all[(i+7*50+13)%len(all)]
		if other.Label == d.Label {
			continue
		}
		n++
		if image := render(one); distance(image, original) < distance(image, render(other.Strokes)) {
			nearer++
		}
	}
	if share := float64(nearer) / float64(n); share < 0.9 {
		t.Errorf("%.2f are nearer to the original than to another digit, want 0.9 at least", share)
	}
}

// The original stays as it is, and so does what a seed gives.
func TestRedrawIsPure(t *testing.T) {
	before, d := five(), five()
	one := augment.Redraw(d, rng())
	if !reflect.DeepEqual(d, before) {
		t.Error("the drawing that was given has changed")
	}
	if two := augment.Redraw(d, rng()); !reflect.DeepEqual(one, two) {
		t.Error("the same seed gave another drawing")
	}
	if dot := augment.Redraw(digits.Strokes{{{3, 4}}}, rng()); dot.Validate() != nil {
		t.Errorf("a dot became %v", dot)
	}
}

func TestEven(t *testing.T) {
	got := augment.Even(digits.Strokes{{{2, 2}, {4, 6}}, {}, {{3, 2}}})
	if len(got) != 2 || got[0][0] != (digits.Point{0, 0}) || got[0][len(got[0])-1] != (digits.Point{0.5, 1}) ||
		!reflect.DeepEqual(got[1], []digits.Point{{0.25, 0}}) {
		t.Fatalf("the drawing became %v", got)
	}
	for i, p := range got[0][1:] {
		if q := got[0][i]; math.Hypot(p[0]-q[0], p[1]-q[1]) > 0.0301 {
			t.Errorf("from %v to %v it is far", q, p)
		}
	}
}
