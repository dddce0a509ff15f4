package graphview

import (
	"cmp"
	"slices"
)

const sweeps = 8 // more sweeps rarely change anything

// order sorts the items of each column so that few links cross. It begins with the order in which a walk from the
// results back to the leaves meets the items, operand after operand. For an expression, whose graph is a tree, nothing
// crosses in this order. If something does, sweeps to and fro sort each column by the mean place of its neighbours, and
// the best order is kept.
func order(g *group) {
	walk(g)
	best := crossings(g)
	for s := 0; s < sweeps && best > 0; s++ {
		before := make([][]*item, len(g.columns))
		for i := range g.columns {
			before[i] = slices.Clone(g.columns[i].items)
		}
		sweep(g, s%2 == 0)
		if n := crossings(g); n < best {
			best = n
			continue
		}
		if s%2 == 1 { // neither direction helped
			for i := range g.columns {
				g.columns[i].items = before[i]
				numberInOrder(g.columns[i].items)
			}
			break
		}
	}
}

func numberInOrder(items []*item) {
	for i, it := range items {
		it.order = i
	}
}

// walk numbers the items depth first from the ends, the end of the longest computation first, and without recursion: a
// graph may be thousands of columns long. Components, which no link connects, come one below another.
func walk(g *group) {
	components(g)
	roots := slices.Clone(g.items)
	slices.SortStableFunc(roots, func(a, b *item) int { return b.depth - a.depth })
	met := make(map[*item]bool, len(roots))
	count := 0
	type visit struct {
		it   *item
		next int
	}
	var stack []visit
	for _, root := range roots {
		if len(root.from) > 0 || met[root] {
			continue
		}
		met[root] = true
		stack = append(stack, visit{root, 0})
		for len(stack) > 0 {
			v := &stack[len(stack)-1]
			if v.next == len(v.it.into) {
				v.it.order = count
				count++
				stack = stack[:len(stack)-1]
				continue
			}
			from := v.it.into[v.next].from
			v.next++
			if !met[from] {
				met[from] = true
				stack = append(stack, visit{from, 0})
			}
		}
	}
	for i := range g.columns {
		items := g.columns[i].items
		slices.SortStableFunc(items, func(a, b *item) int {
			return cmp.Or(a.component-b.component, a.order-b.order)
		})
		numberInOrder(items)
	}
}

// components gives connected items the same number, in the order of their first items.
func components(g *group) {
	count := 0
	met := make(map[*item]bool, len(g.items))
	var stack []*item
	for _, first := range g.items {
		if met[first] {
			continue
		}
		met[first] = true
		stack = append(stack, first)
		for len(stack) > 0 {
			it := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			it.component = count
			reach := func(other *item) {
				if !met[other] {
					met[other] = true
					stack = append(stack, other)
				}
			}
			for _, l := range it.into {
				reach(l.from)
			}
			for _, l := range it.from {
				reach(l.to)
			}
		}
		count++
	}
}

// sweep sorts each column by the places of the neighbours in the column before it (from left to right) or after it.
func sweep(g *group, rightwards bool) {
	n := len(g.columns)
	for k := 1; k < n; k++ {
		i := k
		if !rightwards {
			i = n - 1 - k
		}
		items := g.columns[i].items
		at := make(map[*item]float64, len(items))
		for _, it := range items {
			at[it] = barycentre(it, rightwards)
		}
		slices.SortStableFunc(items, func(a, b *item) int {
			return cmp.Or(a.component-b.component, cmp.Compare(at[a], at[b]))
		})
		numberInOrder(items)
	}
}

// barycentre returns the mean place of an item's neighbours, or its own place if it has none. Ports count as fractions
// of a place.
func barycentre(it *item, before bool) float64 {
	sum, n := 0.0, 0
	if before {
		for _, l := range it.into {
			sum += l.begin()
			n++
		}
	} else {
		for _, l := range it.from {
			sum += l.end()
			n++
		}
	}
	if n == 0 {
		return float64(it.order)
	}
	return sum / float64(n)
}

func (l *link) begin() float64 {
	return float64(l.from.order) + float64(l.out+1)/float64(len(l.from.outs)+1)
}

func (l *link) end() float64 {
	return float64(l.to.order) + float64(l.in+1)/float64(len(l.to.ins)+1)
}

// crossings counts the pairs of links that cross: inversions, by a Fenwick tree.
func crossings(g *group) int {
	total := 0
	for i := range g.columns {
		links := slices.Clone(g.columns[i].links)
		slices.SortFunc(links, func(a, b *link) int {
			return cmp.Or(cmp.Compare(a.begin(), b.begin()), cmp.Compare(a.end(), b.end()))
		})
		ends := make([]float64, len(links))
		for i, l := range links {
			ends[i] = l.end()
		}
		sorted := slices.Clone(ends)
		slices.Sort(sorted)
		sorted = slices.Compact(sorted)
		tree := make([]int, len(sorted)+1)
		for n, e := range ends {
			at, _ := slices.BinarySearch(sorted, e)
			total += n
			for j := at + 1; j > 0; j &= j - 1 { // minus those that end no lower
				total -= tree[j]
			}
			for j := at + 1; j < len(tree); j += j & -j {
				tree[j]++
			}
		}
	}
	return total
}
