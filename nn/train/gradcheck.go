package train

import (
	"math"
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
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
//
// An element differs where the two are further apart than rounding and truncation explain. One that stands on a kink of
// the loss, such as the bias of a ReLU whose input is exactly 0, has no derivative: it is counted, and not held against
// backpropagation.
type GradientCheck[T tensor.Float] struct {
	// Slack is added to what truncation may explain, as a part of the largest gradient of a parameter. It is for a loss
	// that is known to differ a little from what is differentiated.
	Slack float64

	graph   *graph.Graph[T]
	loss    *graph.Node[T]
	mode    graph.Mode
	params  []*graph.Node[T]
	samples []drawn // of each parameter
	results []CheckedParam
	param   int // the next
	element int // the one that is moved
	judge   judge
	pieces  pieces[T]
	kinks   kinkList
	wrong   bool // an element differs
}

// CheckedParam is the outcome for one parameter.
type CheckedParam struct {
	Name string
	// MeanAbsDiff is the mean of |numerical − backpropagation|, and MeanAbs that of |backpropagation|.
	MeanAbsDiff, MeanAbs float64
	// MaxRelDiff is the largest |numerical − backpropagation| over the larger of the two magnitudes, or over relFloor
	// where both are smaller than that.
	MaxRelDiff float64
	// Checked of Size elements were compared. Kinked more were tried: they stand on a kink.
	Checked, Kinked, Size int
	// Differing of the Checked elements differ. Coarse of them do at the step of the check, and agree at a smaller one.
	Differing, Coarse int
}

// Magnitudes below relFloor are noise: rounding alone puts 1e-16 · loss / h ≈ 1e-11 into a numerical gradient, so that
// a relative difference from something smaller than 1e-8 says nothing about the backward pass.
const relFloor = 1e-8

// NewGradientCheck prepares a check of the network that b was built from, on the images in b, with step h. It checks at
// most elements elements of each parameter, drawn by rng. If elements is 0 it checks all, and rng may be nil. For an
// element that stands on a kink it draws another. The parameters must not change until Next has returned false.
func NewGradientCheck[T tensor.Float](b *Batch[T], h float64, elements int, rng *rand.Rand) *GradientCheck[T] {
	return newCheck(&GradientCheck[T]{graph: b.Graph, loss: b.Loss, params: b.Graph.Params()}, h, elements, rng)
}

// NewGraphCheck prepares a check of any graph, computed in a mode: of all elements of the leaves on which loss, one
// number, depends.
func NewGraphCheck[T tensor.Float](g *graph.Graph[T], loss *graph.Node[T], leaves []*graph.Node[T], mode graph.Mode,
	h float64) *GradientCheck[T] {
	return newCheck(&GradientCheck[T]{graph: g, loss: loss, params: leaves, mode: mode}, h, 0, nil)
}

func newCheck[T tensor.Float](c *GradientCheck[T], h float64, elements int, rng *rand.Rand) *GradientCheck[T] {
	c.judge = judge{h: h, unit: unit[T](), loss: c.forward(), at: c.at}
	c.graph.Backward(c.loss)
	for _, p := range c.params {
		c.samples = append(c.samples, draw(has(p.Grad.Data), elements, rng))
		c.results = append(c.results, CheckedParam{Name: p.Name, Size: len(p.Value.Data)})
	}
	c.pieces = takePieces(c.graph)
	// The loss is computed from numbers such as the logits, each of which is rounded.
	most := math.Abs(c.judge.loss)
	for _, x := range c.loss.Inputs() {
		if x.Grad != nil {
			most = max(most, largest(x.Value.Data))
		}
	}
	c.judge.noise = roundings * c.judge.unit * most
	c.begin()
	return c
}

// drawn are the elements of a parameter that are to be checked, and as many to take their places.
type drawn struct{ elements, spare []int }

// has says which elements have a gradient.
func has[T tensor.Float](grads []T) []bool {
	h := make([]bool, len(grads))
	for i, g := range grads {
		h[i] = g != 0
	}
	return h
}

// draw returns n elements of a parameter, in order, drawn by rng; all of them if n is 0 or not smaller than their
// number. Half of the sample has a gradient if so many have: those of W1 for pixels without ink have none, and no
// mistake shows there.
func draw(has []bool, n int, rng *rand.Rand) drawn {
	size := len(has)
	if n <= 0 || n >= size {
		idx := make([]int, size)
		count(idx)
		return drawn{elements: idx}
	}
	idx := rng.Perm(size)
	next := n / 2
	for i := next; i < size && next < 2*n; i++ {
		if has[idx[i]] {
			idx[next], idx[i] = idx[i], idx[next]
			next++
		}
	}
	// In order, by way of what is drawn: a sort takes 3 kB of a program that sorts no other whole numbers.
	drawnAt := make([]bool, size)
	for _, i := range idx[:n] {
		drawnAt[i] = true
	}
	elements := make([]int, 0, n)
	for i, ok := range drawnAt {
		if ok {
			elements = append(elements, i)
		}
	}
	return drawn{elements, idx[n:min(2*n, size)]}
}

// Total returns how many elements will be checked; each takes two forward passes or a few more. It grows where an
// element stands on a kink and another is drawn for it.
func (c *GradientCheck[T]) Total() int {
	n := 0
	for i, r := range c.results {
		n += r.Checked + r.Kinked + len(c.samples[i].elements)
	}
	return n
}

// begin readies the check of the next parameter.
func (c *GradientCheck[T]) begin() {
	if c.param < len(c.params) {
		c.judge.scale = largest(c.params[c.param].Grad.Data)
	}
}

// Next checks one more element. It returns false, and does nothing, when all are done.
func (c *GradientCheck[T]) Next() bool {
	if c.param == len(c.params) {
		return false
	}
	p, r, s := c.params[c.param], &c.results[c.param], &c.samples[c.param]
	e := s.elements[0]
	s.elements = s.elements[1:]
	c.element, c.judge.backprop, c.judge.slack = e, float64(p.Grad.Data[e]), c.Slack
	verdict := r.add(&c.judge)
	c.wrong = c.wrong || verdict == differs
	if verdict == onKink && len(s.spare) > 0 {
		s.elements, s.spare = append(s.elements, s.spare[0]), s.spare[1:]
	}
	if len(s.elements) == 0 {
		c.param++
		c.begin()
	}
	return true
}

// forward computes the loss.
func (c *GradientCheck[T]) forward() float64 {
	c.graph.Forward(c.mode)
	return float64(c.loss.Value.Data[0])
}

// at returns the loss with the element moved by d, and whether a kink was crossed. It notes those within ±h.
func (c *GradientCheck[T]) at(d float64) (loss float64, crossed bool) {
	p := c.params[c.param]
	x := &p.Value.Data[c.element]
	w := *x
	*x = T(float64(w) + d)
	loss = c.forward()
	var list *kinkList
	if math.Abs(d) == c.judge.h {
		c.kinks.param, c.kinks.element = p.Name, c.element
		list = &c.kinks
	}
	crossed = c.pieces.crossed(list) // with the leaf still moved: an operation may read it directly
	*x = w
	return loss, crossed
}

// add judges an element.
func (r *CheckedParam) add(j *judge) judgement {
	numerical, verdict, coarse := j.element()
	switch {
	case verdict == onKink:
		r.Kinked++
		return verdict
	case verdict == differs:
		r.Differing++
	case coarse:
		r.Coarse++
	}
	backprop := j.backprop
	diff := math.Abs(numerical - backprop)
	r.Checked++
	r.MeanAbsDiff += (diff - r.MeanAbsDiff) / float64(r.Checked)
	r.MeanAbs += (math.Abs(backprop) - r.MeanAbs) / float64(r.Checked)
	r.MaxRelDiff = max(r.MaxRelDiff, diff/max(math.Abs(numerical), math.Abs(backprop), relFloor))
	return verdict
}

// Results returns the outcomes so far, in the order of the network's parameters.
func (c *GradientCheck[T]) Results() []CheckedParam { return c.results }

// Kinks returns the first few kinks, and how many there were.
func (c *GradientCheck[T]) Kinks() ([]Kink, int) { return c.kinks.found, c.kinks.count }

// Rounding is how far rounding may move a numerical gradient: a smaller difference says nothing.
func (c *GradientCheck[T]) Rounding() float64 { return c.judge.noise / c.judge.h }

// OK reports whether no element differs.
func (c *GradientCheck[T]) OK() bool {
	return !c.wrong
}
