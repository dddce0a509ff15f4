package op

import (
	"math"
	"math/rand/v2"
	"testing"
)

func random(r *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = r.NormFloat64()
	}
	return x
}

// windows are of all kinds: padded by less and by more than the image, overlapping, apart, of one place, of a single
// element.
func windows(t *testing.T) []window {
	var ws []window
	for _, s := range []struct{ c, h, w, kh, kw, stride, pad int }{
		{1, 1, 1, 1, 1, 1, 0}, {2, 5, 4, 3, 2, 1, 0}, {2, 5, 4, 3, 2, 1, 1}, {3, 7, 6, 2, 3, 2, 1},
		{1, 4, 4, 4, 4, 1, 0},
		{2, 2, 3, 3, 3, 1, 4}, {1, 6, 5, 2, 2, 3, 0}, {1, 1, 1, 3, 3, 2, 5}, {2, 3, 3, 1, 1, 1, 2},
		{1, 8, 9, 3, 3, 4, 3},
	} {
		w, err := newWindow([]int{1, s.c, s.h, s.w}, s.kh, s.kw, s.stride, s.pad)
		if err != nil {
			t.Fatal(err)
		}
		ws = append(ws, w)
	}
	return ws
}

// Against the definition, element by element.
func TestIm2col(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for _, w := range windows(t) {
		img, col := random(r, w.size()), random(r, w.taps()*w.places())
		im2col(&w, col, img)
		at := 0
		for tap := range w.taps() {
			c, i, j := tap/(w.kh*w.kw), tap/w.kw%w.kh, tap%w.kw
			for y := range w.oh {
				for x := range w.ow {
					want := 0.0
					if iy, ix := y*w.stride+i-w.pad, x*w.stride+j-w.pad; iy >= 0 && iy < w.h && ix >= 0 && ix < w.w {
						want = img[(c*w.h+iy)*w.w+ix]
					}
					if col[at] != want {
						t.Fatalf("%+v: tap %d at (%d, %d) is %v, want %v", w, tap, y, x, col[at], want)
					}
					at++
				}
			}
		}
	}
}

// ⟨im2col(a), b⟩ = ⟨a, col2im(b)⟩ for all a and b: what makes col2im the backward pass of im2col.
func TestIm2colAndCol2imAreAdjoint(t *testing.T) {
	dot := func(a, b []float64) (sum float64) {
		for i := range a {
			sum += a[i] * b[i]
		}
		return sum
	}
	r := rand.New(rand.NewPCG(6, 6))
	for _, w := range windows(t) {
		a, b := random(r, w.size()), random(r, w.taps()*w.places())
		col, img := make([]float64, len(b)), make([]float64, len(a))
		im2col(&w, col, a)
		col2im(&w, img, b)
		// Sums of a few hundred products: rounding stays far below 1e-12.
		if l, r := dot(col, b), dot(a, img); math.Abs(l-r) > 1e-12 {
			t.Errorf("%+v: %v on the left, %v on the right", w, l, r)
		}
	}
}
