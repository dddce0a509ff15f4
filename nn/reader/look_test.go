package reader

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// The first look is the image itself. Another moves ink to where it says, and loses none that stays on the paper.
func TestLook(t *testing.T) {
	const middle = float64(digits.Side-1) / 2
	center := func(pixels []float64) (x, y, ink float64) {
		for i, v := range pixels {
			x, y, ink = x+v*float64(i%digits.Side), y+v*float64(i/digits.Side), ink+v
		}
		return x / ink, y / ink, ink
	}
	dst := make([]float64, digits.Pixels)
	for i, l := range looks {
		for _, at := range [][2]int{{13, 13}, {7, 18}, {20, 5}} {
			src := make([]float64, digits.Pixels)
			for j := range 16 { // a square
				src[(at[1]+j/4)*digits.Side+at[0]+j%4] = 0.3 + 0.04*float64(j)
			}
			see(dst, src, l.taps(nil, 0))
			if i == 0 {
				for j, v := range dst {
					if v != src[j] {
						t.Fatalf("at the first look pixel %d is %v, not %v", j, v, src[j])
					}
				}
			}
			x, y, ink := center(src)
			wantX, wantY := middle+l.width*(x-middle+l.slant*(y-middle)), middle+l.height*(y-middle)
			gotX, gotY, gotInk := center(dst)
			if math.Abs(gotX-wantX) > 0.1 || math.Abs(gotY-wantY) > 0.1 ||
				math.Abs(gotInk/ink-l.width*l.height) > 0.05 {
				t.Errorf("with %+v the ink %.2f at %.2f, %.2f is %.2f at %.2f, %.2f, want %.2f, %.2f", l, ink, x, y,
					gotInk, gotX, gotY, wantX, wantY)
			}
		}
	}
	full := make([]float64, digits.Pixels)
	for i := range full {
		full[i] = 1
	}
	for _, l := range looks {
		see(dst, full, l.taps(nil, 0))
		for i, v := range dst {
			if v < 0 || v > 1+1e-9 {
				t.Fatalf("with %+v pixel %d of full ink is %v", l, i, v)
			}
		}
	}
}
