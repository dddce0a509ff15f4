package graphview

import (
	"cmp"
	"math"
	"slices"
)

// block is a row of items, one a column, that links join in a straight line.
type block struct {
	y            float64
	above, below []gap  // the blocks next to it in some column, and how far away they have to be
	pulls        []pull // where other blocks, linked to it, would have it
	waiting      int    // of sortBlocks
	wish, weight float64
	clump        *clump
	off          float64 // from the clump's y
}

type gap struct {
	block *block
	d     int
}

type pull struct {
	block  *block
	d      int
	weight float64
}

// stack sets the y of all items. Links that should be straight make blocks of the items they join. Each block is drawn to the mean
// of where its other links would have it, again and again, and is kept clear of the others.
func stack(g *group) {
	straighten(g)
	blocks := sortBlocks(makeBlocks(g))
	for _, b := range blocks { // begin as high as possible
		for _, a := range b.above {
			b.y = max(b.y, a.block.y+float64(a.d))
		}
	}
	const rounds = 40 // the picture is at rest after about 20
	for range rounds {
		for _, b := range blocks {
			b.hope()
		}
		project(blocks)
	}
	top := math.MaxInt
	for _, b := range blocks {
		y := int(math.Floor(b.y + 0.5))
		for _, a := range b.above { // rounding must not bring them nearer
			y = max(y, int(a.block.y)+a.d)
		}
		b.y = float64(y)
	}
	for _, c := range g.columns {
		for _, it := range c.items {
			it.y = int(it.block.y) + it.dy
			top = min(top, it.y-it.up)
		}
	}
	for _, c := range g.columns {
		for _, it := range c.items {
			it.y -= top
			g.h = max(g.h, it.y+it.down)
		}
	}
}

// hope sets where the block would go: half the way to the mean of its pulls, because those that pull it move as well.
func (b *block) hope() {
	b.wish, b.weight = b.y, 0.01
	if len(b.pulls) == 0 {
		return
	}
	sum := 0.0
	b.weight = 0
	for _, p := range b.pulls {
		sum += p.weight * (p.block.y + float64(p.d))
		b.weight += p.weight
	}
	b.wish = (b.y + sum/b.weight) / 2
}

// straighten marks the links to be drawn straight: the most important first, and none that would cross one marked already.
func straighten(g *group) {
	for i := range g.columns {
		links := slices.Clone(g.columns[i].links)
		slices.SortStableFunc(links, func(a, b *link) int {
			return cmp.Or(b.importance()-a.importance(), b.to.height-a.to.height)
		})
		var kept []*link // by the place of their beginnings, and so of their ends
		done := map[*item]bool{}
		for k, l := range links {
			if l.importance() == 0 || done[l.from] || done[l.to] {
				continue
			}
			if l.importance() == mainLink && k+1 < len(links) && twins(l, links[k+1:]) {
				continue
			}
			at, _ := slices.BinarySearchFunc(kept, l.from.order, func(m *link, order int) int { return m.from.order - order })
			if at > 0 && kept[at-1].to.order > l.to.order || at < len(kept) && kept[at].to.order < l.to.order {
				continue
			}
			kept = slices.Insert(kept, at, l)
			done[l.from], done[l.to] = true, true
			l.straight = true
		}
	}
}

const (
	longLink = 2
	mainLink = 3
)

// importance says how much a link should be straight; 0 is not at all.
func (l *link) importance() int {
	from, to := l.from.role == bend, l.to.role == bend
	switch {
	case from && to:
		return longLink
	case !to && (l.to.main == l.in || l.to.double):
		return mainLink
	case from || to:
		return 1
	}
	return 0
}

// twins reports whether another main link of the same value has the same claim: then the fork is symmetrical.
func twins(l *link, others []*link) bool {
	for _, m := range others {
		if m.importance() != mainLink || m.to.height != l.to.height {
			return false
		}
		if m.from == l.from && m.to != l.to {
			return true
		}
	}
	return false
}

// shift is how much lower the end's middle lies than the beginning's if the link is straight. A double link points at the middle.
func (l *link) shift() int {
	d := l.from.outs[l.out].dy
	if !l.to.double {
		d -= l.to.ins[l.in].dy
	}
	return d
}

func makeBlocks(g *group) []*block {
	var blocks []*block
	for _, c := range g.columns {
		for _, it := range c.items {
			if it.block == nil {
				it.block = &block{}
				blocks = append(blocks, it.block)
			}
			for _, l := range it.from {
				if l.straight {
					l.to.block, l.to.dy = it.block, it.dy+l.shift()
				}
			}
		}
	}
	for _, c := range g.columns {
		for i, it := range c.items {
			if i > 0 {
				up := c.items[i-1]
				d := up.down + gapRow + it.up + up.dy - it.dy
				it.block.above = append(it.block.above, gap{up.block, d})
				up.block.below = append(up.block.below, gap{it.block, d})
			}
		}
		for _, l := range c.links {
			if from, to := l.from.block, l.to.block; from != to {
				d := l.from.dy + l.shift() - l.to.dy
				// An item is centred on what it comes from, and that follows it as far as it can. But leaves do not draw an
				// item from its main line.
				weight := 8.0
				if l.from.role == leaf && l.to.main >= 0 {
					weight = 0.01
				}
				to.pulls = append(to.pulls, pull{from, d, weight})
				from.pulls = append(from.pulls, pull{to, -d, 1})
			}
		}
	}
	return blocks
}

// sortBlocks sorts them from top to bottom. Straight links do not cross, so there is such an order.
func sortBlocks(blocks []*block) []*block {
	sorted := make([]*block, 0, len(blocks))
	for _, b := range blocks {
		if b.waiting = len(b.above); b.waiting == 0 {
			sorted = append(sorted, b)
		}
	}
	for i := 0; i < len(sorted); i++ {
		for _, c := range sorted[i].below {
			if c.block.waiting--; c.block.waiting == 0 {
				sorted = append(sorted, c.block)
			}
		}
	}
	if len(sorted) != len(blocks) {
		panic("graphview: a cycle of blocks")
	}
	return sorted
}
