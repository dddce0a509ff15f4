package digits

import (
	"errors"
	"fmt"
	"math"
)

// Strokes is a drawing: each stroke is the way of the pen from touching the paper to leaving it. The unit and the origin do not
// matter, y grows downwards. It is plain data, the [[[x, y], ...], ...] of the JavaScript API.
type Strokes [][]Point

// Point is a place on the paper: x, y.
type Point = [2]float64

const (
	// MaxPoints is the most points that a drawing may have: a minute of a pen that reports 160 times a second.
	MaxPoints = 10_000
	// MaxCoordinate bounds |x| and |y|, so that no difference of two of them overflows or loses the drawing to rounding.
	MaxCoordinate = 1e9
)

// ErrEmpty is the error for a drawing without a single point.
var ErrEmpty = errors.New("digits: the drawing is empty")

// Validate returns ErrEmpty, or an error that says which point cannot be drawn, or how many there are too many.
func (s Strokes) Validate() error {
	n := 0
	for i, stroke := range s {
		n += len(stroke)
		for j, p := range stroke {
			if !(math.Abs(p[0]) <= MaxCoordinate && math.Abs(p[1]) <= MaxCoordinate) { // refuses NaN too
				return fmt.Errorf("digits: stroke %d, point %d: (%v, %v) is outside ±%v", i+1, j+1, p[0], p[1], float64(MaxCoordinate))
			}
		}
	}
	switch {
	case n == 0:
		return ErrEmpty
	case n > MaxPoints:
		return fmt.Errorf("digits: a drawing of %d points, at most %d are possible", n, MaxPoints)
	}
	return nil
}
