package graphview

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// vanishes is what there is to say of a parameter without effect.
const vanishes = "BatchNormalization subtracts the batch’s mean, and with it what this adds to every image: " +
	"its gradient is 0 up to rounding."

// Vanishing says why a parameter has no gradient but what rounding leaves, or is "": a bias, all of whose ways lead
// through operations that keep it the same for each image of the batch, and end where the mean of the batch is taken
// off.
func Vanishing(g *snapshot.Graph, id int) string {
	if g == nil || id < 0 || id >= len(g.Nodes) || g.Nodes[id].Kind != kindParam {
		return ""
	}
	uses := usesOf(g, id)
	for _, u := range uses {
		n := &g.Nodes[u]
		if n.Kind != "Add" || n.Inputs[1] != id || n.Inputs[0] == id || len(g.Nodes[id].Shape) >= len(n.Shape) {
			return ""
		}
		// A bias of channels is the same at each place of an image, until a product mixes the places or a convolution
		// pads the image, which a snapshot does not say.
		if !takenOff(g, u, len(n.Shape) > 2 && len(g.Nodes[id].Shape) == 1) {
			return ""
		}
	}
	if len(uses) == 0 {
		return ""
	}
	return vanishes
}

// takenOff says that what is added to a value, the same for each image, is taken off again wherever the value is used;
// even says that it is the same at each place of an image, too.
func takenOff(g *snapshot.Graph, id int, even bool) bool {
	uses := usesOf(g, id)
	for _, u := range uses {
		n := &g.Nodes[u]
		off := false
		switch n.Kind {
		case "Flatten", "AveragePooling":
			off = takenOff(g, u, even)
		case "MaxPooling":
			off = even && takenOff(g, u, even)
		case "Add", "Mul", "MatMul", "Convolution":
			constant := g.Nodes[n.Inputs[1]].Kind == kindParam
			off = constant && n.Inputs[0] == id && takenOff(g, u, even && n.Kind == "Add")
		case "Mean", "Variance", "Normalize":
			off = normalised(g, u, id)
		}
		if !off {
			return false
		}
	}
	return len(uses) > 0
}

// normalised says that an operation takes part in normalising a value over the batch, and in nothing else.
func normalised(g *snapshot.Graph, op, value int) bool {
	n := &g.Nodes[op]
	if n.Kind != "Normalize" {
		for _, u := range usesOf(g, op) {
			if g.Nodes[u].Kind != "Normalize" || g.Nodes[u].Inputs[0] != value {
				return false
			}
		}
		return true
	}
	of := func(statistic int, kind string) bool {
		s := &g.Nodes[n.Inputs[statistic]]
		return s.Kind == kind && slices.Equal(s.Inputs, []int{value})
	}
	return n.Inputs[0] == value && of(1, "Mean") && of(2, "Variance")
}

// usesOf returns the nodes that have a value as an input.
func usesOf(g *snapshot.Graph, id int) []int {
	var uses []int
	for i := id + 1; i < len(g.Nodes); i++ {
		if slices.Contains(g.Nodes[i].Inputs, id) {
			uses = append(uses, i)
		}
	}
	return uses
}
