package plot

import (
	"math"
	"strings"

	"github.com/inkgrad/inkgrad/web/graphview"
)

// Function is a small plot of a function of one variable: its curve, straight lines that touch or cut it, dots and
// marks on it. The vertical axis has room for the curve; a line ends where the plot does.
type Function struct {
	Width, Height float64
	// Curve is the function, from the smallest X to the largest. A point that is not finite is left out.
	Curve []Point
	// Straight are lines, Dots dots and Marks marks, in the order in which they are drawn.
	Straight []Straight
	Dots     []FunctionDot
	Marks    []Mark
	// X and Y name the axes.
	X, Y string
}

// Straight is the line through At with that slope.
type Straight struct {
	Class string
	At    Point
	Slope float64
}

// FunctionDot is a dot at At of that radius, in pixels.
type FunctionDot struct {
	Class  string
	At     Point
	Radius float64
}

// The edges of a Function: room for the numbers and the names of the axes.
const (
	functionLeft, functionRight = 66, 12
	functionUp, functionDown    = 20, 36
)

// ValueAt returns the X at so many pixels from the left of the plot.
func (f Function) ValueAt(px float64) float64 {
	from, to := f.ends()
	return from + (px-functionLeft)/(f.Width-functionLeft-functionRight)*(to-from)
}

// Inset is how far the axis of X begins from the left of the plot, and how far it ends from its right, as parts of its
// width.
func (f Function) Inset() (left, right float64) {
	return functionLeft / f.Width, functionRight / f.Width
}

func (f Function) ends() (from, to float64) {
	if len(f.Curve) == 0 {
		return 0, 1
	}
	return f.Curve[0].X, f.Curve[len(f.Curve)-1].X
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// bounds are those of the vertical axis: of the curve, and somewhat more. A curve that is flat but for rounding is to
// look flat.
func (f Function) bounds() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range f.Curve {
		if finite(p.Y) {
			low, high = min(low, p.Y), max(high, p.Y)
		}
	}
	if low > high {
		return 0, 1
	}
	room := (high - low) / 8
	if most := max(1e-3, math.Abs(high)); high-low < 1e-9*most {
		room = most / 10
	}
	return low - room, high + room
}

// Draw returns a picture of the plot, for which words stand.
func (f Function) Draw(words string) *graphview.Element {
	root := graphview.NewElement("svg", "class", "plot", "role", "img", "aria-label", words, "viewBox",
		"0 0 "+graphview.Px(f.Width)+" "+graphview.Px(f.Height))
	add := func(text, tag string, attrs ...string) {
		e := graphview.NewElement(tag, attrs...)
		e.Text = text
		root.Children = append(root.Children, e)
	}
	left, right, up, down := float64(functionLeft), f.Width-functionRight, float64(functionUp), f.Height-functionDown
	from, to := f.ends()
	low, high := f.bounds()
	x := func(v float64) float64 { return left + (v-from)/(to-from)*(right-left) }
	y := func(v float64) float64 { return down - (v-low)/(high-low)*(down-up) }
	move := func(px, py float64) string { return graphview.Px(px) + " " + graphview.Px(py) }
	for _, t := range f.ticks(low, high, 3) {
		add("", "path", "class", "grid", "d", "M"+move(left, y(t.At))+"H"+graphview.Px(right))
		add(t.Text, "text", "class", "tick tick-y", "x", graphview.Px(left-6), "y", graphview.Px(y(t.At)+4))
	}
	add("", "path", "class", "axis", "d", "M"+move(left, down)+"H"+graphview.Px(right))
	for _, t := range f.ticks(from, to, 4) {
		add("", "path", "class", "axis", "d", "M"+move(x(t.At), down)+"v4")
		add(t.Text, "text", "class", "tick tick-x", "x", graphview.Px(x(t.At)), "y", graphview.Px(down+16))
	}
	add(f.Y, "text", "class", "tick tick-low", "x", "0", "y", graphview.Px(up-6))
	add(f.X, "text", "class", "tick tick-name", "x", graphview.Px(right), "y", graphview.Px(f.Height-4))
	for _, l := range f.Straight {
		if x1, x2, ok := within(l, from, to, low, high); ok {
			at := func(v float64) string { return move(x(v), y(l.At.Y+l.Slope*(v-l.At.X))) }
			add("", "path", "class", l.Class, "d", "M"+at(x1)+"L"+at(x2))
		}
	}
	var path strings.Builder
	sign := "M"
	for _, p := range f.Curve {
		if !finite(p.Y) {
			sign = "M"
			continue
		}
		path.WriteString(sign + move(x(p.X), y(p.Y)))
		sign = "L"
	}
	add("", "path", "class", "function-curve", "d", path.String())
	for _, m := range f.Marks {
		add("", "path", "class", "function-mark", "d", "M"+move(x(m.X), down-6)+"v12")
		if m.Text != "" {
			add(m.Text, "text", "class", "tick tick-x function-mark-text", "x", graphview.Px(x(m.X)), "y",
				graphview.Px(down-10))
		}
	}
	for _, d := range f.Dots {
		if d.At.X >= from && d.At.X <= to && d.At.Y >= low && d.At.Y <= high {
			add("", "circle", "class", d.Class, "cx", graphview.Px(x(d.At.X)), "cy", graphview.Px(y(d.At.Y)), "r",
				graphview.Px(d.Radius))
		}
	}
	return root
}

// ticks are about n round numbers from low to high, with as many digits as tell them apart.
func (f Function) ticks(low, high float64, n int) []Tick {
	var all []Tick
	at := ticks(low, high, n)
	for _, v := range at {
		digits := 3
		if len(at) > 1 && v != 0 {
			step := at[1] - at[0]
			digits = min(8, max(2, int(math.Floor(math.Log10(math.Abs(v))))-int(math.Floor(math.Log10(step)))+2))
		}
		all = append(all, Tick{v, graphview.Format(v, digits)})
	}
	return all
}

// within returns between which X a line is in the plot, if it is at all.
func within(l Straight, from, to, low, high float64) (x1, x2 float64, ok bool) {
	if !finite(l.Slope) || !finite(l.At.Y) {
		return 0, 0, false
	}
	x1, x2 = from, to
	if l.Slope != 0 {
		a, b := l.At.X+(low-l.At.Y)/l.Slope, l.At.X+(high-l.At.Y)/l.Slope
		x1, x2 = max(x1, min(a, b)), min(x2, max(a, b))
		return x1, x2, x1 < x2
	}
	return x1, x2, l.At.Y >= low && l.At.Y <= high
}
