package train

import (
	"math"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// ErrorCurve measures how the error of a numerical gradient depends on h, in float32 and in float64: for a large h it
// is truncation, which falls with h², and what kinks add that a step crosses; for a small h it is rounding, which grows
// with 1/h. Like a GradientCheck, it runs in slices.
type ErrorCurve struct {
	narrow stage[float32]
	wide   stage[float64]
	// candidates are tried first, and elements, those of them that do not stand on a kink, are measured at each h.
	candidates, elements []element
	pieces               pieces[float64]
	points               []CurvePoint
	point, i             int // the next element and h to measure
	tried                int
}

// stage is a graph of the network and its parameters.
type stage[T tensor.Float] struct {
	batch  *Batch[T]
	params []*graph.Node[T]
}

// element is one number of a parameter, with its gradient from backpropagation in float64.
type element struct {
	param, index int
	gradient     float64
}

// CurvePoint is the mean absolute difference from backpropagation in float64 at one h. Crossed is how many of the
// differences cross a kink: those are wrong by more than truncation, as they are means of the slopes on both sides.
type CurvePoint struct {
	H, Float32, Float64 float64
	Crossed             int
}

// curvePoints is the number of points: two a decade from 1e-1 to 1e-12.
const curvePoints = 23

// NewErrorCurve prepares the measurement on two graphs of the same network with the same images. It measures at most
// perParam elements of each parameter, drawn by rng. It leaves out those that stand on a kink: the derivative does not
// exist there.
func NewErrorCurve(narrow *Batch[float32], wide *Batch[float64], perParam int, rng *rand.Rand) *ErrorCurve {
	c := &ErrorCurve{narrow: stage[float32]{narrow, narrow.Graph.Params()},
		wide: stage[float64]{wide, wide.Graph.Params()}}
	wide.Forward()
	wide.Backward()
	for p, node := range c.wide.params {
		for _, i := range draw(has(node.Grad.Data), perParam, rng).elements {
			c.candidates = append(c.candidates, element{p, i, node.Grad.Data[i]})
		}
	}
	c.pieces = takePieces(wide.Graph)
	for k := range curvePoints {
		c.points = append(c.points, CurvePoint{H: math.Pow(10, -1-float64(k)/2)})
	}
	return c
}

// Total returns how many steps there are at most.
func (c *ErrorCurve) Total() int {
	return c.tried + len(c.candidates) + len(c.points)*(len(c.elements)+len(c.candidates))
}

// Next tries one element, or measures one at one h. It returns false, and does nothing, when all are done.
func (c *ErrorCurve) Next() bool {
	if len(c.candidates) > 0 {
		c.try(c.candidates[0])
		c.candidates = c.candidates[1:]
		return true
	}
	if c.point == len(c.points) || len(c.elements) == 0 {
		return false
	}
	p, e := &c.points[c.point], c.elements[c.i]
	n := float64(len(c.elements))
	p.Float32 += c.narrow.difference(e, p.H, nil) / n
	crossed := false
	p.Float64 += c.wide.difference(e, p.H, func() { crossed = crossed || c.pieces.crossed(nil) }) / n
	if crossed {
		p.Crossed++
	}
	if c.i++; c.i == len(c.elements) {
		c.point, c.i = c.point+1, 0
	}
	return true
}

// nearKink is how near a kink an element stands on it.
const nearKink = 1e-8

// try takes e up unless it stands on a kink.
func (c *ErrorCurve) try(e element) {
	c.tried++
	node := c.wide.params[e.param]
	w := node.Value.Data[e.index]
	crossed := false
	for _, d := range []float64{nearKink, -nearKink} {
		node.Value.Data[e.index] = w + d
		c.wide.batch.Forward()
		crossed = crossed || c.pieces.crossed(nil)
	}
	node.Value.Data[e.index] = w
	if !crossed {
		c.elements = append(c.elements, e)
	}
}

// difference calls seen, if not nil, at both ends of the step.
func (s stage[T]) difference(e element, h float64, seen func()) float64 {
	loss := func() T {
		v := s.batch.Forward()
		if seen != nil {
			seen()
		}
		return v
	}
	return math.Abs(NumericalGradient(loss, s.params[e.param].Value.Data, e.index, h) - e.gradient)
}

// Points returns the curve, from the largest h to the smallest.
func (c *ErrorCurve) Points() []CurvePoint { return c.points }
