package graphview

// sizeOp makes a circle, or a pill where the text needs more room.
func sizeOp(it *item) {
	it.w, it.h = 2*radius, 2*radius
	_, size := symbol(it.kind)
	if w := textWidth(it.title, size); size == sizeWord && w > 2*radius-6 {
		it.w = w + 20
	}
	const reach = 11 // of ports on a circle: 45° from the middle
	main, n := it.main, len(it.ins)
	step := reach
	if it.w > it.h { // a pill has room for any number of ports
		it.h = max(it.h, (n+1)*portStep)
		step = max(reach, portStep*(n-1)/2)
	}
	for i := range it.ins {
		it.ins[i].dy = portAt(i, n, main, step)
	}
	spaceOuts(it)
}

// portAt spreads n ports over ±reach, with the main one (if not negative) in the middle.
func portAt(i, n, main, reach int) int {
	switch {
	case n == 1:
		return 0
	case main < 0:
		return reach * (2*i - (n - 1)) / (n - 1)
	case i < main:
		return -reach * (main - i) / main
	case i > main:
		return reach * (i - main) / (n - 1 - main)
	}
	return 0
}

// spaceOuts sets the ports on the right of an item, so that their labels are clear of each other.
func spaceOuts(it *item) {
	at := 0
	for i := range it.outs {
		if i > 0 {
			at += labelDown(it.outs[i-1].wire) + gapRow/2 + labelUp(it.outs[i].wire)
		}
		it.outs[i].dy = at
	}
	for i := range it.outs {
		it.outs[i].dy -= at / 2
	}
}

func labelUp(w *wire) int {
	if w.label == nil {
		return gapWire
	}
	return w.label.up
}

func labelDown(w *wire) int {
	if w.label == nil {
		return gapWire
	}
	return w.label.down
}

const (
	boxPadX    = 14
	boxPadY    = 11
	boxTitle   = 14 // height of the title's line
	boxLine    = 15 // height of a parameter's line
	signWidth  = 14 // the sign of folding and the space behind it
	boxMinWide = 64
)

// sizeBox makes a folded scope large enough for its title, its parameters and its ports.
func sizeBox(it *item) {
	w := textWidth(it.title, sizeTitle) + signWidth
	for _, line := range it.lines {
		w = max(w, line.width())
	}
	it.w = max(boxMinWide, w+2*boxPadX)
	it.h = 2*boxPadY + boxTitle + boxLine*len(it.lines)
	spaceOuts(it)
	n, main := len(it.ins), it.main
	for i := range it.ins {
		it.ins[i].dy = portAt(i, n, main, portStep*(n-1))
		it.h = max(it.h, 2*(abs(it.ins[i].dy)+portStep))
	}
	for _, p := range it.outs {
		it.h = max(it.h, 2*(abs(p.dy)+portStep))
	}
	it.h += it.h % 2
}

func abs(n int) int { return max(n, -n) }

// sizeFrame puts a frame around its body and its ports where the wires cross it.
func sizeFrame(it *item) {
	b := it.body
	it.w = b.w
	it.h = frameTitle + b.h + framePad
	it.h += it.h % 2
	top := frameTitle - it.h/2 // of the body, from the middle
	at := func(ports []port, r role) {
		y := map[int]int{}
		for _, inner := range b.items {
			if inner.role == r {
				y[inner.node] = inner.y
			}
		}
		for i, p := range ports {
			ports[i].dy = top + y[p.wire.value]
		}
	}
	at(it.ins, entry)
	at(it.outs, exit)
}

// mainInput returns the port of the input that the eye should follow straight into the item, or -1 if several have equal claims:
// the only one computed in the column before; or else the only one computed before that; or else the only input of the network.
func mainInput(it *item) int {
	claim := func(l *link) int {
		from := l.wire.from
		switch {
		case from.role != leaf && l.from.role != bend:
			return 3
		case from.role != leaf:
			return 2
		case from.kind == kindInput:
			return 1
		}
		return 0
	}
	best, main, rivals := -1, -1, 0
	for i, l := range it.into {
		c := claim(l)
		switch {
		case c > best:
			best, main, rivals = c, i, 0
		case c == best:
			rivals++
		}
	}
	if rivals > 0 {
		return -1
	}
	return main
}

// oneInput reports whether the item takes one value several times and nothing else.
func oneInput(it *item) bool {
	for _, l := range it.into {
		if l.from != it.into[0].from || l.wire != it.into[0].wire {
			return false
		}
	}
	return len(it.into) > 1
}
