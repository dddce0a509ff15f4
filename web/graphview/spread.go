package graphview

// spread sets the x of all items, column by column. After each column there is room for the labels of the wires that
// begin in it, where all wires are level, and then room for curves. So labels never touch curves or items.
func spread(g *group, wide int) {
	if len(g.columns) == 0 {
		g.w = wide
		return
	}
	left, right := g.widths(wide)
	x := left
	for i := range g.columns {
		c := &g.columns[i]
		c.x = x
		for _, it := range c.items {
			switch it.role {
			case leaf: // next to its use
				it.x = x + c.w - it.w
			case output:
				it.x = x
			default:
				it.x = x + (c.w-it.w)/2
			}
		}
		x += c.w + c.labels + c.curves
	}
	g.w = x + right
}

// widths measures the columns and returns the margins on both sides, which are 0 where wires enter or leave. If the sum
// is less than the required width, the rest is added to both margins.
func (g *group) widths(wide int) (left, right int) {
	last := len(g.columns) - 1
	open := g.columns[0].items[0].role != entry
	shut := g.columns[last].items[0].role != exit
	if g.scope != "" && open {
		left = framePad
	}
	if g.scope != "" && shut {
		right = framePad
	}
	total := left + right
	for i := range g.columns {
		c := &g.columns[i]
		c.measure()
		total += c.w + c.labels + c.curves
	}
	more := max(wide-total, 0)
	if open || last == 0 {
		left += more / 2
	} else {
		g.columns[0].curves += more / 2
	}
	if shut || last == 0 {
		right += more - more/2
	} else {
		g.columns[last-1].curves += more - more/2
	}
	return left, right
}

func (c *column) measure() {
	for _, it := range c.items {
		c.w = max(c.w, it.w)
		for _, p := range it.outs {
			if l := p.wire.label; l != nil && it.role != bend {
				c.labels = max(c.labels, l.w+2*gapLabel)
			}
		}
	}
	c.w += c.w % 2
	steep := 0
	for _, l := range c.links {
		steep = max(steep, abs(l.toY()-l.fromY()))
	}
	switch {
	case len(c.links) == 0:
	case steep > 0:
		c.curves = min(30+steep/6, 90)
	case c.labels > 0:
		c.curves = headLength + 1
	default:
		c.curves = 2 * framePad
	}
}
