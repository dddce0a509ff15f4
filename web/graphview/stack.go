package graphview

import (
	"cmp"
	"math"
	"slices"
)

// block is a row of items, one a column, that links join in a straight line.
type block struct {
	y            float64
	above, below []gap  // the blocks next to it in some column, and the distances to keep
	pulls        []pull // where the blocks that are linked to it pull it
	waiting      int    // used by sortBlocks
	component    int
	wish, weight float64
	clump        *clump
	off          float64 // from the clump's y
	alone        clump   // the clump that it begins in
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

// stack sets the y of all items. Links that should be straight join items into blocks. Again and again, each block is
// moved to the mean of the places where its other links pull it, and kept clear of the other blocks.
func stack(g *group) {
	straighten(g)
	blocks := sortBlocks(makeBlocks(g))
	for _, b := range blocks { // begin as high as possible
		for _, a := range b.above {
			b.y = max(b.y, a.block.y+float64(a.d))
		}
	}
	const rounds = 40 // most pictures come to rest earlier
	for range rounds {
		for _, b := range blocks {
			b.hope()
		}
		if project(blocks) < 0.05 {
			break
		}
	}
	for _, b := range blocks {
		b.y = math.Floor(b.y + 0.5)
		for _, a := range b.above { // rounding must not bring them closer
			b.y = max(b.y, a.block.y+float64(a.d))
		}
	}
	closeUp(g, blocks)
	for _, c := range g.columns {
		for _, it := range c.items {
			it.y = int(it.block.y) + it.dy
			g.h = max(g.h, it.y+it.down)
		}
	}
}

// closeUp moves each component up as far as those above it and the top of the group allow.
func closeUp(g *group, blocks []*block) {
	var room []float64 // per component, between the top and it
	for _, c := range g.columns {
		for _, it := range c.items {
			for len(room) <= it.component {
				room = append(room, math.Inf(1))
			}
			room[it.component] = min(room[it.component], it.block.y+float64(it.dy-it.up))
			it.block.component = it.component
		}
	}
	parts := make([][]*block, len(room))
	for _, b := range blocks {
		parts[b.component] = append(parts[b.component], b)
	}
	for i, part := range parts {
		up := room[i]
		for _, b := range part {
			for _, a := range b.above {
				if a.block.component != i {
					up = min(up, b.y-a.block.y-float64(a.d))
				}
			}
		}
		for _, b := range part {
			b.y -= up
		}
	}
}

// hope sets the desired place of the block: halfway to the mean of its pulls, because the blocks that pull it move as
// well.
//
// Here and elsewhere a product is converted to float64 before it is added, which forbids the compiler to fuse the two
// (as it may on arm64). So the picture is the same on every machine.
func (b *block) hope() {
	b.wish, b.weight = b.y, 0.01
	sum, weight := 0.0, 0.0
	for _, p := range b.pulls {
		w := p.weight
		if p.block.clump == b.clump {
			w = 1 // the same in both directions, so that touching blocks do not push each other along
		}
		sum += float64(w * (p.block.y + float64(p.d)))
		weight += w
	}
	if weight > 0 {
		b.wish, b.weight = (b.y+sum/weight)/2, weight
	}
}

// straighten marks the links to draw straight: the most important first, and none that would cross a marked one.
func straighten(g *group) {
	for i := range g.columns {
		links := slices.Clone(g.columns[i].links)
		slices.SortStableFunc(links, func(a, b *link) int {
			return cmp.Or(b.importance()-a.importance(), b.to.height-a.to.height)
		})
		var kept []*link // by the place of their beginnings, and so also of their ends
		done := forks(links)
		for _, l := range links {
			if l.importance() == 0 || done[l.from] || done[l.to] {
				continue
			}
			at, _ := slices.BinarySearchFunc(kept, l.from.order, func(m *link, order int) int {
				return m.from.order - order
			})
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

// importance returns how important it is that a link be straight; 0 is not at all.
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

// forks returns the items whose wires go on to several items with the same claim to be level with them, so that the
// fork is symmetrical. The links are sorted by importance and height.
func forks(links []*link) map[*item]bool {
	first := map[*item]*link{}
	done := map[*item]bool{}
	for _, l := range links {
		switch m := first[l.from]; {
		case l.importance() != mainLink:
			return done
		case m == nil:
			first[l.from] = l
		case m.to != l.to && m.to.height == l.to.height:
			done[l.from] = true
		}
	}
	return done
}

// shift returns how much lower the middle of the end is than that of the beginning if the link is straight. A double
// link points at the middle.
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
				if up.component != it.component {
					d += gapPart
				}
				it.block.above = append(it.block.above, gap{up.block, d})
				up.block.below = append(up.block.below, gap{it.block, d})
			}
		}
		for _, l := range c.links {
			if from, to := l.from.block, l.to.block; from != to {
				d := l.from.dy + l.shift() - l.to.dy
				// An item is centred on its inputs, and they follow it as far as they can. But leaves do not pull an
				// item off its main line, and a long wire stays level.
				ahead, back := 8.0, 1.0
				if l.from.role == leaf && l.to.main >= 0 {
					ahead = 0.01
				}
				if l.from.role == bend {
					back = 0.01
				}
				to.pulls = append(to.pulls, pull{from, d, ahead})
				from.pulls = append(from.pulls, pull{to, -d, back})
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
