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

// beside adds a label to a wire that runs down at x. Its middle is at y.
func (r *renderer) beside(w *wire, e *Element, x, y int) {
	l, m := w.label, r.view.Moment
	left, right, base := x-gapBeside, x+gapBeside, y-l.w/2
	if l.head() != "" {
		base += rowHeight
		e.add(l.heading(left, base-4))
	}
	if l.picture != nil {
		r.pictures(w, e, x, base)
		return
	}
	base += rowHeight - 4
	if f := l.forward; f.number != "" && !m.noValue(w.value) {
		e.add(f.draw(r.work.fresh("gv-forward", w.value, false), left, base, "", " ↓"))
	}
	switch f := l.backward; {
	case f.number == "":
	case m.asked(w.value):
		e.add(text("gv-backward gv-asked", right, base, "↑ ?"))
	case !m.noGrad(w.value) && !r.view.Growing:
		e.add(f.draw(r.work.fresh("gv-backward", w.value, true), right, base, "↑ ", ""))
	}
}
