package graphview

import (
	"strconv"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
)

const (
	kindParam  = "Param"
	kindInput  = "Input"
	kindTarget = "Target"
)

// Widths at which names are cut, in pixels.
const (
	maxLeaf  = 150
	maxTitle = 170
)

// Significant digits: one follows a scalar by hand, while a statistic is an impression.
const (
	digitsScalar = 4
	digitsStat   = 3
)

// shorten is fit, but also returns the whole text if it was cut, else "".
func shorten(s string, size float64, width int) (text, full string) {
	text, cut := fit(s, size, width)
	if cut {
		return text, s
	}
	return text, ""
}

// leafName returns the label of a leaf: its name, or its number, or else its kind.
func leafName(n *snapshot.Node) string {
	switch {
	case n.Name != "":
		return n.Name
	case isNumber(n):
		return Format(n.Value.Data[0], digitsScalar)
	}
	return n.Kind
}

// isNumber reports whether a leaf is labelled with its value.
func isNumber(n *snapshot.Node) bool {
	return len(n.Inputs) == 0 && n.Name == "" && n.Value != nil && len(n.Value.Data) == 1
}

// space stands between a name and a shape.
const space = "  "

// label is what stands at a wire, from top to bottom: name and shape, the forward value, the line itself, the gradient.
type label struct {
	name, shape       string
	forward, backward figure
	picture           *grid // of value and gradient, instead of their numbers; nil for numbers
	turned            bool  // the wire runs down
	w, up, down       int   // the room that it needs: along the line, above and below it
}

// figure is a number and, if it is a statistic of a tensor, the word for it.
type figure struct{ word, number string }

// Baselines of the rows, from the line.
const (
	baseForward  = -6
	baseShape    = -20
	baseLow      = -6 // of the shape if there is no forward value
	baseBackward = 15
	rowSmall     = 10 // the height of letters above a baseline
	rowValue     = 11
	gapPicture   = 5 // between a picture and its line
)

func (s *scene) newLabel(value int) *label {
	n := &s.graph.Nodes[value]
	l := &label{turned: s.view.Down}
	if len(n.Inputs) > 0 {
		l.name, _ = fit(n.Name, sizeSmall, maxLeaf/2)
	}
	if !scalar(n.Shape) {
		l.shape = ShapeText(n.Shape)
	}
	st := s.statsOf(value)
	if !isNumber(n) { // which is written where the wire begins
		l.forward = valueFigure(n, st)
	}
	l.backward = newFigure(n.Grad, &st.grad, "norm", st.grad.Norm)
	if s.view.Pictures {
		l.picture = gridOf(n)
	}
	l.measure()
	return l
}

// newFigure sums up a tensor: a scalar by its value, one that is not finite by what it holds, any other by the given
// statistic.
func newFigure(t *snapshot.Tensor, st *snapshot.Stats, word string, v float64) figure {
	switch {
	case t == nil || len(t.Data) == 0:
		return figure{}
	case len(t.Data) == 1:
		return figure{number: Format(t.Data[0], digitsScalar)}
	case st.NaNs > 0:
		return figure{number: strconv.Itoa(st.NaNs) + " NaN"}
	case v != v: // +∞ and −∞ have no mean
		return figure{number: "±∞"}
	}
	return figure{word, formatFixed(v, digitsStat)}
}

// valueFigure sums up a node's value. Labels are no quantities: they have no mean.
func valueFigure(n *snapshot.Node, st *nodeStats) figure {
	if n.Kind == kindTarget && n.Value != nil && len(n.Value.Data) > 1 {
		return figure{}
	}
	return newFigure(n.Value, &st.value, "mean", st.value.Mean)
}

// width estimates the width of the row with its arrow.
func (f figure) width() int {
	w := textWidth(f.number+" →", sizeValue)
	if f.word != "" {
		w += textWidth(f.word+" ", sizeSmall)
	}
	return w
}

// usual is the room for any value that a figure may have while the network trains, so that the picture does not move.
func (f figure) usual() int {
	if f.word == "" {
		return figure{number: "0.8888"}.width()
	}
	return figure{"mean", "−0.00888"}.width()
}

func (l *label) head() string {
	if l.name != "" && l.shape != "" {
		return l.name + space + l.shape
	}
	return l.name + l.shape
}

func (l *label) measure() {
	l.w, l.up, l.down = 0, 0, 0
	if l.turned {
		l.measureBeside()
		return
	}
	if h := l.head(); h != "" {
		l.w = textWidth(h, sizeSmall)
		l.up = -baseLow + rowSmall
	}
	if l.picture != nil {
		w, h := l.picture.room()
		l.w = max(l.w, w)
		l.up, l.down = l.up+h+gapPicture, h+2*gapPicture
		return
	}
	if l.forward.number != "" {
		l.w = max(l.w, l.forward.width(), l.forward.usual())
		if l.up > 0 {
			l.up = -baseShape + rowSmall
		} else {
			l.up = -baseForward + rowValue
		}
	}
	if l.backward.number != "" {
		l.w = max(l.w, l.backward.width(), l.backward.usual())
		l.down = baseBackward + 3 // descenders
	}
}

// spot is a place in the picture.
type spot struct{ x, y int }

// spots are where a label has its rows, by their baselines, and its pictures, by the middles of their tops; and the
// arrows along the wire and against it.
type spots struct {
	head, forward, backward, value, grad spot
	forth, back                          string
}

// spots are those of a label around x, at a wire that is at y there.
func (l *label) spots(x, y int) spots {
	if l.turned {
		return l.spotsBeside(x, y)
	}
	s := spots{head: spot{x, y + baseLow}, forward: spot{x, y + baseForward}, backward: spot{x, y + baseBackward},
		forth: "→", back: "←"}
	switch {
	case l.picture != nil:
		_, h := l.picture.room()
		s.head.y = y + rowSmall - l.up
		s.value, s.grad = spot{x, y - gapPicture - h}, spot{x, y + 2*gapPicture}
	case l.forward.number != "":
		s.head.y = y + baseShape
	}
	return s
}

// asked stands in place of a gradient that the learner is to find.
func (s spots) asked() *Element {
	return text("gv-backward gv-asked", s.backward.x, s.backward.y, s.back+" ?")
}

// nodeStats are the statistics of a node's tensors.
type nodeStats struct {
	done        bool
	value, grad snapshot.Stats
}

func (s *scene) statsOf(node int) *nodeStats {
	st := &s.stats[node]
	if !st.done {
		st.done = true
		n := &s.graph.Nodes[node]
		if n.Value != nil {
			st.value = n.Value.Stats()
		}
		if n.Grad != nil {
			st.grad = n.Grad.Stats()
		}
	}
	return st
}

// line is a line of text in a box: a name and a shape, or a count.
type line struct{ name, rest string }

func (l line) width() int {
	w := textWidth(l.rest, sizeSmall)
	if l.name != "" {
		w += textWidth(l.name+space, sizeSmall)
	}
	return w
}

// paramLines names the parameters of a box, or counts them if they are many.
func (s *scene) paramLines(params []int) []line {
	const most = 3
	lines := make([]line, 0, most)
	if len(params) > most {
		count := 0
		for _, p := range params {
			count += snapshot.Len(s.graph.Nodes[p].Shape)
		}
		return append(lines, line{rest: grouped(count) + " parameters"},
			line{rest: "in " + strconv.Itoa(len(params)) + " tensors"})
	}
	for _, p := range params {
		n := &s.graph.Nodes[p]
		name, _ := fit(n.Name, sizeSmall, maxTitle/2)
		lines = append(lines, line{name, ShapeText(n.Shape)})
	}
	return lines
}
