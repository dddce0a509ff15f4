package unit

import (
	"math"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Unit is one unit of a layer in a graph, with an image of its batch and, of a channel, a place.
type Unit struct {
	// Node is the value of the units, At is the one that is looked at, and Units is how many there are.
	Node, At, Units int
	// Image is the image that is looked at, and Images is how many the batch has.
	Image, Images int
	// Place is the row and the column that is looked at, of Size. A column of N×H has 1×1.
	Place, Size [2]int

	nodes  []snapshot.Node
	chosen element
}

// element says which element of the chosen node stands for a unit and a place: base + at·unit, and so many more for
// each row and column.
type element struct{ base, unit, row, column int }

// The operations that multiply by weights, and the one that makes rows of maps.
const (
	kindMatMul      = "MatMul"
	kindConvolution = "Convolution"
	kindFlatten     = "Flatten"
)

// Of returns the unit that an element of a node belongs to, or nil if it belongs to none. The graph is of so many
// samples. The node may be a value that has a row for each of them, or what belongs to the units of one: their weights,
// biases, means. Where it has no rows, image is the one to look at.
func Of(g *snapshot.Graph, samples, node, at, image int) *Unit {
	if g == nil || node < 0 || node >= len(g.Nodes) {
		return nil
	}
	n := &g.Nodes[node]
	if at < 0 || at >= snapshot.Len(n.Shape) || kindOf(n.Scope) == spec.KindSoftmaxWithLoss {
		return nil
	}
	u := &Unit{Images: samples, Image: min(max(image, 0), max(samples-1, 0)), nodes: g.Nodes}
	if valued(n, samples) {
		u.rows(node, snapshot.Len(n.Shape[1:]))
		u.Image = at / snapshot.Len(n.Shape[1:])
		u.chosen.base = u.Image * snapshot.Len(n.Shape[1:])
	} else if !u.belongs(node, at, samples) {
		return nil
	}
	u.place(at)
	return u
}

// valued says that a node is a value with a row for each image.
func valued(n *snapshot.Node, samples int) bool {
	return len(n.Inputs) > 0 && (len(n.Shape) == 2 || len(n.Shape) == 4) && n.Shape[0] == samples && n.Value != nil
}

// rows makes the unit one of a value whose rows, or one row of that length, the chosen node has.
func (u *Unit) rows(node, length int) {
	u.value(node)
	u.chosen.unit = length / u.Units
	if len(u.nodes[node].Shape) == 4 {
		u.chosen.row, u.chosen.column = u.Size[1], 1
	}
}

// value makes the unit one of that value.
func (u *Unit) value(node int) {
	shape := u.nodes[node].Shape
	u.Node, u.Units, u.Size = node, shape[1], [2]int{1, 1}
	if len(shape) == 4 {
		u.Size = [2]int{shape[2], shape[3]}
	}
}

// belongs finds the units that the chosen node belongs to: those of the product that it is the weights of, or those of
// the last value of its layer, if it has an element for each element of a row, or for each channel.
func (u *Unit) belongs(node, at, samples int) bool {
	n := &u.nodes[node]
	for i := range u.nodes {
		p := &u.nodes[i]
		if len(p.Inputs) < 2 || p.Inputs[1] != node || !valued(p, samples) {
			continue
		}
		switch p.Kind {
		case kindMatMul:
			u.value(i)
			u.chosen = element{base: at - at%u.Units, unit: 1}
			return true
		case kindConvolution:
			u.value(i)
			filter := snapshot.Len(n.Shape[1:])
			u.chosen = element{base: at % filter, unit: filter}
			return true
		}
	}
	last := -1
	for i := range u.nodes {
		if u.nodes[i].Scope == n.Scope && valued(&u.nodes[i], samples) {
			last = i
		}
	}
	if last < 0 || n.Scope == "" {
		return false
	}
	row := u.nodes[last].Shape[1:]
	switch {
	case snapshot.Len(n.Shape) == snapshot.Len(row):
		u.rows(last, snapshot.Len(row))
	case len(n.Shape) == 1 && n.Shape[0] == row[0]:
		u.value(last)
		u.chosen.unit = 1
	default:
		return false
	}
	return true
}

// place splits the chosen element. Where it has no place in a map, the place of the largest value is looked at.
func (u *Unit) place(at int) {
	rest := at - u.chosen.base
	u.At = rest / u.chosen.unit
	if rest %= u.chosen.unit; u.chosen.row > 0 {
		u.Place = [2]int{rest / u.chosen.row, rest % u.chosen.row}
		return
	}
	values := u.Map(u.Image)
	largest := Largest(1, len(values), func(i int) float64 { return values[i] })[0]
	u.Place = [2]int{largest / u.Size[1], largest % u.Size[1]}
}

// ElementOf returns the element of the chosen node that stands for another unit, at the same place of the same image.
func (u *Unit) ElementOf(at int) int {
	e := u.chosen.base + at*u.chosen.unit
	if u.chosen.row > 0 {
		e += u.Place[0]*u.chosen.row + u.Place[1]*u.chosen.column
	}
	return e
}

// Map returns the values of the unit for an image: that of a column, or all of a channel.
func (u *Unit) Map(image int) []float64 {
	size := u.Size[0] * u.Size[1]
	return u.nodes[u.Node].Value.Data[(image*u.Units+u.At)*size:][:size]
}

// Index is the place that is looked at, counted through a map.
func (u *Unit) Index() int { return u.Place[0]*u.Size[1] + u.Place[1] }

// Value returns the value of the unit for the image, at the place.
func (u *Unit) Value() float64 { return u.Map(u.Image)[u.Index()] }

// Grad returns the gradient of the loss with respect to Value, or false if none was computed.
func (u *Unit) Grad() (v float64, ok bool) {
	g := u.nodes[u.Node].Grad
	if g == nil {
		return 0, false
	}
	return g.Data[(u.Image*u.Units+u.At)*u.Size[0]*u.Size[1]+u.Index()], true
}

// Mapped says that the unit is a channel, which has a value at each place.
func (u *Unit) Mapped() bool { return len(u.nodes[u.Node].Shape) == 4 }

// Title names the unit.
func (u *Unit) Title() string {
	return u.Name() + " " + phrase.Grouped(u.At) + " of " + phrase.Grouped(u.Units)
}

// Name is what such a unit is called.
func (u *Unit) Name() string {
	if u.Mapped() {
		return "Channel"
	}
	return "Unit"
}

// Strongest returns the largest value of the unit for an image: that of a column is its value.
func (u *Unit) Strongest(image int) float64 {
	values := u.Map(image)
	return values[Largest(1, len(values), func(i int) float64 { return values[i] })[0]]
}

// Largest returns which count of n values are the largest, the largest first. What is not a number comes last.
func Largest(count, n int, of func(i int) float64) []int {
	var best []int
	for i := range n {
		v, at := of(i), len(best)
		for at > 0 && (v > of(best[at-1]) || math.IsNaN(of(best[at-1])) && !math.IsNaN(v)) {
			at--
		}
		if at < count {
			best = append(best, 0)
			copy(best[at+1:], best[at:])
			best[at] = i
			best = best[:min(len(best), count)]
		}
	}
	return best
}

// kindOf returns the kind of the layer of a scope.
func kindOf(scope string) string { return strings.TrimRight(scope, "0123456789") }
