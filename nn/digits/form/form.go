// Package form defines the image of a digit and a drawing: sizes, limits and plain data, without mathematics, so that
// the engine and pages check against the same limits.
//
//	s := form.Strokes{{{0, 0}, {10, 20}}}
//	err := s.Validate() // nil: a line can be drawn
package form

import (
	"errors"
	"fmt"
	"math"
)

const (
	// Side is the width and the height of an image in pixels, Pixels their number.
	Side   = 28
	Pixels = Side * Side
	// Classes is the number of labels: the digits 0 to 9.
	Classes = 10
	// MaxImages is the most images that a set may have: as many as MNIST's training set.
	MaxImages = 60_000
	// ShardLen is the most images in one file of data.
	ShardLen = 10_000
)

const (
	// MaxPoints is the most points that a drawing may have: a minute of a pen that reports 160 times a second.
	MaxPoints = 10_000
	// MaxCoordinate bounds |x| and |y|, so that no difference of two of them overflows or loses the drawing to
	// rounding.
	MaxCoordinate = 1e9
)

// Strokes is a drawing: each stroke is the path of the pen from touching the paper to leaving it. The unit and the
// origin do not matter, y grows downwards. It is the [[[x, y], ...], ...] of the JavaScript API.
type Strokes [][]Point

// Point is a place on the paper: x, y.
type Point = [2]float64

// Frame is the square of the paper that an image shows, in the unit of the strokes: X, Y is its upper left corner. The
// zero Frame is that of no strokes.
type Frame struct{ X, Y, Side float64 }

// ErrEmpty is the error for a drawing without a single point.
var ErrEmpty = errors.New("digits: the drawing is empty")

// Reachable reports whether a point lies within the bounds.
func Reachable(x, y float64) bool {
	return math.Abs(x) <= MaxCoordinate && math.Abs(y) <= MaxCoordinate // refuses NaN, too
}

// Validate returns ErrEmpty, or an error that says which point cannot be drawn or that there are too many, or nil.
func (s Strokes) Validate() error {
	n := 0
	for i, stroke := range s {
		n += len(stroke)
		for j, p := range stroke {
			if !Reachable(p[0], p[1]) {
				return fmt.Errorf("digits: stroke %d, point %d: (%v, %v) is outside ±%v", i+1, j+1, p[0], p[1],
					float64(MaxCoordinate))
			}
		}
	}
	switch {
	case n == 0:
		return ErrEmpty
	case n > MaxPoints:
		return fmt.Errorf("digits: a drawing of %d points; at most %d are possible", n, MaxPoints)
	}
	return nil
}

// CheckPixels returns an error unless p is an image for a network: Pixels numbers, each from 0 (paper) to 1 (ink).
func CheckPixels(p []float64) error {
	if len(p) != Pixels {
		return fmt.Errorf("digits: %d pixels, want %d", len(p), Pixels)
	}
	for i, v := range p {
		if !(v >= 0 && v <= 1) { // refuses NaN too
			return fmt.Errorf("digits: pixel %d is %v, outside 0 to 1", i, v)
		}
	}
	return nil
}
