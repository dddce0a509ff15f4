package train

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Kink is a place of the graph where an operation left its smooth piece while an element of a parameter was moved by h:
// the input of a ReLU crossed 0, or another element of a window became the largest. The loss is not differentiable
// there: a central difference across the kink is a mean of two slopes, and backpropagation gives one of them.
type Kink struct {
	// Param and Element say what was moved.
	Param   string
	Element int
	// Scope is the operation's; Unit of Image is the element of its output.
	Scope       string
	Unit, Image int
	// Crossing says what happened: see graph.Kinked.
	Crossing string
}

// maxKinks is how many kinks are recorded. All are counted.
const maxKinks = 10

// kinkList are those that were found.
type kinkList struct {
	param   string // what is moved
	element int
	found   []Kink
	count   int
}

// note counts a kink, and keeps it where there are few.
func (l *kinkList) note(scope, crossing string, unit, image int) {
	if l.count++; len(l.found) < maxKinks {
		l.found = append(l.found, Kink{l.param, l.element, scope, unit, image, crossing})
	}
}

// pieces are those of the operations of a graph that have kinks, before anything was moved.
type pieces[T tensor.Float] []nodePieces[T]

type nodePieces[T tensor.Float] struct {
	node  *graph.Node[T]
	piece []int32
	along []T
	// rounding is what may lie between a value and that on its piece although no kink was crossed. A deviation as small
	// as the errors that the values have anyway cannot matter to the loss.
	rounding float64
	crossing string
}

// takePieces takes the pieces of the latest forward pass of g.
func takePieces[T tensor.Float](g *graph.Graph[T]) (all pieces[T]) {
	for _, n := range g.Nodes() {
		if !n.Kinked() {
			continue
		}
		size := len(n.Value.Data)
		all = append(all, nodePieces[T]{node: n, piece: make([]int32, size), along: make([]T, size)})
	}
	all.take()
	return all
}

// take takes the pieces of the latest forward pass again.
func (all pieces[T]) take() {
	for i := range all {
		p := &all[i]
		p.rounding = roundings * unit[T]() * largest(p.node.Value.Data)
		p.crossing = p.node.Along(p.along, p.piece, true)
	}
}

// crossed says whether the latest forward pass has left a piece. List, if not nil, gets each place where it has.
func (all pieces[T]) crossed(list *kinkList) (crossed bool) {
	for _, p := range all {
		p.node.Along(p.along, p.piece, false)
		for i, v := range p.node.Value.Data {
			if !(math.Abs(float64(v-p.along[i])) > p.rounding) {
				continue
			}
			if list == nil {
				return true
			}
			units := p.node.Value.Cols()
			list.note(p.node.Scope, p.crossing, i%units, i/units)
			crossed = true
		}
	}
	return crossed
}

// largest returns the largest magnitude in x.
func largest[T tensor.Float](x []T) float64 {
	most := 0.0
	for _, v := range x {
		most = max(most, math.Abs(float64(v)))
	}
	return most
}

// unit returns half a unit in the last place of 1: 2⁻⁵³ or 2⁻²⁴.
func unit[T tensor.Float]() float64 {
	if T(1)+T(1e-10) > 1 {
		return 0x1p-53
	}
	return 0x1p-24
}
