package graphview

import "math"

// clump is a set of blocks that would overlap at their desired places, and so move as one. Its y is the weighted mean
// of these places.
type clump struct {
	y, sum, weight float64
	members        []*block
	above          []border // the gaps at its upper side, and some that are inside it by now
}

type border struct {
	upper, lower *block
	d            float64
}

func (b *block) at() float64 { return b.clump.y + b.off }

// project moves all blocks, sorted from top to bottom, to places near their desired ones that keep every gap. It is the
// step "satisfy" of Dwyer, Marriott and Stuckey, Fast Node Overlap Removal (Graph Drawing 2005), who minimize squares.
// It returns the longest distance that a block has moved.
func project(sorted []*block) (moved float64) {
	for _, b := range sorted {
		c := &b.alone
		*c = clump{y: b.wish, sum: b.wish * b.weight, weight: b.weight, members: append(c.members[:0], b),
			above: c.above[:0]}
		b.clump, b.off = c, 0
		for _, a := range b.above {
			c.above = append(c.above, border{a.block, b, float64(a.d)})
		}
		for {
			worst, ok := c.worst()
			if !ok {
				break
			}
			c = merge(worst)
		}
	}
	for _, b := range sorted {
		y := b.at()
		moved = max(moved, math.Abs(y-b.y))
		b.y = y
	}
	return moved
}

// worst returns the gap above the clump that is violated most.
func (c *clump) worst() (border, bool) {
	var worst border
	short := 1e-9 // less is a rounding error
	kept := c.above[:0]
	for _, g := range c.above {
		if g.upper.clump == c {
			continue
		}
		kept = append(kept, g)
		if s := g.upper.at() + g.d - g.lower.at(); s > short {
			short, worst = s, g
		}
	}
	c.above = kept
	return worst, worst.upper != nil
}

// merge joins the two clumps at a gap, with exactly that gap between them. The larger one absorbs the other.
func merge(g border) *clump {
	into, other := g.upper.clump, g.lower.clump
	shift := g.upper.off + g.d - g.lower.off // of the other's members
	if len(other.members) > len(into.members) {
		into, other, shift = other, into, -shift
	}
	for _, b := range other.members {
		b.clump = into
		b.off += shift
	}
	into.members = append(into.members, other.members...)
	into.above = append(into.above, other.above...)
	into.sum += other.sum - float64(shift*other.weight)
	into.weight += other.weight
	into.y = into.sum / into.weight
	return into
}
