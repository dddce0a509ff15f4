package graphview

import (
	"math"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// grid is how a tensor is shown as a small picture at its wire. An image or a feature map is a picture of its own, and
// so are several beside each other; the units of one image are cells in rows; of a batch, a row is an image. The grid
// depends on the shape alone, so that its room is there before the numbers are.
type grid struct {
	maps       int // how many maps are shown, the first ones
	rows, cols int // of a map, in cells
	stride     int // the distance of two rows in the data; of two maps it is rows times that
	cells      int // of the only map, or 0: then all of rows×cols
	across     int // maps in a row
	size       [2]float64
}

// The room of a picture, in pixels, and how many cells are drawn at most.
const (
	pictureW, pictureH = 76, 44
	mostCells          = 3600
	mostUnits          = 1200
	unitSide           = 7
)

// gridOf returns how to show the value or the gradient of a node, or nil where the number says more: of a scalar, of
// labels, and of parameters, whose numbers a reader compares from step to step.
func gridOf(n *snapshot.Node) *grid {
	axes := len(n.Shape)
	if n.Kind == kindParam || n.Kind == kindTarget || axes < 2 || snapshot.Len(n.Shape) < 2 {
		return nil
	}
	rows, cols := n.Shape[0], snapshot.Len(n.Shape[1:])
	switch side := int(math.Sqrt(float64(cols))); {
	case axes == 4:
		return mapGrid(n.Shape[0]*n.Shape[1], n.Shape[2], n.Shape[3])
	case axes > 2:
		return nil
	case n.Kind == kindInput && side*side == cols && side > 4:
		return mapGrid(rows, side, side)
	case rows == 1:
		return unitGrid(cols)
	}
	g := &grid{maps: 1, across: 1, rows: min(rows, pictureH/2), cols: min(cols, pictureW), stride: cols}
	g.size = [2]float64{math.Min(unitSide, pictureW/float64(g.cols)), math.Min(unitSide/2, pictureH/float64(g.rows))}
	return g
}

// mapGrid shows the first of count maps, as large as there is room.
func mapGrid(count, rows, cols int) *grid {
	g := &grid{maps: min(count, 8, max(1, mostCells/(rows*cols))), rows: rows, cols: cols, stride: cols}
	best := 0.0
	for across := 1; across <= g.maps; across++ {
		down := (g.maps + across - 1) / across
		side := math.Min(pictureW/float64(across*(cols+1)-1), pictureH/float64(down*(rows+1)-1))
		if side = math.Min(side, unitSide); side > best {
			best, g.across = side, across
		}
	}
	g.size = [2]float64{best, best}
	return g
}

// unitGrid shows the units of a layer as cells: few of them in one row, many in rows of about twice as many as there
// are rows.
func unitGrid(units int) *grid {
	g := &grid{maps: 1, across: 1, rows: 1, cols: units, cells: min(units, mostUnits)}
	if units > pictureW/unitSide {
		g.cols = int(math.Ceil(math.Sqrt(float64(2 * g.cells))))
		g.rows = (g.cells + g.cols - 1) / g.cols
	}
	g.stride = g.cols
	side := math.Min(unitSide, math.Min(pictureW/float64(g.cols), pictureH/float64(g.rows)))
	g.size = [2]float64{side, side}
	if g.rows == 1 {
		g.size[1] = 2 * side
	}
	return g
}

func (g *grid) down() int { return (g.maps + g.across - 1) / g.across }

// room is the size of the picture in pixels.
func (g *grid) room() (w, h int) {
	w = int(math.Ceil(g.size[0] * float64(g.across*(g.cols+1)-1)))
	return w, int(math.Ceil(g.size[1] * float64(g.down()*(g.rows+1)-1)))
}

// at returns which element of the data the cell of a map shows, or -1.
func (g *grid) at(m, row, col int) int {
	i := m*g.rows*g.stride + row*g.stride + col
	if g.cells > 0 && i >= g.cells {
		return -1
	}
	return i
}

// CellAt returns which element of a node's value the picture at its wire shows at a place of it, from 0 to 1 across and
// down, or -1 for what lies between the cells.
func CellAt(n *snapshot.Node, x, y float64) int {
	g := gridOf(n)
	if g == nil || x < 0 || y < 0 || x >= 1 || y >= 1 {
		return -1
	}
	col, row := int(x*float64(g.across*(g.cols+1)-1)), int(y*float64(g.down()*(g.rows+1)-1))
	m := row/(g.rows+1)*g.across + col/(g.cols+1)
	row, col = row%(g.rows+1), col%(g.cols+1)
	if row == g.rows || col == g.cols || m >= g.maps {
		return -1
	}
	return g.at(m, row, col)
}

// levels is how many strengths a colour has in a picture. A path draws all cells of one strength.
const levels = 8

// shades are the paths of a picture: for each colour and strength the cells, as strokes of one row each.
type shades struct {
	plus, minus [levels]path
	nan         path
}

// pictures adds the pictures of a wire's value and of its gradient.
func (r *renderer) pictures(w *wire, e *Element, at spots) {
	n, m, g := &r.graph.Nodes[w.value], r.view.Moment, w.label.picture
	if n.Value != nil && len(n.Value.Data) > 0 && !m.noValue(w.value) {
		ink := n.Kind == kindInput && isInk(n.Value.Data)
		e.add(g.draw(n.Value, r.work.fresh("gv-tiles gv-tiles-value", w.value, false), ink, at.value))
	}
	switch {
	case n.Grad == nil || len(n.Grad.Data) == 0 || r.view.Growing:
	case m.asked(w.value):
		e.add(at.asked())
	case !m.noGrad(w.value):
		class := r.work.fresh("gv-tiles gv-tiles-grad "+r.turnClass(w.value), w.value, true)
		e.add(g.draw(n.Grad, class, false, at.grad))
	}
}

// turns is how many turns the gradients take to come back.
const turns = 10

// turnClass is the class of what belongs to a gradient: those nearer to the end of the computation have theirs earlier.
func (r *renderer) turnClass(value int) string {
	last := len(r.graph.Nodes) - 1
	return "gv-turn-" + itoa((turns-1)*(last-value)/max(last, 1))
}

// isInk reports whether all values are those of ink on paper.
func isInk(data []float64) bool {
	for _, v := range data {
		if !(v >= 0 && v <= 1) {
			return false
		}
	}
	return true
}

// flow adds to a wire how large its value and its gradient are: the first as a line in the colour of forward, and under
// it the second in that of backward.
func (r *renderer) flow(value int, d *drawing, e *Element) {
	if r.flows == nil {
		return
	}
	f, m := r.flows[value], r.view.Moment
	if f.forward > 0 && !m.noValue(value) {
		e.add(el("path", "class", flowClass(f.forward)+" gv-flow-forward", "d", string(d.line.b)))
	}
	if f.backward > 0 && !r.view.Growing && !m.noGrad(value) && !m.asked(value) {
		aside := Px(float64(max(f.forward, 1)+f.backward) / 2)
		shift := "translate(0 " + aside + ")"
		if r.view.Down {
			shift = "translate(" + aside + " 0)"
		}
		e.add(el("path", "class", flowClass(f.backward)+" gv-flow-backward "+r.turnClass(value), "d", string(d.line.b),
			"transform", shift))
	}
}

// draw shows a tensor, with the middle of its top at a spot. The full colour is the largest magnitude in it.
func (g *grid) draw(t *snapshot.Tensor, class string, ink bool, at spot) *Element {
	w, h := g.room()
	e := el("g", "class", class, "transform", "translate("+itoa(at.x-w/2)+" "+itoa(at.y)+")")
	e.add(rect("gv-tiles-sheet", 0, 0, w, h, 0))
	var s shades
	maximum := largest(t.Data)
	if ink {
		maximum = 1
	}
	for m := range g.maps {
		left, top := m%g.across*(g.cols+1), m/g.across*(g.rows+1)
		for row := range g.rows {
			for col := 0; col < g.cols; {
				i := g.at(m, row, col)
				if i < 0 || i >= len(t.Data) {
					break
				}
				p, end := s.of(t.Data[i], maximum), col+1
				for end < g.cols {
					if j := g.at(m, row, end); j < 0 || j >= len(t.Data) || s.of(t.Data[j], maximum) != p {
						break
					}
					end++
				}
				if p != nil {
					p.op('M', float64(left+col), float64(top+row)+0.5)
					p.op('h', float64(end-col))
				}
				col = end
			}
		}
	}
	cells := el("g", "transform", "scale("+strconv.FormatFloat(g.size[0], 'f', 3, 64)+" "+
		strconv.FormatFloat(g.size[1], 'f', 3, 64)+")")
	colours := []struct {
		class string
		paths []path
	}{{"gv-plus", s.plus[:]}, {"gv-minus", s.minus[:]}, {"gv-nan", []path{s.nan}}}
	if ink {
		colours[0].class = "gv-ink"
	}
	for _, c := range colours {
		for i := range c.paths {
			if len(c.paths[i].b) > 0 {
				cells.add(el("path", "class", c.class, "stroke-opacity",
					strconv.FormatFloat(float64(i+1)/float64(len(c.paths)), 'f', 2, 64), "d", string(c.paths[i].b)))
			}
		}
	}
	return e.add(cells)
}

// of returns the path for the cells of a value, or nil for those that stay empty.
func (s *shades) of(v, maximum float64) *path {
	if math.IsNaN(v) {
		return &s.nan
	}
	level := int(math.Round(strength(v, maximum)*levels)) - 1
	switch {
	case level < 0 || v == 0:
		return nil
	case v > 0:
		return &s.plus[level]
	}
	return &s.minus[level]
}

// flowWidths is how many widths a wire can have.
const flowWidths = 6

// flow is how wide a wire is for its value and its gradient, from 1 to flowWidths, or 0 without numbers.
type flow struct{ forward, backward int }

// flowClass is the class of a line of that width.
func flowClass(width int) string { return "gv-flow gv-wide-" + itoa(width) }

// measureFlows gives each wire the width of what it carries: the root mean square of the elements, beside the largest
// of all values, or gradients, that the network computed.
func (s *scene) measureFlows() []flow {
	sizes := make([][2]float64, len(s.graph.Nodes))
	var most [2]float64
	for i := range s.graph.Nodes {
		n := &s.graph.Nodes[i]
		if n.Kind == kindParam || n.Kind == kindTarget {
			continue
		}
		st := s.statsOf(i)
		for j, norm := range []float64{st.value.Norm, st.grad.Norm} {
			if !math.IsInf(norm, 0) {
				sizes[i][j] = norm / math.Sqrt(float64(snapshot.Len(n.Shape)))
				most[j] = math.Max(most[j], sizes[i][j])
			}
		}
	}
	wide := func(v, most float64) int {
		if !(v > 0) || !(most > 0) {
			return 0
		}
		return 1 + int(math.Round((flowWidths-1)*math.Sqrt(math.Min(v/most, 1))))
	}
	all := make([]flow, len(sizes))
	for i, size := range sizes {
		all[i] = flow{wide(size[0], most[0]), wide(size[1], most[1])}
	}
	return all
}
