package plot

import (
	"math"
	"slices"
)

// Point is a measurement at a step of training.
type Point struct{ X, Y float64 }

// curveLength bounds how many points a Curve keeps: about as many as a plot is pixels wide.
const curveLength = 512

// FirstPoints is the number of points at the start of a Curve that stay as they are: there the loss falls fastest.
const FirstPoints = 100

// Curve is a series of measurements in bounded memory. When it is full, neighbours after the first points are averaged
// in pairs, or every second one is left out; from then on as many measurements go into each point as do already. So the
// whole history stays, ever more coarsely. The zero Curve is empty.
type Curve struct {
	Points []Point
	// per is how many measurements go into a point, and open how many the last point has so far. Of these the first
	// lost ones are not here any more; where it is complete, lost is about the next one.
	per, open, lost int
}

// AddAll returns the curve with the measurements of the steps from first on, which may be averaged with others. It is
// the same whether they come at once or a few at a time. The curve itself is left as it is.
func (c Curve) AddAll(first int, ys []float64) Curve {
	c.Points = slices.Clone(c.Points)
	for i, y := range ys {
		c.take(float64(first+i), y, true)
	}
	return c
}

// Keep is AddAll for one measurement that is left out rather than averaged: each point has been measured at its step.
func (c Curve) Keep(x, y float64) Curve {
	c.Points = slices.Clone(c.Points)
	c.take(x, y, false)
	return c
}

// take changes the curve itself, whose points are its own.
func (c *Curve) take(x, y float64, mean bool) {
	if math.IsNaN(y) || math.IsInf(y, 0) {
		return // a plot has no place for it; that training diverged is told in words
	}
	c.per = max(c.per, 1)
	if n := len(c.Points); n > 0 && c.open < c.per {
		if k := float64(c.open - c.lost); mean {
			y = (c.Points[n-1].Y*k + y) / (k + 1)
		}
		c.Points[n-1] = Point{x, y}
		c.open++
	} else {
		if n == curveLength {
			c.halve(mean)
		}
		c.Points, c.open = append(c.Points, Point{x, y}), c.lost+1
	}
	if c.open == c.per {
		c.lost = 0
	}
}

func (c *Curve) halve(mean bool) {
	half := c.Points[:FirstPoints]
	for i := FirstPoints; i+1 < len(c.Points); i += 2 {
		a, b := c.Points[i], c.Points[i+1]
		if mean {
			b.Y = (a.Y + b.Y) / 2
		}
		half = append(half, b)
	}
	c.Points, c.per = half, 2*c.per
}

// Until returns the curve without what was measured after x. If the same is measured again, the points are again of the
// same steps: only of one that x is in the midst of, the first steps are lost.
func (c Curve) Until(x float64) Curve {
	n := len(c.Points)
	for n > 0 && c.Points[n-1].X > x {
		n--
	}
	if n == len(c.Points) {
		return c
	}
	if n == 0 {
		return Curve{}
	}
	u := Curve{Points: c.Points[:n:n], per: c.per, open: c.per}
	if lost := int(x - u.Points[n-1].X); lost < c.per {
		u.lost = lost
	}
	return u
}

// Last returns the latest point.
func (c Curve) Last() (p Point, ok bool) {
	if len(c.Points) == 0 {
		return Point{}, false
	}
	return c.Points[len(c.Points)-1], true
}

// Valid says that a curve from elsewhere is one: finite, in the order of the steps, and not longer than curves are.
func (c Curve) Valid() bool {
	for i, p := range c.Points {
		if math.IsNaN(p.X+p.Y) || math.IsInf(p.X+p.Y, 0) || i > 0 && p.X < c.Points[i-1].X {
			return false
		}
	}
	return len(c.Points) <= curveLength
}

// Done returns the curve with its last point done: what is measured from now on goes into points of its own.
func (c Curve) Done() Curve {
	c.per, c.open = 1, 1
	return c
}
