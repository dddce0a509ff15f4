package digits

import "github.com/inkgrad/inkgrad/nn/digits/form"

// Package form defines images and drawings, without mathematics. These are its names.
const (
	Side          = form.Side
	Pixels        = form.Pixels
	Classes       = form.Classes
	MaxImages     = form.MaxImages
	MaxPoints     = form.MaxPoints
	MaxCoordinate = form.MaxCoordinate
)

type (
	Strokes = form.Strokes
	Point   = form.Point
	Frame   = form.Frame
)

// ErrEmpty is the error for a drawing without a single point.
var ErrEmpty = form.ErrEmpty

// CheckPixels returns an error unless p is an image for a network; see form.CheckPixels.
func CheckPixels(p []float64) error { return form.CheckPixels(p) }
