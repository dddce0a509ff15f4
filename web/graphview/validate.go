package graphview

import (
	"errors"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// Validate returns the first reason why g cannot be drawn: an ID that is not the node's place, an input that does not
// come before its node (out of range, or a cycle), a negative dimension, or data that does not fill its shape. Tensors
// may be nil, and their Data empty. A nil graph is an empty one.
func Validate(g *snapshot.Graph) error {
	if g == nil {
		return nil
	}
	for i := range g.Nodes {
		if why := invalid(&g.Nodes[i], i); why != "" {
			return errors.New("graphview: node " + strconv.Itoa(i) + ": " + why)
		}
	}
	return nil
}

func invalid(n *snapshot.Node, place int) string {
	if n.ID != place {
		return "its ID is " + strconv.Itoa(n.ID)
	}
	for _, in := range n.Inputs {
		if in < 0 || in >= place {
			return "input " + strconv.Itoa(in) + " does not come before it"
		}
	}
	if len(n.Shape) > 0 && negative(n.Shape) {
		return "shape " + ShapeText(n.Shape)
	}
	for _, t := range []struct {
		name string
		*snapshot.Tensor
	}{{"value", n.Value}, {"gradient", n.Grad}} {
		switch {
		case t.Tensor == nil:
		case negative(t.Shape):
			return t.name + " of shape " + ShapeText(t.Shape)
		case len(t.Data) != 0 && len(t.Data) != snapshot.Len(t.Shape):
			return t.name + " of shape " + ShapeText(t.Shape) + " with " + strconv.Itoa(len(t.Data)) + " elements"
		}
	}
	return ""
}

func negative(shape []int) bool {
	for _, d := range shape {
		if d < 0 {
			return true
		}
	}
	return false
}
