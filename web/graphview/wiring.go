package graphview

import "slices"

// wiring connects the items of a group.
type wiring struct {
	*folder
	group *group
	wires map[int]*wire // by value
	seen  map[use]bool
}

// use is an item with one of the values that it takes.
type use struct {
	value int
	by    *item
}

// connect makes the wires of a group, whose nodes are given.
func (f *folder) connect(g *group, nodes []int) {
	w := wiring{f, g, map[int]*wire{}, map[use]bool{}}
	for _, n := range nodes {
		w.inputs(n)
		computed := len(f.graph.Nodes[n].Inputs) > 0
		outside := func(u int) bool { return f.in[u] != g }
		switch {
		case len(f.uses[n]) > 0:
			if slices.ContainsFunc(f.uses[n], outside) {
				w.stop(n, exit)
			}
		case computed && g.scope == "":
			w.stop(n, output)
		case computed:
			w.stop(n, exit)
		}
	}
	for _, w := range g.wires {
		f.labelWire(w)
	}
}

// inputs connects a node to what it takes from other items.
func (w *wiring) inputs(n int) {
	to := w.at[n]
	for _, in := range w.graph.Nodes[n].Inputs {
		if w.in[in] == w.group && w.at[in] == to {
			continue // within a box or a frame
		}
		// A box takes a value once, however often it is used within. An operation takes it once for each operand.
		if u := (use{in, to}); to.role == op || !w.seen[u] {
			w.seen[u] = true
			w.of(in).connect(to)
		}
	}
}

// of returns the wire of a value, which comes from an item of the group or else from outside.
func (w *wiring) of(value int) *wire {
	if made := w.wires[value]; made != nil {
		return made
	}
	made := &wire{value: value, from: w.at[value]}
	if w.in[value] != w.group {
		made.from = &item{role: entry, node: value}
		w.group.items = append(w.group.items, made.from)
	}
	if node := &w.graph.Nodes[value]; len(node.Inputs) == 0 {
		made.leaf = node.Kind
	}
	made.out = len(made.from.outs)
	made.from.outs = append(made.from.outs, port{wire: made})
	w.wires[value] = made
	w.group.wires = append(w.group.wires, made)
	return made
}

// stop ends the wire of a value at an exit or an output.
func (w *wiring) stop(value int, r role) {
	it := &item{role: r, node: value}
	if r == output {
		it.title, it.full = shorten(w.graph.Nodes[value].Name, sizeLeaf, maxLeaf)
	}
	w.group.items = append(w.group.items, it)
	w.of(value).connect(it)
}

// labelWire gives a wire its only label, outside the frames that the wire merely leaves.
func (f *folder) labelWire(w *wire) {
	switch {
	case w.from.role == entry || f.labelled[w.value]:
		return
	case w.leaves():
		w.ends[0].to.outer = f.newLabel(w.value)
		return
	}
	f.labelled[w.value] = true
	w.label = f.newLabel(w.value)
	if len(w.ends) == 1 && w.ends[0].to.role == output {
		w.label.name = "" // the label is at the end of the wire
		w.label.measure()
	}
}
