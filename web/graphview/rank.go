package graphview

import "slices"

// rank gives each item its column. Entries have the first column to themselves, and exits the last. Everything else
// begins as far left as its inputs allow. Then a leaf moves right, next to its use, and so does an item with more
// outputs than computed inputs.
func rank(g *group) {
	sorted := topological(g)
	first := 0
	for _, it := range g.items {
		if it.role == entry {
			first = 1
		}
	}
	last := first
	for _, it := range sorted {
		if it.role != entry {
			it.column = max(it.column, first)
		}
		it.depth = it.column
		last = max(last, it.column)
		for _, p := range it.outs {
			for _, e := range p.wire.ends {
				e.to.column = max(e.to.column, it.column+1)
			}
		}
	}
	for _, it := range g.items {
		if it.role == exit {
			it.column = last + 1 // see below: gaps are closed
		}
	}
	for i := len(sorted) - 1; i >= 0; i-- {
		pullRight(sorted[i])
		for _, p := range sorted[i].outs {
			for _, e := range p.wire.ends {
				sorted[i].height = max(sorted[i].height, e.to.height+1)
			}
		}
	}
	g.columns = make([]column, compact(g.items))
}

// pullRight moves an item as far right as its uses allow, if that shortens wires.
func pullRight(it *item) {
	if it.role == entry || it.role == exit {
		return
	}
	ins, outs, limit := 0, 0, -1
	for _, p := range it.ins {
		if p.wire.from.role != leaf {
			ins++
		}
	}
	for _, p := range it.outs {
		for _, e := range p.wire.ends {
			outs++
			if limit < 0 || e.to.column-1 < limit {
				limit = e.to.column - 1
			}
		}
	}
	if ins < outs {
		it.column = limit
	}
}

// compact renumbers the columns without gaps and returns how many there are.
func compact(items []*item) int {
	n := 0
	for _, it := range items {
		n = max(n, it.column+1)
	}
	used := make([]int, n)
	for _, it := range items {
		used[it.column] = 1
	}
	count := 0
	for i, u := range used {
		used[i] = count
		count += u
	}
	for _, it := range items {
		it.column = used[it.column]
	}
	return count
}

// topological sorts the items so that wires lead from earlier to later ones, and otherwise as they are.
func topological(g *group) []*item {
	waiting := make(map[*item]int, len(g.items))
	sorted := make([]*item, 0, len(g.items))
	for _, it := range g.items {
		waiting[it] = len(it.ins)
		if len(it.ins) == 0 {
			sorted = append(sorted, it)
		}
	}
	for i := 0; i < len(sorted); i++ {
		for _, p := range sorted[i].outs {
			for _, e := range p.wire.ends {
				if waiting[e.to]--; waiting[e.to] == 0 {
					sorted = append(sorted, e.to)
				}
			}
		}
	}
	if len(sorted) != len(g.items) {
		panic("graphview: a cycle of wires") // partition has left none
	}
	return sorted
}

// split cuts the wires into links between neighbouring columns, with a bend in each column that a wire passes. Parts of
// a wire that run along the same path are one link.
func split(g *group) {
	for _, it := range g.items {
		it.into = make([]*link, len(it.ins))
		g.columns[it.column].items = append(g.columns[it.column].items, it)
	}
	for _, w := range g.wires {
		far := 0
		for _, e := range w.ends {
			far = max(far, e.to.column)
		}
		stem := make([]*item, 0, far-w.from.column)
		for c := w.from.column; c < far; c++ {
			from := w.from
			if c > w.from.column {
				from = &item{role: bend, node: w.value, ins: []port{{wire: w}}, outs: []port{{wire: w}}}
				from.column, from.into = c, make([]*link, 1)
				from.height = far - c
				g.columns[c].items = append(g.columns[c].items, from)
				g.join(w, stem[len(stem)-1], from, 0)
			}
			stem = append(stem, from)
		}
		for _, e := range w.ends {
			g.join(w, stem[e.to.column-1-w.from.column], e.to, e.in)
		}
		slices.SortStableFunc(w.links, func(a, b *link) int { return a.from.column - b.from.column })
	}
}

func (g *group) join(w *wire, from, to *item, in int) {
	l := &link{wire: w, from: from, to: to, in: in}
	if from == w.from {
		l.out = w.out
	}
	to.into[in] = l
	from.from = append(from.from, l)
	c := &g.columns[from.column]
	c.links = append(c.links, l)
	w.links = append(w.links, l)
}
