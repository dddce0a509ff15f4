package walk

import (
	"slices"
	"strings"
)

// isNamed says that a value on the way to the result has a name of its own.
func (w *Walk) isNamed(id int) bool {
	n := w.wire(id)
	return n.Name != "" && len(n.Inputs) > 0 && id != w.result
}

// told returns what the end tells the gradients of: the named values from the result backwards, then the leaves.
func (w *Walk) told() []int {
	var named, leaves []int
	for i := range w.graph.Nodes {
		switch n := w.wire(i); {
		case n.Grad == nil:
		case len(n.Inputs) == 0:
			leaves = append(leaves, i)
		case w.isNamed(i):
			named = append(named, i)
		}
	}
	slices.Reverse(named)
	return append(named, leaves...)
}

// along sets the chain rule along the named values:
//
//	= ∂z/∂t · ∂t/∂x + (∂z/∂x)ₜ = 6 · 1 + 2
//
// with a product for each named value that x leads to without another name in between. What a derivative holds fixed,
// another of these values on the way to it, stands at its lower right; fixed says that there is such. It returns ""
// where x leads to no name but the result, or to more than a line has room for.
func (w *Walk) along(x int) (math string, fixed bool) {
	const room = 4
	next, local := w.next(x)
	if len(next) > room || len(next) == 0 || len(next) == 1 && next[0] == w.result {
		return "", false
	}
	var letters, numbers string
	exact := []float64{w.wire(x).Grad.Data[0]}
	for i, id := range next {
		slope := w.quotient(id, x)
		var before []string
		for _, other := range next[:i] {
			if w.leads(other, id) {
				before = append(before, w.word(other).math)
			}
		}
		if len(before) > 0 {
			slope = "<msub><mrow><mo>(</mo>" + slope + "<mo>)</mo></mrow><mrow>" + strings.Join(before, "<mo>,</mo>") +
				"</mrow></msub>"
			fixed = true
		}
		v := numberTerm(local[i])
		exact = append(exact, local[i])
		if id != w.result {
			upstream := w.wire(id).Grad.Data[0]
			exact = append(exact, upstream)
			slope = w.slope(id) + "<mo>·</mo>" + slope
			v = infix(numberTerm(upstream).in("backward"), "·", v, precProduct)
		}
		if i > 0 {
			letters, numbers = letters+"<mo>+</mo>", numbers+"<mo>+</mo>"
			v = v.fenced(precProduct)
		}
		letters, numbers = letters+slope, numbers+v.math
	}
	return "<mo>=</mo>" + letters + "<mo>" + equals(exact...) + "</mo>" + numbers, fixed
}

// next returns the named values, and the result, that a value leads to without another name in between, in the order of
// computation, and the derivative of each along those ways alone.
func (w *Walk) next(x int) (ids []int, local []float64) {
	slopes := map[int]float64{x: 1}
	for i := x + 1; i < len(w.graph.Nodes); i++ {
		n := w.wire(i)
		slope, reached := 0.0, false
		for operand, in := range n.Inputs {
			if s, ok := slopes[in]; ok && operand < len(n.Local) {
				slope, reached = slope+n.Local[operand]*s, true
			}
		}
		switch {
		case !reached:
		case i == w.result || w.isNamed(i):
			ids, local = append(ids, i), append(local, slope)
		default:
			slopes[i] = slope
		}
	}
	return ids, local
}

// leads says that a value is used on some way to another one.
func (w *Walk) leads(from, to int) bool {
	reached := map[int]bool{from: true}
	for i := from + 1; i <= to; i++ {
		for _, in := range w.wire(i).Inputs {
			reached[i] = reached[i] || reached[in]
		}
	}
	return reached[to]
}
