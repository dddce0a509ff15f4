package train

import (
	"math"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// ErrorCurve measures how the error of a numerical gradient depends on h, in float32 and in float64: for a large h it
// is truncation, which falls with h²; for a small h it is rounding, which grows with 1/h. Like a GradientCheck, it runs
// in slices.
type ErrorCurve struct {
	narrow stage[float32]
	wide   stage[float64]
	// elements are measured at each h.
	elements []element
	points   []CurvePoint
	point, i int // the next element and h to measure
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

// CurvePoint is the mean absolute difference from backpropagation in float64 at one h.
type CurvePoint struct{ H, Float32, Float64 float64 }

// curvePoints is the number of points: two a decade from 1e-1 to 1e-12.
const curvePoints = 23

// NewErrorCurve prepares the measurement on two graphs of the same network with the same images. It measures at most
// perParam elements of each parameter, drawn by rng.
func NewErrorCurve(narrow *Batch[float32], wide *Batch[float64], perParam int, rng *rand.Rand) *ErrorCurve {
	c := &ErrorCurve{narrow: stage[float32]{narrow, narrow.Graph.Params()},
		wide: stage[float64]{wide, wide.Graph.Params()}}
	wide.Forward()
	wide.Backward()
	for p, node := range c.wide.params {
		for _, i := range sample(len(node.Value.Data), perParam, rng) {
			c.elements = append(c.elements, element{p, i, node.Grad.Data[i]})
		}
	}
	for k := range curvePoints {
		c.points = append(c.points, CurvePoint{H: math.Pow(10, -1-float64(k)/2)})
	}
	return c
}

// Total returns how many steps there are.
func (c *ErrorCurve) Total() int { return len(c.points) * len(c.elements) }

// Next measures one element at one h. It returns false, and does nothing, when all are done.
func (c *ErrorCurve) Next() bool {
	if c.point == len(c.points) {
		return false
	}
	p, e := &c.points[c.point], c.elements[c.i]
	n := float64(len(c.elements))
	p.Float32 += c.narrow.difference(e, p.H) / n
	p.Float64 += c.wide.difference(e, p.H) / n
	if c.i++; c.i == len(c.elements) {
		c.point, c.i = c.point+1, 0
	}
	return true
}

func (s stage[T]) difference(e element, h float64) float64 {
	return math.Abs(NumericalGradient(s.batch.Forward, s.params[e.param].Value.Data, e.index, h) - e.gradient)
}

// Points returns the curve, from the largest h to the smallest.
func (c *ErrorCurve) Points() []CurvePoint { return c.points }
