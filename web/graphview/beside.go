package graphview

// Where the computation runs down, a label stands beside its wire: on the left name and shape, and the value below
// them; on the right, level with the value, the gradient.

const (
	gapBeside = 7  // between a label and its line
	rowHeight = 15 // of a line of text, from baseline to baseline
)

// measureBeside is measure for a wire that runs down.
func (l *label) measureBeside() {
	if h := l.head(); h != "" {
		l.up = textWidth(h, sizeSmall)
		l.w = rowHeight
	}
	switch {
	case l.picture != nil:
		w, h := l.picture.room()
		l.up, l.down = max(l.up, w), w
		l.w += h
	default:
		if l.forward.number != "" {
			l.up = max(l.up, l.forward.width(), l.forward.usual())
		}
		if l.backward.number != "" {
			l.down = max(l.backward.width(), l.backward.usual())
		}
		if l.forward.number != "" || l.backward.number != "" {
			l.w += rowHeight
		}
	}
	if l.up > 0 {
		l.up += gapBeside
	}
	if l.down > 0 {
		l.down += gapBeside
	}
}

// spotsBeside is spots for a wire that runs down at x, with the label's middle at y.
func (l *label) spotsBeside(x, y int) spots {
	const toBase = rowHeight - 4 // from the top of a row to the baseline in it
	left, right, top := x-gapBeside, x+gapBeside, y-l.w/2
	s := spots{head: spot{left, top + toBase}, forth: "↓", back: "↑"}
	if l.head() != "" {
		top += rowHeight
	}
	s.forward, s.backward = spot{left, top + toBase}, spot{right, top + toBase}
	if l.picture != nil {
		w, _ := l.picture.room()
		s.value, s.grad = spot{left - w/2, top}, spot{right + w/2, top}
	}
	return s
}
