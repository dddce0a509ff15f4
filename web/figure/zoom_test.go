package figure

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestZoomLayout(t *testing.T) {
	for _, c := range []struct {
		name    string
		pane    float64
		w, h    float64
		k, x, y float64
		paneH   float64
	}{
		{"there is room", 1000, 600, 300, 1, 200, 0, 300},
		{"a little too wide", 900, 1000, 300, 0.9, 0, 0, 270},
		{"wider by some digits", 700, 1000, 300, 0.7, 0, 0, 210},
		{"much too wide", 300, 1000, 300, readable, 0, 0, readable * 300},
		{"low", 1000, 600, 100, 1, 200, 30, 160},
		{"high", 1000, 600, 900, 1, 200, 0, 560},
	} {
		t.Run(c.name, func(t *testing.T) {
			z := zoom{}.Layout(c.pane, c.w, c.h)
			if z.K != c.k || z.X != c.x || z.Y != c.y || z.PaneH != c.paneH {
				t.Errorf("got %+v, want %+v", z, c)
			}
		})
	}
}

func TestZoomTall(t *testing.T) {
	if z := (zoom{Tall: true}).Layout(1000, 600, 900); z.PaneH != 900 || z.K != 1 {
		t.Errorf("not all of the picture's height is shown: %+v", z)
	}
}

func TestZoomLarge(t *testing.T) {
	for pane, k := range map[float64]float64{900: 1.25, 660: 1.1, 500: 500.0 / 600, 300: readable} {
		if z := (zoom{Large: 1.25}).Layout(pane, 600, 300); z.K != k {
			t.Errorf("in a pane of %g pixels a picture of 600 is shown %g times as large, want %g", pane, z.K, k)
		}
	}
}

func TestZoomStaysWhereAPersonPutIt(t *testing.T) {
	z := zoom{}.Layout(500, 1000, 300).By(2, 100, 50)
	n := z.Layout(500, 1200, 300) // something unfolds to the right
	if n.K != z.K || n.X != z.X || n.Y != z.Y {
		t.Errorf("%+v became %+v", z, n)
	}
	if f := n.Fit(); f.K != 500.0/1200 || f.X != 0 {
		t.Errorf("fitted: %+v", f)
	}
}

func TestZoomKeepsThePointUnderTheHand(t *testing.T) {
	z := zoom{}.Layout(500, 2000, 1000)
	x, y := 200.0, 130.0
	before := [2]float64{(x - z.X) / z.K, (y - z.Y) / z.K}
	z = z.By(1.7, x, y)
	if after := [2]float64{(x - z.X) / z.K, (y - z.Y) / z.K}; math.Hypot(after[0]-before[0],
		after[1]-before[1]) > 1e-9 {
		t.Errorf("%v went to %v", before, after)
	}
	if big := z.By(100, x, y); big.K != maxZoom {
		t.Errorf("the largest is %v", big.K)
	}
	if small := z.By(0.001, x, y); small.K != 0.25 { // a quarter of the width is in sight
		t.Errorf("the smallest is %v", small.K)
	}
}

func TestZoomMove(t *testing.T) {
	z := zoom{}.Layout(500, 2000, 300)
	if _, ok := z.Move(10, 0); ok {
		t.Error("it moves beyond its left edge")
	}
	if _, ok := z.Move(0, -10); ok {
		t.Error("it moves up, although all of its height is in sight")
	}
	n, ok := z.Move(-30, 5)
	if !ok || n.X != -30 || n.Y != 0 || !n.Own {
		t.Errorf("moved: %+v, %v", n, ok)
	}
}

func TestZoomReveal(t *testing.T) {
	z := zoom{}.Layout(500, 2000, 300)
	if n := z.Reveal(100, 20, 50, 30); n != z {
		t.Errorf("what is in sight moves to %+v", n)
	}
	if n := z.Reveal(600, 20, 50, 30); n.X != -174 || n.Own {
		t.Errorf("what is to the right: %+v", n)
	}
	if n := z.Reveal(600, 20, 50, 30); n.Layout(500, 2000, 300) != n || n.Layout(500, 2100, 300).X != 0 {
		t.Error("what was revealed does not stay until the picture is another one")
	}
	if n := z.Reveal(300, 20, 900, 30); n.X != -276 {
		t.Errorf("what is too wide: %+v", n)
	}
}

// Whatever is done to it, the picture is in the pane.
func TestZoomNeverLeaves(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		z := zoom{}.Layout(100+900*rng.Float64(), 50+3000*rng.Float64(), 50+2000*rng.Float64())
		for range 20 {
			switch rng.IntN(4) {
			case 0:
				z = z.By(0.2+2*rng.Float64(), z.PaneW*rng.Float64(), z.PaneH*rng.Float64())
			case 1:
				z, _ = z.Move(800*rng.NormFloat64(), 800*rng.NormFloat64())
			case 2:
				z = z.Reveal(1000*rng.NormFloat64(), 1000*rng.NormFloat64(), 50, 50)
			case 3:
				z = z.Layout(100+900*rng.Float64(), z.W, z.H)
			}
			w, h := z.K*z.W, z.K*z.H
			if z.X > max(0, z.PaneW-w)+1e-9 || z.X+w < min(z.PaneW, w)-1e-9 || z.Y > max(0, z.PaneH-h)+1e-9 || z.Y+
				h < min(z.PaneH, h)-1e-9 {
				t.Fatalf("out of the pane: %+v", z)
			}
		}
	}
}

func TestZoomBeyond(t *testing.T) {
	whole := zoom{}.Layout(1000, 600, 300)
	cut := zoom{}.Layout(300, 1000, 900)
	for want, z := range map[string]zoom{
		"":              whole,
		"right down":    cut,
		"left":          move(cut.Layout(300, 1000, 300), -1e6, 0),
		"left right":    move(cut.Layout(300, 1000, 300), -100, 0),
		"left right up": move(cut, -100, -1e6),
	} {
		if got := z.beyond(); got != want {
			t.Errorf("%+v goes on at %q, want %q", z, got, want)
		}
	}
}

func move(z zoom, dx, dy float64) zoom {
	n, _ := z.Move(dx, dy)
	return n
}
