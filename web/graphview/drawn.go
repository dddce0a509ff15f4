package graphview

import (
	"strconv"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// Drawn is a graph and the picture of it.
type Drawn struct {
	Graph *snapshot.Graph
	View  View
	Root  *Element // nil if there is no picture
}

// Words describes the element of the picture with that id: a node or a wire in full. For a box, and for a node that is
// not fully known yet, it repeats what the picture says.
func (d Drawn) Words(id string) string {
	e := d.Root.Find(id)
	if e == nil {
		return ""
	}
	for _, name := range []string{"data-node", "data-edge"} {
		node, err := strconv.Atoi(e.Attr(name))
		if m := d.View.Moment; err == nil && (m == nil || !m.NoValue[node] && !m.NoGrad[node] && !m.Asked[node]) {
			return Describe(d.Graph, node)
		}
	}
	return e.Attr("aria-label") + "." // without a capital: it may begin with the name of a value
}
