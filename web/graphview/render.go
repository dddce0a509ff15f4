package graphview

// renderer turns an arranged scene into elements.
type renderer struct {
	*scene
	id       string
	selected map[int]bool
	work     work
}

// An empty graph is a line of text in a picture of this size.
const emptyWidth, emptyHeight = 320, 96

func render(s *scene) *Element {
	r := &renderer{scene: s, id: s.view.prefix(), selected: map[int]bool{}, work: s.work()}
	for _, n := range s.view.Selected {
		r.selected[n] = true
	}
	w, h := turn(s.root.w+2*margin, s.root.h+2*margin, s.view.Down)
	var content []*Element
	if len(s.graph.Nodes) == 0 {
		w, h = emptyWidth, emptyHeight
		content = append(content, text("gv-empty", w/2, h/2+4, "Nothing has been computed yet."))
	} else {
		content = r.group(s.root, margin, margin)
	}
	class := s.view.Moment.class()
	if s.view.Down {
		class += " gv-down"
	}
	root := el("svg", "class", class, "viewBox", "0 0 "+itoa(w)+" "+itoa(h), "width", itoa(w), "height",
		itoa(h),
		"role", "group", "aria-label", s.summary())
	return root.add(content...)
}

// turn returns where a place of the layout is in the picture.
func (r *renderer) turn(x, y int) (int, int) { return turn(x, y, r.view.Down) }

// area is where an item is in the picture: its left, its top, its width and its height.
func (r *renderer) area(it *item, ox, oy int) (x, y, w, h int) {
	x, y = r.turn(ox+it.x, oy+it.y-it.h/2)
	w, h = r.turn(it.w, it.h)
	return x, y, w, h
}

// group draws items and wires from left to right, which is also the order of the Tab key.
func (r *renderer) group(g *group, ox, oy int) []*Element {
	var els []*Element
	for i := range g.columns {
		for _, it := range g.columns[i].items {
			switch it.role {
			case leaf:
				els = append(els, r.leaf(it, ox, oy))
			case op:
				els = append(els, r.op(it, ox, oy))
			case box:
				els = append(els, r.box(it, ox, oy))
			case frame:
				els = append(els, r.frame(it, ox, oy))
			case output:
				if it.title != "" {
					x, y, w, h := r.area(it, ox, oy)
					at := x + leafPad
					if r.view.Down {
						at = x + w/2
					}
					e := el("g", "class", "gv-output").add(text("", at, y+h/2+5, it.title))
					els = append(els, titled(e, it))
				}
			}
		}
		for _, it := range g.columns[i].items {
			if it.role == bend {
				continue
			}
			for _, p := range it.outs {
				els = append(els, r.wire(p.wire, g, ox, oy))
			}
		}
	}
	return els
}

func (r *renderer) class(names string, node int) string {
	if r.selected[node] {
		return names + " gv-selected"
	}
	return names
}

// itemClass returns class, marked if the item is at work.
func (r *renderer) itemClass(names string, it *item) string {
	if r.work.at(it) {
		names += " gv-now"
	}
	if it.role == leaf || it.role == op {
		return r.class(names, it.node)
	}
	return names
}

// button makes a group of elements to which a page can attach a handler.
func (r *renderer) button(class, id, data, value, label string, more ...string) *Element {
	e := el("g", "class", class, "id", r.id+id, data, value, "role", "button", "tabindex", "0", "aria-label", label)
	for i := 0; i < len(more); i += 2 {
		e.Attrs = append(e.Attrs, Attr{more[i], more[i+1]})
	}
	return e
}

func (r *renderer) pressed(node int) []string {
	if r.selected[node] {
		return []string{"aria-pressed", "true"}
	}
	return []string{"aria-pressed", "false"}
}

func text(class string, x, y int, s string) *Element {
	e := el("text", "x", itoa(x), "y", itoa(y)).say(s)
	if class != "" {
		e.Attrs = append([]Attr{{"class", class}}, e.Attrs...)
	}
	return e
}

func span(class, s string) *Element {
	if class == "" {
		return el("tspan").say(s)
	}
	return el("tspan", "class", class).say(s)
}

// titled adds the whole text if the shown one is shortened.
func titled(e *Element, it *item) *Element {
	if it.full != "" {
		e.Children = append([]*Element{el("title").say(it.full)}, e.Children...)
	}
	return e
}

func (r *renderer) leaf(it *item, ox, oy int) *Element {
	x, y, w, h := r.area(it, ox, oy)
	class := "gv-node gv-leaf"
	if isNumber(&r.graph.Nodes[it.node]) {
		class += " gv-number"
	}
	e := r.button(r.itemClass(class, it), it.id(), "data-node", itoa(it.node), r.brief(it.node),
		r.pressed(it.node)...)
	at := x + w - leafPad
	if r.view.Down {
		at = x + w/2
	}
	return titled(e.add(rect("gv-area", x, y, w, h, 4), text("", at, y+h/2+5, it.title)), it)
}

func rect(class string, x, y, w, h, rx int) *Element {
	return el("rect", "class", class, "x", itoa(x), "y", itoa(y), "width", itoa(w), "height", itoa(h), "rx", itoa(rx))
}

func (r *renderer) op(it *item, ox, oy int) *Element {
	x, y, w, h := r.area(it, ox, oy)
	e := r.button(r.itemClass("gv-node gv-op", it), it.id(), "data-node", itoa(it.node), r.brief(it.node),
		r.pressed(it.node)...)
	e.add(rect("gv-shape-box", x, y, w, h, radius))
	x, y = x+w/2, y+h/2
	class, drop := "gv-symbol", 6 // from the middle to the baseline
	if _, size := symbol(it.kind); size == sizeWord {
		class, drop = "gv-word", 4
	}
	if it.title == "·" { // its size does not depend on the font
		return e.add(el("circle", "class", "gv-dot", "cx", itoa(x), "cy", itoa(y), "r", "2.5"))
	}
	return titled(e.add(text(class, x, y+drop, it.title)), it)
}

func (r *renderer) box(it *item, ox, oy int) *Element {
	x, top, w, h := r.area(it, ox, oy)
	e := r.button(r.itemClass("gv-box", it), it.id(), "data-scope", it.scope, r.boxWords(it),
		"aria-expanded", "false")
	e.add(rect("gv-shape-box", x, top, w, h, 6))
	y := top + h/2 - it.textHeight()/2 + boxTitle - 2
	e.add(sign(x+boxPadX, y-5, false))
	x += boxPadX + signWidth
	for i, t := range it.titles {
		if i > 0 {
			y += boxTitle
		}
		e.add(text("gv-title", x, y, t))
	}
	for _, l := range it.lines {
		y += boxLine
		t := text("gv-param", x, y, "")
		if l.name != "" {
			t.add(span("gv-name", l.name+space))
		}
		e.add(t.add(span("", l.rest)))
	}
	return titled(e, it)
}

// sign is the triangle of folding: it points at the title, or down at what is shown.
func sign(x, y int, unfolded bool) *Element {
	var p path
	fx, fy := float64(x), float64(y)
	if unfolded {
		p.op('M', fx, fy-2)
		p.op('l', 3.5, 4, 3.5, -4)
	} else {
		p.op('M', fx+1.5, fy-3.5)
		p.op('l', 4, 3.5, -4, 3.5)
	}
	return el("path", "class", "gv-fold-sign", "d", string(p.b))
}

func (r *renderer) frame(it *item, ox, oy int) *Element {
	x, top, wide, high := r.area(it, ox, oy)
	e := el("g", "class", r.itemClass("gv-frame", it), "role", "group", "aria-label", it.name())
	e.add(rect("gv-shape-box", x, top, wide, high, 6))
	head := r.button("gv-fold", it.id(), "data-scope", it.scope, r.boxWords(it),
		"aria-expanded", "true")
	w := titleWidth(it.title)
	head.add(rect("gv-area", x+4, top+4, w+signWidth+2*boxPadX-8, frameTitle-6, 4), sign(x+boxPadX, top+14, true))
	head.add(text("gv-title", x+boxPadX+signWidth, top+19, it.title))
	e.add(titled(head, it))
	dx, dy := it.within()
	return e.add(r.group(it.body, ox+it.x+dx, oy+it.y+dy)...)
}

func (r *renderer) wire(w *wire, g *group, ox, oy int) *Element {
	d := draw(w.links, g, ox, oy)
	class := r.class("gv-edge", w.value)
	var e *Element
	if w.label != nil {
		e = r.button(class, "-e"+itoa(w.value), "data-edge", itoa(w.value), r.wireWords(w), r.pressed(w.value)...)
	} else { // a part of a wire whose label is elsewhere
		e = el("g", "class", class, "data-edge", itoa(w.value), "aria-hidden", "true")
	}
	e.add(el("path", "class", "gv-hit", "d", string(d.line.b)))
	r.flow(w.value, d, e)
	e.add(el("path", "class", "gv-line", "d", string(d.line.b)))
	if len(d.heads.b) > 0 {
		e.add(el("path", "class", "gv-head", "d", string(d.heads.b)))
	}
	if links := r.work.links(w); len(links) > 0 {
		now := draw(links, g, ox, oy)
		e.add(el("path", "class", "gv-line-now", "d", string(now.line.b)))
		if len(now.heads.b) > 0 {
			e.add(el("path", "class", "gv-head-now", "d", string(now.heads.b)))
		}
	}
	for _, f := range d.forks {
		e.add(el("circle", "class", "gv-fork", "cx", itoa(f[0]), "cy", itoa(f[1]), "r", "2.5"))
	}
	if w.label != nil {
		c := &g.columns[w.from.column]
		x, y := r.turn(ox+c.x+c.w+c.labels/2, oy+w.from.y+w.from.outs[w.out].dy)
		r.label(w, e, w.label.spots(x, y))
	}
	return e
}

// label adds the rows of a wire's label to the wire.
func (r *renderer) label(w *wire, e *Element, at spots) {
	l, m := w.label, r.view.Moment
	if exact := r.exact(w.value); exact != "" {
		e.Children = append([]*Element{el("title").say(exact)}, e.Children...)
	}
	if l.head() != "" {
		e.add(l.heading(at.head))
	}
	if l.picture != nil {
		r.pictures(w, e, at)
		return
	}
	if f := l.forward; f.number != "" && !m.noValue(w.value) {
		e.add(f.draw(r.work.fresh("gv-forward", w.value, false), at.forward, "", " "+at.forth))
	}
	switch f := l.backward; {
	case f.number == "":
	case m.asked(w.value):
		e.add(at.asked())
	case !m.noGrad(w.value) && !r.view.Growing:
		e.add(f.draw(r.work.fresh("gv-backward", w.value, true), at.backward, at.back+" ", ""))
	}
}

// heading is the name and the shape of a label.
func (l *label) heading(at spot) *Element {
	t := text("gv-shape", at.x, at.y, "")
	if l.name != "" {
		name := l.name
		if l.shape != "" {
			name += space
		}
		t.add(span("gv-name", name))
	}
	if l.shape != "" {
		t.add(span("", l.shape))
	}
	return t
}

func (f figure) draw(class string, at spot, before, after string) *Element {
	t := text(class, at.x, at.y, before)
	if f.word == "" {
		return t.say(before + f.number + after)
	}
	return t.add(span("gv-stat", f.word+" "), span("", f.number+after))
}
