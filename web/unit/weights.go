package unit

import (
	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Weights are those that made a unit: a column of the W of a MatMul, or a filter of a Convolution.
type Weights struct {
	// Param is the node of W, and At the column or the filter.
	Param, At int
	// Tensor has the weights as the input of the product lies: C×H×W, or 1×D where that has no places.
	Tensor *snapshot.Tensor
	// Filter says that they slide over the input, and Image that the input is the image itself.
	Filter, Image bool
	// Through is an operation between that takes values from several places, a pooling, or "".
	Through string
}

// Weights returns those behind the unit, or nil if there are none: it goes back from the node to the first product.
func (u *Unit) Weights() *Weights {
	w := &Weights{At: u.At}
	for id := u.Node; ; {
		n := &u.nodes[id]
		if len(n.Inputs) == 0 || len(n.Shape) < 2 {
			return nil
		}
		x := &u.nodes[n.Inputs[0]]
		switch {
		case n.Kind == kindMatMul:
			return w.column(u.nodes, n)
		case n.Kind == kindConvolution:
			return w.filter(u.nodes, n)
		case n.Kind == kindFlatten:
			w.At /= snapshot.Len(x.Shape[1:]) / x.Shape[1]
		case sameShape(n.Shape, x.Shape):
		case len(n.Shape) == 4 && len(x.Shape) == 4 && n.Shape[1] == x.Shape[1]:
			w.Through = n.Kind
		default:
			return nil
		}
		id = n.Inputs[0]
	}
}

// column takes the weights of a unit of x·W.
func (w *Weights) column(nodes []snapshot.Node, product *snapshot.Node) *Weights {
	w.Param = product.Inputs[1]
	all := nodes[w.Param].Value
	in, units := all.Shape[0], all.Shape[1]
	w.Tensor = &snapshot.Tensor{Shape: []int{1, in}, Data: make([]float64, in)}
	for i := range w.Tensor.Data {
		w.Tensor.Data[i] = all.Data[i*units+w.At]
	}
	if shape, image := layout(nodes, product.Inputs[0]); shape != nil {
		w.Tensor.Shape, w.Image = shape, image
	}
	return w
}

// filter takes the weights of a channel of a convolution.
func (w *Weights) filter(nodes []snapshot.Node, product *snapshot.Node) *Weights {
	w.Param, w.Filter = product.Inputs[1], true
	w.Image = len(nodes[product.Inputs[0]].Inputs) == 0
	all := nodes[w.Param].Value
	size := snapshot.Len(all.Shape[1:])
	w.Tensor = &snapshot.Tensor{Shape: all.Shape[1:], Data: all.Data[w.At*size:][:size]}
	return w
}

// layout returns the form C×H×W of a value that has maps, or is made of them element by element, and whether it is
// the image; or nil.
func layout(nodes []snapshot.Node, id int) (shape []int, image bool) {
	for itself := true; ; {
		n := &nodes[id]
		leaf := len(n.Inputs) == 0
		switch {
		case len(n.Shape) == 4:
			return n.Shape[1:], leaf && itself
		case leaf && len(n.Shape) == 2 && n.Shape[1] == form.Pixels:
			return []int{1, form.Side, form.Side}, itself
		case leaf, n.Kind == kindMatMul:
			return nil, false
		}
		if x := nodes[n.Inputs[0]].Shape; n.Kind != kindFlatten && !sameShape(n.Shape, x) {
			return nil, false
		}
		itself = itself && n.Kind == kindFlatten
		id = n.Inputs[0]
	}
}

// Seen returns the image that a column of weights is multiplied by, or nil if it is not multiplied by one.
func (u *Unit) Seen(w *Weights) []float64 {
	if !w.Image || w.Filter || len(w.Tensor.Data) != form.Pixels {
		return nil
	}
	for i := range u.nodes {
		if n := &u.nodes[i]; len(n.Inputs) == 0 && n.Value != nil && len(n.Value.Data) == u.Images*form.Pixels {
			return n.Value.Data[u.Image*form.Pixels:][:form.Pixels]
		}
	}
	return nil
}

func sameShape(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i, d := range a {
		if b[i] != d {
			return false
		}
	}
	return true
}

// Words says which weights they are, and what they are multiplied by.
func (w *Weights) Words(u *Unit) string {
	if stats := w.Tensor.Stats(); stats.Zeros == len(w.Tensor.Data) {
		return w.words(u) + " All of them are 0."
	}
	return w.words(u)
}

func (w *Weights) words(u *Unit) string {
	name := u.nodes[w.Param].Name
	shape := w.Tensor.Shape
	text := "Column " + phrase.Grouped(w.At) + " of " + name
	if w.Filter {
		text = "Filter " + phrase.Grouped(w.At) + " of " + name
	}
	if w.Through != "" {
		text += ", behind " + w.Through
	}
	switch maps := len(shape) == 3 && shape[0] > 1; {
	case w.Filter && maps:
		return text + ": a tile for each of the " + phrase.Grouped(shape[0]) + " channels that it slides over."
	case w.Filter && w.Image:
		return text + ": it slides over the image."
	case w.Filter:
		return text + ": it slides over the one channel that comes in."
	case maps:
		return text + ": a tile for each of the " + phrase.Grouped(shape[0]) + " channels that come in."
	case w.Image:
		return text + ": a weight for each pixel of the image."
	}
	return text + ": a weight for each of the " + phrase.Grouped(len(w.Tensor.Data)) + " values that come in."
}
