package graphview

import "github.com/inkgrad/inkgrad/nn/graph/snapshot"

// scene is what to draw: the nodes of the snapshot, with folded scopes as boxes.
type scene struct {
	graph *snapshot.Graph
	view  View
	root  *group
	stats []nodeStats // per node, filled on demand
	flows []flow      // per node; nil without pictures
}

// group is the content of an unfolded scope, or of the whole picture. Wires stay within a group. A wire that continues
// outside ends at an entry or an exit of the inner group, and at the frame in the outer group.
type group struct {
	scope string // "" for the whole picture
	// turned says that the computation runs down.
	turned bool
	items  []*item
	wires  []*wire
	layout
}

// role is the kind of an item.
type role uint8

const (
	leaf   role = iota // a node without inputs: an input, a target, a parameter, a number
	op                 // an operation
	box                // a folded scope
	frame              // an unfolded scope
	entry              // where a wire enters the group from outside
	exit               // where a wire leaves it
	output             // where an unused value ends
	bend               // where a long wire passes a column; made by arrange
)

// item is anything in a group that has a place.
type item struct {
	role   role
	node   int      // of a leaf or an op; of an entry, exit or output the value; of a box or frame the first within
	scope  string   // of a box or frame
	level  int      // of a box or frame: how many scopes are around it
	title  string   // the text shown
	full   string   // the whole text, if title is shortened
	params []int    // of a box: the parameters hidden within
	lines  []line   // of a box: what it says about them
	titles []string // of a box: the title in lines
	body   *group   // of a frame
	nodes  []int    // of a box or frame: the nodes within, ascending
	count  int      // of a box or frame: how many operations are within

	ins, outs []port // from top to bottom

	kind  string // of a leaf: that of its node
	outer *label // of an exit: the label of the value where the wire goes on
	place
}

// port is where a wire meets an item: dy below the item's middle.
type port struct {
	wire *wire
	dy   int
}

// wire carries the value of one node, within one group, to all items that use it.
type wire struct {
	value int
	leaf  string // the kind of the value's node if that is a leaf
	from  *item
	out   int // the port of from
	ends  []end
	label *label // nil if another group's part of the wire has the label
	route
}

// end is an input port of an item.
type end struct {
	to *item
	in int
}

// connect adds an end at a new port of the item.
func (w *wire) connect(to *item) {
	w.ends = append(w.ends, end{to, len(to.ins)})
	to.ins = append(to.ins, port{wire: w})
}

// leaves reports whether the wire only leaves its group.
func (w *wire) leaves() bool { return len(w.ends) == 1 && w.ends[0].to.role == exit }
