package main

import (
	"math"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// scribble returns a drawing that is no digit, but for an accident: ways that wander, corners, hatching, a dot, dashes,
// a level line, or several strokes as letters and other signs have them.
func scribble(rng *rand.Rand) digits.Strokes {
	var s digits.Strokes
	switch rng.IntN(6) {
	case 0: // ways that wander
		for range 1 + rng.IntN(3) {
			s = append(s, wander(rng))
		}
	case 1: // corners
		for range 1 + rng.IntN(2) {
			s = append(s, corners(rng, 4+rng.IntN(9)))
		}
	case 2: // to and fro
		s = append(s, hatch(rng))
	case 3: // dots and dashes, or a line that no 1 leans as far as
		switch n := rng.IntN(6); {
		case n == 0:
			s = digits.Strokes{{{0, 0}}}
		case n <= 2:
			s = append(s, flat(rng))
		default:
			for range n {
				p := digits.Point{rng.Float64(), rng.Float64()}
				s = append(s, []digits.Point{p, {p[0] + 0.15*rng.NormFloat64(), p[1] + 0.15*rng.NormFloat64()}})
			}
		}
	default: // signs
		for range 2 + rng.IntN(4) {
			s = append(s, stroke(rng))
		}
	}
	return s
}

// wander turns a little more or less at each step.
func wander(rng *rand.Rand) []digits.Point {
	p := digits.Point{rng.Float64(), rng.Float64()}
	angle, turn := 2*math.Pi*rng.Float64(), 0.0
	wild := 0.05 + 0.25*rng.Float64()
	out := []digits.Point{p}
	for range 30 + rng.IntN(100) {
		turn = 0.9*turn + wild*rng.NormFloat64()
		angle += turn
		p[0] += 0.04 * math.Cos(angle)
		p[1] += 0.04 * math.Sin(angle)
		out = append(out, p)
	}
	return out
}

// corners joins random places, anywhere or on the grid.
func corners(rng *rand.Rand, n int) []digits.Point {
	var out []digits.Point
	anywhere := rng.IntN(2) == 0
	for range n {
		p := grid9(rng)
		if anywhere {
			p = digits.Point{rng.Float64(), rng.Float64()}
		}
		out = append(out, p)
	}
	return out
}

// grid9 is one of 3 by 3 places: strokes that end there often meet.
func grid9(rng *rand.Rand) digits.Point {
	return digits.Point{float64(rng.IntN(3)) / 2, float64(rng.IntN(3)) / 2}
}

// hatch goes to and fro, and on at right angles.
func hatch(rng *rand.Rand) []digits.Point {
	sin, cos := math.Sincos(2 * math.Pi * rng.Float64())
	n := 5 + rng.IntN(10)
	on := (0.3 + rng.Float64()) / float64(n)
	var out []digits.Point
	for i := range n {
		x, y := float64(i%2)+0.1*rng.NormFloat64(), float64(i)*on
		out = append(out, digits.Point{cos*x - sin*y, sin*x + cos*y})
	}
	return out
}

// flat is a line within 20° of level.
func flat(rng *rand.Rand) []digits.Point {
	angle := math.Pi / 9 * (2*rng.Float64() - 1)
	bow := 0.1 * rng.NormFloat64()
	return []digits.Point{{0, 0}, {0.5, math.Sin(angle)/2 + bow}, {math.Cos(angle), math.Sin(angle)}}
}

// stroke is one of those that signs are made of, somewhere.
func stroke(rng *rand.Rand) []digits.Point {
	a, b := grid9(rng), grid9(rng)
	for a == b {
		b = grid9(rng)
	}
	if rng.IntN(3) > 0 {
		return []digits.Point{a, b}
	}
	// An arc from a to b: its middle lies beside the line's.
	bow := 0.6 * (2*rng.Float64() - 1)
	var out []digits.Point
	for i := range 9 {
		t := float64(i) / 8
		h := 4 * bow * t * (1 - t)
		out = append(out, digits.Point{a[0] + t*(b[0]-a[0]) - h*(b[1]-a[1]), a[1] + t*(b[1]-a[1]) + h*(b[0]-a[0])})
	}
	return out
}
