package augment

import (
	"math"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/digits"
)

// How far another hand goes in drawing the same. Lengths are in parts of the longer side of the drawing's box.
const (
	dense     = 0.03 // between two points of a stroke
	slant     = 0.35 // what is one lower goes at most that far to the side
	turn      = 0.15 // radians either way
	stretch   = 0.25 // width to height: by e^s, with s at most that either way
	tremor    = 0.02 // the standard deviation of a point's own displacement, in x and in y
	apart     = 0.02 // that of a whole stroke
	hurry     = 6    // points to either side, at most, over which a hurried pen cuts its corners
	unlifted  = 0.12 // of the places where the pen was lifted, those where it draws on
	lifted    = 0.1  // of the strokes, those that become two
	smoothing = 8    // points, over which tremor is smooth
)

// Redraw returns a drawing as another hand would have made it: with another slant, more or less in a hurry, with a
// tremor, the pen lifted where it was not, or the other way round. All of it happens to the path of the pen, and none
// of it to ink: a corner that is cut, or a stroke that is joined to the next, is nothing that can be done to an
// image.
func Redraw(s digits.Strokes, rng *rand.Rand) digits.Strokes {
	out := joinOrLift(Even(s), rng)
	for i, stroke := range out {
		out[i] = tremble(cutCorners(stroke, rng.IntN(hurry+1)), rng)
	}
	within := func(limit float64) float64 { return limit * (2*rng.Float64() - 1) }
	sin, cos := math.Sincos(within(turn))
	lean, wide := within(slant), math.Exp(within(stretch))
	for _, stroke := range out {
		for i, p := range stroke {
			x, y := wide*(p[0]+lean*p[1]), p[1]
			stroke[i] = digits.Point{cos*x - sin*y, sin*x + cos*y}
		}
	}
	return out
}

// Even returns a drawing, its box moved to begin at 0 and scaled to a longer side of 1, with points so dense that none
// is further than 0.03 from the next of its stroke. A dot stays one.
func Even(s digits.Strokes) digits.Strokes {
	lo, hi := Box(s)
	side := max(hi[0]-lo[0], hi[1]-lo[1])
	if side == 0 {
		side = 1
	}
	out := make(digits.Strokes, 0, len(s))
	for _, stroke := range s {
		if len(stroke) == 0 {
			continue
		}
		moved := make([]digits.Point, len(stroke))
		for i, p := range stroke {
			moved[i] = digits.Point{(p[0] - lo[0]) / side, (p[1] - lo[1]) / side}
		}
		out = append(out, fill(moved))
	}
	return out
}

// Box returns the corners of the box around a drawing.
func Box(s digits.Strokes) (lo, hi digits.Point) {
	lo, hi = digits.Point{math.Inf(1), math.Inf(1)}, digits.Point{math.Inf(-1), math.Inf(-1)}
	for _, stroke := range s {
		for _, p := range stroke {
			for k, v := range p {
				lo[k], hi[k] = min(lo[k], v), max(hi[k], v)
			}
		}
	}
	return lo, hi
}

// fill puts points between those of a stroke that are further apart than dense.
func fill(stroke []digits.Point) []digits.Point {
	out := stroke[:1:1]
	for j, p := range stroke[1:] {
		q := stroke[j]
		n := math.Ceil(math.Hypot(p[0]-q[0], p[1]-q[1]) / dense)
		for k := 1.; k < n; k++ {
			out = append(out, digits.Point{q[0] + k/n*(p[0]-q[0]), q[1] + k/n*(p[1]-q[1])})
		}
		out = append(out, p)
	}
	return out
}

// joinOrLift draws on between some strokes, and lifts the pen in the middle of others, of which each half keeps a third
// at least.
func joinOrLift(s digits.Strokes, rng *rand.Rand) digits.Strokes {
	var out digits.Strokes
	for _, stroke := range s {
		switch n := len(stroke); {
		case len(out) > 0 && rng.Float64() < unlifted:
			out[len(out)-1] = append(out[len(out)-1], stroke...)
		case n >= 9 && rng.Float64() < lifted:
			at := n/3 + rng.IntN(n/3)
			out = append(out, append([]digits.Point(nil), stroke[:at+1]...), stroke[at:])
		default:
			out = append(out, stroke)
		}
	}
	return out
}

// cutCorners returns a stroke whose points, but for its ends, are the mean of their neighbours, reach to either side.
func cutCorners(stroke []digits.Point, reach int) []digits.Point {
	out := make([]digits.Point, len(stroke))
	for i := range stroke {
		r := min(reach, i, len(stroke)-1-i)
		for _, p := range stroke[i-r : i+r+1] {
			out[i][0] += p[0] / float64(2*r+1)
			out[i][1] += p[1] / float64(2*r+1)
		}
	}
	return out
}

// tremble displaces a stroke as a whole, and its points by what is smooth along it: noise, of which a point has the
// mean over its neighbours.
func tremble(stroke []digits.Point, rng *rand.Rand) []digits.Point {
	strength := 2 * rng.Float64() * tremor
	for k := range 2 {
		offset := apart * rng.NormFloat64()
		// The sum of n numbers of a normal distribution has √n times its standard deviation.
		noise := make([]float64, len(stroke)+smoothing)
		sum := 0.0
		for i := range noise {
			noise[i] = rng.NormFloat64()
			if i < smoothing {
				sum += noise[i]
			}
		}
		for i := range stroke {
			stroke[i][k] += offset + strength*sum/math.Sqrt(smoothing)
			sum += noise[i+smoothing] - noise[i]
		}
	}
	return stroke
}
