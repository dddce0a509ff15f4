package graphview

// sizeOp makes a circle, or a pill if the text needs more room.
func sizeOp(it *item, turned bool) {
	wide := 2 * radius
	if _, size := symbol(it.kind); size == sizeWord {
		if w := textWidth(it.title, size); w > 2*radius-6 {
			wide = w + 20
		}
	}
	it.w, it.h = turn(wide, 2*radius, turned)
	n := len(it.ins)
	reach := 9
	if it.w != it.h { // a pill has room for any number of ports
		it.h = max(it.h, (n+1)*portStep)
		reach = max(reach, portStep*(n-1)/2)
	}
	for i := range it.ins {
		it.ins[i].dy = portAt(i, n, it.main, reach)
	}
	spaceOuts(it)
}

// aim moves the ports of a circle, once all y are known, towards the origins of their links. They stay in the order of
// operands.
func aim(it *item) {
	const reach, apart, most = 11.3, 5, 4 // 45° from the middle
	n := len(it.ins)
	if it.role != op || it.w != it.h || n < 2 || n > most || it.double {
		return
	}
	var want [most]float64
	for i, l := range it.into {
		want[i] = max(min(0.4*float64(l.fromY()-it.y), reach), -reach)
	}
	if m := it.main; m >= 0 {
		want[m] = 0
		for i := m + 1; i < n; i++ {
			want[i] = max(want[i], want[i-1]+apart)
		}
		for i := m - 1; i >= 0; i-- {
			want[i] = min(want[i], want[i+1]-apart)
		}
	} else {
		for i := 1; i < n; i++ {
			if low := want[i-1] + apart; want[i] < low {
				push := (low - want[i]) / 2
				want[i] += push
				for j := range i {
					want[j] -= push
				}
			}
		}
	}
	for i := range it.ins {
		it.ins[i].dy = int(max(min(want[i], radius-2), 2-radius))
	}
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

// spaceOuts sets the ports on the right of an item so that their labels do not touch.
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
	boxPadX   = 14
	boxPadY   = 11
	boxTitle  = 14 // height of the title's line
	boxLine   = 15 // height of a parameter's line
	signWidth = 14 // the sign of folding and the space behind it
)

// sizeBox makes a folded scope large enough for its title, its parameters and its ports.
func sizeBox(it *item, turned bool) {
	it.titles = wrapTitle(it.title)
	w := 0
	for _, t := range it.titles {
		w = max(w, titleWidth(t))
	}
	for _, l := range it.lines {
		w = max(w, l.width())
	}
	it.w, it.h = turn(signWidth+w+2*boxPadX, 2*boxPadY+it.textHeight(), turned)
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

// textHeight is the height of a box's text.
func (it *item) textHeight() int { return boxTitle*len(it.titles) + boxLine*len(it.lines) }

// wrapTitle breaks a long title of several words, as in SoftmaxWithLoss, into two lines that are about as long.
func wrapTitle(title string) []string {
	const long = 90
	whole := titleWidth(title)
	if whole <= long {
		return []string{title}
	}
	at, least := 0, whole
	for i, r := range title {
		if i > 0 && r >= 'A' && r <= 'Z' {
			if w := max(titleWidth(title[:i]), titleWidth(title[i:])); w < least {
				at, least = i, w
			}
		}
	}
	if at == 0 {
		return []string{title}
	}
	return []string{title[:at], title[at:]}
}

func abs(n int) int { return max(n, -n) }

// sizeFrame puts a frame around its body and its ports where the wires cross it.
func sizeFrame(it *item) {
	b := it.body
	if b.turned {
		it.w, it.h = frameTitle+b.w, it.inset()+b.h+framePad
	} else {
		it.w, it.h = b.w, frameTitle+b.h+framePad
	}
	it.h += it.h % 2
	_, top := it.within()
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

// within is where the body of a frame begins, from the middle of the frame's left side.
func (it *item) within() (x, y int) {
	if it.body.turned {
		return frameTitle, it.inset() - it.h/2
	}
	return 0, frameTitle - it.h/2
}

// inset is the room on the left of what is in a frame, where the computation runs down: no wire comes in through the
// heading.
func (it *item) inset() int {
	const gap = 10
	inset := framePad
	for _, inner := range it.body.items {
		if inner.role == entry {
			inset = max(inset, boxPadX+signWidth+titleWidth(it.title)+gap-inner.y)
		}
	}
	return inset
}

// mainInput returns the port of the input that the eye should follow straight into the item, or -1 if several have
// equal claims. It is the only one that is computed in the column before, or else the only one that is computed
// earlier, or else the only input of the network.
func mainInput(it *item) int {
	claim := func(l *link) int {
		switch {
		case l.wire.leaf == "" && l.from.role != bend:
			return 3
		case l.wire.leaf == "":
			return 2
		case l.wire.leaf == kindInput:
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
