package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/augment"
)

// MNIST was written in the United States. Elsewhere, and on forms, people write a 0 with a slash, a 1 with a flag and a
// foot, a 7 with a bar, and the cap of a 5 last. These are the shares of those digits that get one.
const (
	slashed = 0.15
	footed  = 0.3
	barred  = 0.1
	capped  = 0.3
)

// flagged is how long the flag of a 1 is, in parts of its height: some are nearly as long as the 1 itself.
func flagged(rng *rand.Rand) float64 { return 0.15 + 0.65*rng.Float64()*rng.Float64() }

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
			length := height * flagged(rng)
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

// penVariant does the same to a digit that a pen drew, as augment.Even has it, and draws the cap of some 5s apart.
func penVariant(s digits.Strokes, label int, rng *rand.Rand) digits.Strokes {
	r := rng.Float64()
	about := func(size float64) float64 { return size * (2*rng.Float64() - 1) }
	_, hi := augment.Box(s)
	switch {
	case label == 0 && r < slashed:
		beyond := 0.2*rng.Float64() - 0.05
		return append(s, []digits.Point{
			{-beyond + about(0.05), hi[1] + beyond + about(0.05)},
			{hi[0] + beyond + about(0.05), -beyond + about(0.05)}})
	case label == 1 && r < footed && len(s) == 1 && hi[0] < 0.35: // a plain line
		top, bottom := ends(s[0])
		if what := rng.IntN(3); what != 0 {
			length := flagged(rng)
			from := digits.Point{top[0] - length, top[1] + length*(0.3+0.7*rng.Float64())}
			s = append(digits.Strokes{{from, top}}, s...)
			if what == 1 {
				return s
			}
		}
		length := 0.15 + 0.25*rng.Float64()
		return append(s, []digits.Point{{bottom[0] - length, bottom[1] + about(0.04)},
			{bottom[0] + length*(1+about(0.3)), bottom[1] + about(0.04)}})
	case label == 5 && r < capped:
		return capApart(s, rng)
	case label == 7 && r < barred && len(s) == 1:
		y, length := 0.5+about(0.1), 0.15+0.2*rng.Float64()
		_, bottom := ends(s[0])
		x := (bottom[0] + hi[0]) / 2
		return append(s, []digits.Point{{x - length, y + about(0.04)}, {x + length, y + about(0.04)}})
	}
	return s
}

// ends returns the highest and the lowest point of a stroke.
func ends(stroke []digits.Point) (top, bottom digits.Point) {
	higher := func(a, b digits.Point) int {
		if a[1] < b[1] {
			return -1
		}
		return 1
	}
	return slices.MinFunc(stroke, higher), slices.MaxFunc(stroke, higher)
}

// capApart draws a 5 that is one stroke as two: first the belly, then the cap, beside where it was.
func capApart(s digits.Strokes, rng *rand.Rand) digits.Strokes {
	if len(s) != 1 {
		return s
	}
	at := corner(s[0])
	if at == 0 {
		return s
	}
	belly := s[0][at:]
	start, end := belly[0], s[0][0] // of the cap, from the left to the right
	dx, dy := 0.1*(rng.Float64()-0.3), -0.12*rng.Float64()
	longer := 0.7 + 0.8*rng.Float64()
	return digits.Strokes{belly, {
		{start[0] + dx, start[1] + dy},
		{start[0] + dx + longer*(end[0]-start[0]), start[1] + dy + longer*(end[1]-start[1])},
	}}
}

// corner returns where a stroke turns most sharply in its first half, or 0 where it goes to the left nowhere and then
// down: where it has no cap.
func corner(stroke []digits.Point) int {
	const reach = 3 // points to either side
	at, sharpest := 0, math.Cos(math.Pi/3)
	for i := reach; i < len(stroke)/2 && i+reach < len(stroke); i++ {
		p, before, after := stroke[i], stroke[i-reach], stroke[i+reach]
		ax, ay, bx, by := p[0]-before[0], p[1]-before[1], after[0]-p[0], after[1]-p[1]
		if straight := (ax*bx + ay*by) / max(math.Hypot(ax, ay)*math.Hypot(bx, by), 1e-9); straight < sharpest &&
			p[0] < stroke[0][0]-0.15 && by > 0 {
			at, sharpest = i, straight
		}
	}
	return at
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
