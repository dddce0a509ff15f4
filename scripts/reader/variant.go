package main

import (
	"math"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// MNIST was written in the United States. Elsewhere, and on forms, people write a 0 with a slash, a 1 with a flag and a
// foot and a 7 with a bar. These are the shares of those digits that get one.
const (
	slashed = 0.15
	footed  = 0.3
	barred  = 0.1
)

// variant adds such a stroke to a digit of that label, sometimes.
func variant(digit []byte, label int, rng *rand.Rand) {
	r := rng.Float64()
	jitter := func(size float64) float64 { return size * (2*rng.Float64() - 1) }
	b := inkOf(digit)
	height := b.bottom - b.top
	switch {
	case label == 0 && r < slashed: // from the lower left to the upper right, or nearly
		beyond := 2.5 * rng.Float64()
		line(digit, digits.Point{b.left - beyond + jitter(1), b.bottom + beyond + jitter(1)},
			digits.Point{b.right + beyond + jitter(1), b.top - beyond + jitter(1)})
	case label == 1 && r < footed:
		if what := rng.IntN(3); what != 0 { // a flag
			length := height * (0.15 + 0.25*rng.Float64())
			line(digit, digits.Point{b.atTop, b.top + 1},
				digits.Point{b.atTop - length, b.top + 1 + length*(0.3+0.7*rng.Float64())})
			if what == 1 {
				return
			}
		}
		length := height * (0.15 + 0.25*rng.Float64())
		line(digit, digits.Point{b.atBottom - length, b.bottom + jitter(1)},
			digits.Point{b.atBottom + length + jitter(1), b.bottom + jitter(1)})
	case label == 7 && r < barred:
		y, length := b.top+height*(0.5+jitter(0.1)), height*(0.15+0.2*rng.Float64())
		x := (b.atBottom+b.right)/2 + jitter(1)
		line(digit, digits.Point{x - length, y + jitter(1)}, digits.Point{x + length, y + jitter(1)})
	}
}

// ink is where a digit lies: its edges, and where it is in its highest and lowest row.
type ink struct{ left, right, top, bottom, atTop, atBottom float64 }

func inkOf(digit []byte) ink {
	b := ink{left: digits.Side, top: -1}
	for y := range digits.Side {
		sum, n := 0, 0
		for x, v := range digit[y*digits.Side : (y+1)*digits.Side] {
			if v >= 64 {
				b.left, b.right = min(b.left, float64(x)), max(b.right, float64(x))
				sum += x
				n++
			}
		}
		if n == 0 {
			continue
		}
		at := float64(sum) / float64(n)
		if b.top < 0 {
			b.top, b.atTop = float64(y), at
		}
		b.bottom, b.atBottom = float64(y), at
	}
	return b
}

// line adds a straight stroke, as the pen of digits.Render draws it.
func line(image []byte, from, to digits.Point) {
	ux, uy := to[0]-from[0], to[1]-from[1]
	length2 := max(ux*ux+uy*uy, 1e-9)
	for i, v := range image {
		px, py := float64(i%digits.Side)-from[0], float64(i/digits.Side)-from[1]
		t := max(0, min(1, (px*ux+py*uy)/length2))
		dx, dy := px-t*ux, py-t*uy
		if d2 := dx*dx + dy*dy; d2 < 1.5*1.5 {
			image[i] = max(v, byte(255*min(1, 1.5-math.Sqrt(d2))))
		}
	}
}
