package graphview

// place is the position of an item, as if the computation ran from left to right: its middle is at y, its left side at
// x, from the top left of the group. Where it runs down, the renderer turns the picture: x goes down there, and y to
// the right.
type place struct {
	x, y, w, h int
	up, down   int // the room that it and its labels need above and below y
	column     int
	order      int // in the column, from the top
	depth      int // the longest path from a beginning to here, in columns
	height     int // the longest path from here to an end
	component  int
	into, from []*link // by input port; all that begin here
	main       int     // see mainInput
	double     bool    // all inputs are one value: x·x
	block      *block
	dy         int // y is the block's plus this
}

func (p *place) right() int { return p.x + p.w }

// layout is what arrange computes for a group as a whole.
type layout struct {
	w, h    int
	columns []column
}

// column holds the items of one rank, and the room to its right: first for labels, then for curves.
type column struct {
	items  []*item
	links  []*link // to the next column
	x, w   int
	labels int // width of the room for labels
	curves int // and for curves
}

// bus is the x-coordinate at which the curves of a column's wires begin.
func (c *column) bus() int { return c.x + c.w + c.labels }

// link is a piece of a wire between neighbouring columns.
type link struct {
	wire     *wire
	from, to *item
	out, in  int  // ports
	straight bool // wanted; see straighten
}

func (l *link) fromY() int { return l.from.y + l.from.outs[l.out].dy }
func (l *link) toY() int   { return l.to.y + l.to.ins[l.in].dy }

// route is the path of a wire: its links, sorted by column.
type route struct{ links []*link }

// Distances in pixels.
const (
	margin     = 20 // around the picture
	gapRow     = 12 // between items of a column
	gapPart    = 20 // in addition, between parts of the graph that are not connected
	gapWire    = 8  // above a wire that passes
	gapUnder   = 18 // below it, as below a wire with a label: what comes next is level with its neighbours
	gapLabel   = 8  // on both sides of a label
	radius     = 16 // of an operation
	leafPad    = 4  // between a leaf's name and its wire
	leafHeight = 22
	portStep   = 9  // between ports without labels
	framePad   = 14 // inside a frame
	frameTitle = 26 // height of a frame's heading
	headLength = 7  // of an arrowhead
)

// arrange gives every item of the group, and of the groups in it, its place. The group becomes at least this wide.
func arrange(g *group, wide int) {
	for _, it := range g.items {
		if it.role == frame {
			title := titleWidth(it.title) + signWidth + 2*boxPadX
			if g.turned {
				arrange(it.body, 0)
				it.body.h = max(it.body.h, title-2*framePad)
			} else {
				arrange(it.body, title)
			}
		}
	}
	rank(g)
	split(g)
	order(g)
	for _, c := range g.columns {
		for _, it := range c.items {
			it.main, it.double = mainInput(it), oneInput(it)
			size(it, g.turned)
		}
	}
	stack(g)
	for _, c := range g.columns {
		for _, it := range c.items {
			aim(it)
		}
	}
	spread(g, wide)
}

// size sets the item's width, height, ports and room, in a picture that is turned or not. Its ports' dy are set so that
// a main input, which is to be straight, is in the middle.
func size(it *item, turned bool) {
	switch it.role {
	case leaf, output:
		if it.title != "" {
			it.w, it.h = turn(textWidth(it.title, sizeLeaf)+2*leafPad, leafHeight, turned)
		}
	case op:
		sizeOp(it, turned)
	case box:
		sizeBox(it, turned)
	case frame:
		sizeFrame(it)
	}
	it.up, it.down = it.h/2, it.h-it.h/2
	if it.role == bend {
		it.up, it.down = gapWire, gapUnder
	}
	for _, p := range it.outs {
		if l := p.wire.label; l != nil {
			it.up, it.down = max(it.up, l.up-p.dy), max(it.down, l.down+p.dy)
		}
	}
	if it.role == exit && it.outer != nil {
		it.up, it.down = it.outer.up, it.outer.down
	}
}

// turn swaps two lengths if the picture is turned.
func turn(x, y int, turned bool) (int, int) {
	if turned {
		return y, x
	}
	return x, y
}
