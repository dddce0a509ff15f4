package train

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// NumericalGradient returns the central difference of f with respect to x[i],
//
//	( f(x[i] + h) − f(x[i] − h) ) / 2h
//
// and leaves x as it was. Its error falls with h² (truncation) and grows with 1/h (rounding). In float64, on a small
// sigmoid network, the worst was 1.6e-10 at h = 1e-4, 2.8e-11 at 1e-5 and 2.2e-10 at 1e-6. Near a kink of ReLU, within
// ±h, it is wrong by more.
func NumericalGradient[T tensor.Float](f func() T, x []T, i int, h float64) float64 {
	v := x[i]
	x[i] = T(float64(v) + h)
	up := f()
	x[i] = T(float64(v) - h)
	down := f()
	x[i] = v
	return (float64(up) - float64(down)) / (2 * h)
}

// GradientCheck compares backpropagation with numerical gradients, parameter by parameter. It runs in slices:
//
//	check := train.NewGradientCheck(batch, 1e-5, 0, nil)
//	for check.Next() {
//	}
//	for _, p := range check.Results() {
//		fmt.Printf("%s:%.1e\n", p.Name, p.MeanAbsDiff)
//	}
type GradientCheck[T tensor.Float] struct {
	batch    *Batch[T]
	h        float64
	params   []*graph.Node[T]
	elements [][]int // for each parameter, which elements to check
	results  []CheckedParam
	param, i int // the next element
	relus    []relu[T]
	kinks    []Kink
	crossed  int
}

// CheckedParam is the outcome for one parameter.
type CheckedParam struct {
	Name string
	// MeanAbsDiff is the mean of |numerical − backpropagation|.
	MeanAbsDiff float64
	// MaxRelDiff is the largest |numerical − backpropagation| over the larger of the two magnitudes, or over relFloor
	// where both are smaller than that.
	MaxRelDiff float64
	// Checked is how many of the Size elements were compared.
	Checked, Size int
}

// Magnitudes below relFloor are noise: rounding alone puts 1e-16 · loss / h ≈ 1e-11 into a numerical gradient, so that
// a relative difference from something smaller than 1e-8 says nothing about the backward pass.
const relFloor = 1e-8

// NewGradientCheck prepares a check of the network that b was built from, on the images in b, with step h. It checks at
// most elements elements of each parameter, drawn by rng. If elements is 0 it checks all, and rng may be nil. The
// parameters must not change until Next has returned false.
func NewGradientCheck[T tensor.Float](b *Batch[T], h float64, elements int, rng *rand.Rand) *GradientCheck[T] {
	c := &GradientCheck[T]{batch: b, h: h, params: b.Graph.Params()}
	for _, p := range c.params {
		c.elements = append(c.elements, sample(len(p.Value.Data), elements, rng))
		c.results = append(c.results, CheckedParam{Name: p.Name, Size: len(p.Value.Data)})
	}
	b.Forward()
	b.Backward()
	c.relus = findReLUs(b.Graph)
	return c
}

// sample returns n of the numbers 0 to size-1, drawn by rng, in order. It returns all of them if n is 0 or not smaller
// than size.
func sample(size, n int, rng *rand.Rand) []int {
	if n > 0 && n < size {
		idx := rng.Perm(size)[:n]
		slices.Sort(idx)
		return idx
	}
	idx := make([]int, size)
	for i := range idx {
		idx[i] = i
	}
	return idx
}

// Total returns how many elements will be checked; each takes two forward passes.
func (c *GradientCheck[T]) Total() int {
	n := 0
	for _, idx := range c.elements {
		n += len(idx)
	}
	return n
}

// Next checks one more element. It returns false, and does nothing, when all are done.
func (c *GradientCheck[T]) Next() bool {
	if c.param == len(c.params) {
		return false
	}
	p, r := c.params[c.param], &c.results[c.param]
	e := c.elements[c.param][c.i]
	forward := func() T {
		loss := c.batch.Forward()
		c.look(p.Name, e)
		return loss
	}
	numerical := NumericalGradient(forward, p.Value.Data, e, c.h)
	backprop := float64(p.Grad.Data[e])
	diff := math.Abs(numerical - backprop)
	r.Checked++
	r.MeanAbsDiff += (diff - r.MeanAbsDiff) / float64(r.Checked)
	r.MaxRelDiff = max(r.MaxRelDiff, diff/max(math.Abs(numerical), math.Abs(backprop), relFloor))
	if c.i++; c.i == len(c.elements[c.param]) {
		c.param, c.i = c.param+1, 0
	}
	return true
}

// Results returns the outcomes so far, in the order of the network's parameters.
func (c *GradientCheck[T]) Results() []CheckedParam { return c.results }

// OK reports whether every mean absolute difference is within method.CheckTolerance.
func (c *GradientCheck[T]) OK() bool {
	for _, r := range c.results {
		if !(r.MeanAbsDiff <= method.CheckTolerance) { // a NaN is not
			return false
		}
	}
	return true
}
