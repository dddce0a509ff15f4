package main

import (
	"math"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// noDigits are kinds of drawings that are no digits, made in other ways than those of training: what the reader has
// learned must reach further than the scribbles that it has seen. The share of each that it must refuse is a little
// less than it did when it was trained.
var noDigits = []struct {
	name    string
	draw    func(rng *rand.Rand) digits.Strokes
	refused float64
}{
	{"tangles", tangle, 0.97},
	{"spirals", spiral, 0.98},
	{"zigzags", zigzag, 0.98},
	{"level lines", func(rng *rand.Rand) digits.Strokes { return byHand(draw(0, 0, 3, 0), rng, 0.25) }, 0.98},
	{"grids", grid, 0.98},
	{"letters", oneOf(letters), 0.87},
	{"signs", oneOf(signs), 0.87},
}

// letters are of those that are no digits, on 4×6; signs are others that people draw. A few are not far from one: an H
// from an open 4, a T from a 7, a triangle from a 0.
var (
	letters = []digits.Strokes{
		append(draw(0, 6, 2, 0, 4, 6), draw(1, 4, 3, 4)...),                        // A
		append(draw(4, 0, 0, 0, 0, 6, 4, 6), draw(0, 3, 3, 3)...),                  // E
		append(draw(4, 0, 0, 0, 0, 6), draw(0, 3, 3, 3)...),                        // F
		append(append(draw(0, 0, 0, 6), draw(4, 0, 4, 6)...), draw(0, 3, 4, 3)...), // H
		append(draw(0, 0, 0, 6), draw(4, 0, 0, 3, 4, 6)...),                        // K
		draw(0, 6, 0, 0, 2, 4, 4, 0, 4, 6),                                         // M
		draw(0, 6, 0, 0, 4, 6, 4, 0),                                               // N
		draw(0, 0, 1, 6, 2, 2, 3, 6, 4, 0),                                         // W
		append(draw(0, 0, 4, 6), draw(4, 0, 0, 6)...),                              // X
		append(draw(0, 0, 4, 0), draw(2, 0, 2, 6)...),                              // T
	}
	signs = []digits.Strokes{
		draw(0, 4, 2, 0, 4, 4, 0, 4),                                               // a triangle
		draw(0, 6, 2, 0, 4, 6, 0, 2, 4, 2, 0, 6),                                   // a star
		append(draw(0, 3, 0, 6, 4, 6, 4, 3), draw(0, 3, 2, 0, 4, 3)...),            // a house
		append(draw(0, 2, 6, 2), draw(4, 0, 6, 2, 4, 4)...),                        // an arrow
		draw(0, 3, 1, 5, 5, 0),                                                     // a tick
		append(draw(0, 2, 4, 2), draw(2, 0, 2, 4)...),                              // plus
		append(draw(0, 0, 4, 0), draw(0, 2, 4, 2)...),                              // equals
		append(append(draw(0, 0, 0, 4), draw(2, 0, 2, 4)...), draw(4, 0, 4, 4)...), // three bars
		append(draw(0, 0, 4, 4), draw(1, 3.6, 1.2, 3.8)...),                        // a stroke and a dot
		{{{0, 0}}}, // a dot
	}
)

// draw returns a stroke through points x, y, x, y, ...
func draw(xy ...float64) digits.Strokes {
	var s []digits.Point
	for i := 0; i < len(xy); i += 2 {
		s = append(s, digits.Point{xy[i], xy[i+1]})
	}
	return digits.Strokes{s}
}

// oneOf draws one of them by hand.
func oneOf(all []digits.Strokes) func(*rand.Rand) digits.Strokes {
	return func(rng *rand.Rand) digits.Strokes { return byHand(all[rng.IntN(len(all))], rng, 0.15) }
}

// byHand returns s turned by at most an angle, and with no point exactly where it should be.
func byHand(s digits.Strokes, rng *rand.Rand, angle float64) digits.Strokes {
	sin, cos := math.Sincos(angle * (2*rng.Float64() - 1))
	out := make(digits.Strokes, len(s))
	for i, stroke := range s {
		for _, p := range stroke {
			x, y := p[0]+0.2*rng.NormFloat64(), p[1]+0.2*rng.NormFloat64()
			out[i] = append(out[i], digits.Point{cos*x - sin*y, sin*x + cos*y})
		}
	}
	return out
}

// tangle is a closed curve of six waves in x and in y.
func tangle(rng *rand.Rand) digits.Strokes {
	var height, phase [2][6]float64
	for i := range 12 {
		height[i/6][i%6], phase[i/6][i%6] = rng.NormFloat64(), 2*math.Pi*rng.Float64()
	}
	s := make([]digits.Point, 120)
	for i := range s {
		for k := range s[i] {
			for j, h := range height[k] {
				s[i][k] += h * math.Sin(2*math.Pi*float64(j+1)*float64(i)/120+phase[k][j])
			}
		}
	}
	return digits.Strokes{s}
}

// spiral turns three to five times.
func spiral(rng *rand.Rand) digits.Strokes {
	turns, squash := 3+2*rng.Float64(), 0.6+0.4*rng.Float64()
	s := make([]digits.Point, 120)
	for i := range s {
		t := float64(i) / 120
		sin, cos := math.Sincos(2 * math.Pi * turns * t)
		s[i] = digits.Point{t * cos * squash, t * sin}
	}
	return digits.Strokes{s}
}

// zigzag goes six to thirteen times up or down.
func zigzag(rng *rand.Rand) digits.Strokes {
	var s []digits.Point
	for i := range 7 + rng.IntN(8) {
		s = append(s, digits.Point{float64(i), float64(i%2) * 5})
	}
	return byHand(digits.Strokes{s}, rng, math.Pi)
}

// grid is two to four lines across as many.
func grid(rng *rand.Rand) digits.Strokes {
	var s digits.Strokes
	n := 2 + rng.IntN(3)
	for i := range n {
		at, end := float64(i+1), float64(n+1)
		s = append(s, []digits.Point{{at, 0}, {at, end}}, []digits.Point{{0, at}, {end, at}})
	}
	return byHand(s, rng, 0.5)
}
