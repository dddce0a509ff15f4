package graphview

import (
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

// Direction is where an arrow key points.
type Direction uint8

// The directions. Right is that of the computation, Left that of the gradients.
const (
	Left Direction = iota
	Right
	Up
	Down
)

// stop is an item that keys can reach, with the position of its middle in the whole picture.
type stop struct {
	*item
	x, y  int
	frame *item // the frame around it, or nil
}

// stops returns the leaves, the operations and the boxes, and the frames before what is in them.
func (s *scene) stops() []stop {
	var all []stop
	var walk func(g *group, frame *item, ox, oy int)
	walk = func(g *group, around *item, ox, oy int) {
		for _, it := range g.items {
			switch it.role {
			case leaf, op, box, frame:
				all = append(all, stop{it, ox + it.x + it.w/2, oy + it.y, around})
			}
			if it.role == frame {
				x, y := it.within()
				walk(it.body, it, ox+it.x+x, oy+it.y+y)
			}
		}
	}
	walk(s.root, nil, margin, margin)
	return all
}

// values returns the nodes that a stop stands for.
func (st stop) values() []int {
	if st.role == leaf || st.role == op {
		return []int{st.node}
	}
	return st.nodes
}

// id is the part of the id attribute after View.ID.
func (it *item) id() string {
	if it.role == leaf || it.role == op {
		return "-n" + itoa(it.node)
	}
	return "-b" + itoa(it.level) + "-" + itoa(it.node)
}

// stopOf returns the index of the stop with that id, or -1. A wire stands for the node that made its value.
func stopOf(stops []stop, owner map[int]int, id string) int {
	if value, ok := strings.CutPrefix(id, "-e"); ok {
		if n, err := strconv.Atoi(value); err == nil {
			if at, ok := owner[n]; ok {
				return at
			}
		}
		return -1
	}
	return slices.IndexFunc(stops, func(st stop) bool { return st.id() == id })
}

// owners returns the stop that shows each node: the innermost.
func owners(stops []stop) map[int]int {
	owner := map[int]int{}
	for i, st := range stops {
		for _, n := range st.values() {
			owner[n] = i // frames come before what is in them
		}
	}
	return owner
}

// Neighbour returns the id attribute of the element that an arrow key leads to from the element with that id. Right
// leads to a use of its value and Left to an input of it, along the wire that is most level. Up and Down lead to
// another input of the same operation or another user of the same value. Right of the heading of a frame is the first
// element in it, and above the topmost element is the heading. Where the computation runs down, Down and Up lead along
// wires, and Left and Right across. It returns "" if nothing is in that direction, or if g does not have the element.
func Neighbour(g *snapshot.Graph, v View, id string, d Direction) string {
	if g == nil || Validate(g) != nil {
		return ""
	}
	up := d == Up
	if v.Down {
		d = [...]Direction{Left: Up, Right: Down, Up: Left, Down: Right}[d]
	}
	s := fold(g, v)
	arrange(s.root, 0)
	prefix := v.prefix()
	stops := s.stops()
	owner := owners(stops)
	at := stopOf(stops, owner, strings.TrimPrefix(id, prefix))
	if at < 0 {
		return ""
	}
	from := stops[at]
	if from.role == frame && (d == Right || d == Down) {
		return prefix + stops[owner[from.node]].id()
	}
	before, after := s.joined(stops, owner)
	var to []int
	switch d {
	case Left:
		to = before[at]
	case Right:
		to = after[at]
	default:
		for _, user := range after[at] {
			to = append(to, before[user]...)
		}
		for _, input := range before[at] {
			to = append(to, after[input]...)
		}
	}
	best := -1
	for _, t := range to {
		if dy := stops[t].y - from.y; t == at || d == Up && dy >= 0 || d == Down && dy <= 0 {
			continue
		}
		if best < 0 || closer(stops[t], stops[best], from) {
			best = t
		}
	}
	switch {
	case best >= 0:
		return prefix + stops[best].id()
	case up && from.frame != nil:
		return prefix + from.frame.id()
	}
	return ""
}

// closer reports whether a is nearer than b in height or, if they are level, across.
func closer(a, b, from stop) bool {
	if ay, by := abs(a.y-from.y), abs(b.y-from.y); ay != by {
		return ay < by
	}
	return abs(a.x-from.x) < abs(b.x-from.x)
}

// joined returns, for each stop, those that its inputs come from and those that use its values. A frame, whose content
// has stops of its own, is joined as a box would be, but nothing is joined to it.
func (s *scene) joined(stops []stop, owner map[int]int) (before, after [][]int) {
	before, after = make([][]int, len(stops)), make([][]int, len(stops))
	add := func(list *[]int, at, other int) {
		if at != other && !slices.Contains(*list, other) {
			*list = append(*list, other)
		}
	}
	for i := range stops {
		for _, n := range stops[i].values() {
			for _, in := range s.graph.Nodes[n].Inputs {
				if stops[i].role == frame && slices.Contains(stops[i].nodes, in) {
					continue
				}
				add(&before[i], i, owner[in])
				if stops[i].role != frame {
					add(&after[owner[in]], owner[in], i)
				}
			}
		}
	}
	return before, after
}

// onPath reports for each node whether it is on a path through one of the given nodes: whether one of their values is
// computed from it, or it from one of them. Gradients go on to nodes of the first kind, and come from those of the
// second.
func onPath(g *snapshot.Graph, of ...int) []bool {
	before, behind := make([]bool, len(g.Nodes)), make([]bool, len(g.Nodes))
	for _, n := range of {
		before[n], behind[n] = true, true
	}
	for i := len(g.Nodes) - 1; i >= 0; i-- {
		for _, in := range g.Nodes[i].Inputs {
			before[in] = before[in] || before[i]
		}
	}
	for i := range g.Nodes {
		for _, in := range g.Nodes[i].Inputs {
			behind[i] = behind[i] || behind[in]
		}
	}
	for i := range before {
		before[i] = before[i] || behind[i]
	}
	return before
}

// OffPath returns a CSS selector, within the picture, of everything that is not on a path through the element with that
// id, so that a page can dim it. It returns "" if there is nothing to dim.
func OffPath(g *snapshot.Graph, v View, id string) string {
	if g == nil || Validate(g) != nil {
		return ""
	}
	stops := fold(g, v).stops()
	at := stopOf(stops, owners(stops), strings.TrimPrefix(id, v.prefix()))
	if at < 0 {
		return ""
	}
	on := onPath(g, stops[at].values()...)
	var off []string
	for _, st := range stops {
		if !slices.ContainsFunc(st.values(), func(n int) bool { return on[n] }) {
			off = append(off, "#"+v.prefix()+st.id())
		}
	}
	for n := range g.Nodes {
		if !on[n] {
			off = append(off, `[data-edge="`+itoa(n)+`"]`) // wires within frames have no id
		}
	}
	return strings.Join(off, ",")
}
