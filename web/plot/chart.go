package plot

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/web/phrase"
)

// Series is one line of a Chart.
type Series struct {
	// Name is written at the end of the line, with the last value unless Bare says otherwise; a line without a name is
	// not read from. Class is the style sheet's: colour and dashes.
	Name, Class string
	Bare        bool
	// Title is what words call the line, where Name is too short for that.
	Title string
	// Means says that a point is a mean over the steps since the one before, and Dots that the points are not joined by
	// a line, and have no label.
	Means, Dots bool
	Points      []Point
}

// Chart is a small plot of measurements over the steps of training.
type Chart struct {
	Width, Height float64
	// Room is that for the labels at the end of lines; 0 stands for rightMargin.
	Room   float64
	Series []Series
	// From and To bound the steps that there is room for.
	From, To float64
	// Top bounds the values where it is not 0; the data decides otherwise. Log asks for a logarithmic scale.
	Top float64
	Log bool
	// Floor is the least value that a logarithmic scale goes down to; 0 stands for 1e-6.
	Floor float64
	// LogSteps puts a step at the logarithm of 1 + step.
	LogSteps bool
	// Read, if not nil, is the step at which the lines are read.
	Read *float64
	// Decades says that steps and values are exponents of ten, for a log-log plot; then From may be right of To.
	Decades bool
	// Epoch is how many steps an epoch has; where it is not 0, the axis has epochs below the steps.
	Epoch float64
	// Axis names the horizontal axis, and Mark points at places on it, each with a text.
	Axis string
	Mark []Mark
	// Format writes a value at the end of a line, where there is to be one, and TickFormat one on the axis.
	Format, TickFormat func(float64) string
}

// Mark is a place on the horizontal axis of a Chart.
type Mark struct {
	X    float64
	Text string
}

// Plot is a Chart laid out: what to draw where, in CSS pixels, y downwards.
type Plot struct {
	// Left, Right, Up and Down are the edges of the area of the lines.
	Left, Right, Up, Down float64
	X, Y, Marks, Epochs   []Tick
	Lines                 []Line
	Axis                  string
	// Rule is where the lines are read, if Reading; Dots are there on the lines, and wherever a series has no line.
	Reading bool
	Rule    float64
	Dots    []Dot
}

// Dot is a point on a line of that class.
type Dot struct {
	Class string
	X, Y  float64
}

// Tick is a place on an axis and its label.
type Tick struct {
	At   float64
	Text string
}

// Line is a series: Path is the data of an SVG path, and Text stands to the right of its end, at X, Y.
type Line struct {
	Class, Path, Text string
	X, Y              float64
}

// Margins of a Plot: room for the labels at the left and below, and for those at the end of lines.
const (
	leftMargin, rightMargin = 38, 84
	upMargin, downMargin    = 10, 22
	lineHeight              = 15 // of the labels at the end of lines
	labelDepth              = 8  // of such a label below its middle, down to the axis
	epochHeight             = 14 // of the epochs below the steps
	tickWidth               = 54 // of a label on the horizontal axis, 100,000, with the space around it
)

// Layout places everything. A chart without measurements has its axes only.
func (c Chart) Layout() Plot {
	p := Plot{Left: leftMargin, Right: c.right(), Up: upMargin, Down: c.Height - downMargin, Axis: c.Axis}
	if c.Epoch > 0 {
		p.Down -= epochHeight
	}
	from, to := c.From, c.To
	if !c.Decades {
		to = max(to, from+1)
	}
	low, high := c.bounds()
	along := c.along()
	x := func(v float64) float64 {
		return p.Left + (along(v)-along(from))/(along(to)-along(from))*(p.Right-p.Left)
	}
	y := func(v float64) float64 { return p.Down - (v-low)/(high-low)*(p.Down-p.Up) }
	if c.Log {
		low, high = math.Log(low), math.Log(high)
		y = func(v float64) float64 { return p.Down - (math.Log(v)-low)/(high-low)*(p.Down-p.Up) }
	}
	within := func(v float64) float64 { return min(p.Down, max(p.Up, y(v))) }
	for _, v := range c.stepTicks(from, to, p.Right-p.Left) {
		p.X = append(p.X, Tick{x(v), c.stepText(v)})
	}
	if c.Epoch > 0 {
		for _, v := range c.stepTicks(from/c.Epoch, to/c.Epoch, p.Right-p.Left) {
			p.Epochs = append(p.Epochs, Tick{x(v * c.Epoch), c.stepText(v)})
		}
	}
	for _, m := range c.Mark {
		p.Marks = append(p.Marks, Tick{x(m.X), m.Text})
	}
	for _, v := range c.valueTicks(low, high) {
		p.Y = append(p.Y, Tick{y(v), c.TickFormat(v)})
	}
	for _, s := range c.Series {
		if s.Dots || len(s.Points) == 1 { // a line of one point cannot be seen
			for _, at := range s.Points {
				p.Dots = append(p.Dots, Dot{s.Class, x(at.X), within(at.Y)})
			}
		}
		if len(s.Points) == 0 || s.Dots {
			continue
		}
		last := s.Points[len(s.Points)-1]
		l := Line{Class: s.Class, Text: s.Name, X: x(last.X), Y: y(last.Y)}
		if c.Format != nil && !s.Bare && s.Name != "" {
			l.Text += " " + c.Format(last.Y)
		}
		l.Path, l.Y = path(s.Points, x, within), within(last.Y)
		p.Lines = append(p.Lines, l)
	}
	if c.Read != nil {
		p.Reading, p.Rule = true, min(p.Right, max(p.Left, x(*c.Read)))
		for _, r := range c.Readings() {
			p.Dots = append(p.Dots, Dot{r.Class, x(r.At.X), within(r.At.Y)})
		}
	}
	separate(p.Lines, p.Up, p.Down-labelDepth)
	return p
}

// OrWidth returns the chart with that width where its own leaves no room for lines: before the place for it is
// measured, it has none.
func (c Chart) OrWidth(width float64) Chart {
	if c.right() <= leftMargin {
		c.Width = width
	}
	return c
}

// right is where the area of the lines ends.
func (c Chart) right() float64 {
	if c.Room > 0 {
		return c.Width - c.Room
	}
	return c.Width - rightMargin
}

// bounds returns the lowest and the highest value that the vertical axis has room for.
func (c Chart) bounds() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range c.Series {
		for _, p := range s.Points {
			low, high = min(low, p.Y), max(high, p.Y)
		}
	}
	if c.Decades {
		if low > high {
			return -12, 0
		}
		return math.Floor(low), max(math.Floor(low)+1, math.Ceil(high))
	}
	if c.Log {
		if low > high {
			return 0.01, 10
		}
		least := c.Floor
		if least == 0 {
			least = 1e-6
		}
		floor := math.Pow(10, math.Floor(math.Log10(max(low, least))))
		return floor, max(10*floor, math.Pow(10, math.Ceil(math.Log10(max(high, least)))))
	}
	if low > high {
		return 0, max(1, c.Top)
	}
	if c.Top == 0 {
		return 0, NiceCeil(high)
	}
	// Of fractions near 1, the part that differs is shown: above half, three quarters, nine tenths.
	for _, floor := range []float64{0.9, 0.75, 0.5} {
		if low >= floor {
			return floor * c.Top, c.Top
		}
	}
	return 0, c.Top
}

// stepTicks returns the places on the horizontal axis, which is so wide.
func (c Chart) stepTicks(from, to, width float64) []float64 {
	if c.Decades {
		return decades(min(from, to), max(from, to), int(width/tickWidth))
	}
	if c.LogSteps {
		all := powers(to, int(width/tickWidth))
		if from == 0 {
			return all
		}
		// The axis begins at from, and what is written next has to have room.
		room := (math.Log1p(to) - math.Log1p(from)) * tickWidth / width
		return append([]float64{from}, slices.DeleteFunc(all, func(v float64) bool {
			return math.Log1p(v) < math.Log1p(from)+room
		})...)
	}
	all := ticks(from, to, min(4, max(1, int(width/tickWidth))))
	return slices.DeleteFunc(all, func(v float64) bool { return v != math.Trunc(v) })
}

func (c Chart) stepText(v float64) string {
	if c.Decades {
		return DecadeText(v)
	}
	return phrase.Grouped(int(v))
}

// decades returns the whole numbers from low to high, or every second, third, ... of them, so that there are at most n.
func decades(low, high float64, n int) []float64 {
	every := math.Ceil((high - low + 1) / float64(max(1, n)))
	var at []float64
	for v := math.Ceil(low/every) * every; v <= high; v += every {
		at = append(at, v+0) // + 0 makes 0 of −0
	}
	return at
}

// along returns how far to the right a step is, in any unit.
func (c Chart) along() func(float64) float64 {
	if c.LogSteps {
		return math.Log1p
	}
	return func(v float64) float64 { return v }
}

// powers returns 0 and every power of ten up to high, or every second, third, ... of them, so that there are at most n
// and the last is there.
func powers(high float64, n int) []float64 {
	last := int(math.Floor(math.Log10(max(1, high)) + 1e-9))
	every := last/max(1, n-1) + 1
	at := []float64{0}
	for e := last % every; e <= last; e += every {
		at = append(at, math.Pow(10, float64(e)))
	}
	return at
}

// TenText writes a power of ten as 1e-3.
func TenText(v float64) string { return DecadeText(math.Round(math.Log10(v))) }

// DecadeText writes 10 to the power of v.
func DecadeText(v float64) string { return "1e" + strings.Replace(strconv.Itoa(int(v)), "-", "−", 1) }

// valueTicks returns the places on the vertical axis; of a logarithmic one, low and high are logarithms.
func (c Chart) valueTicks(low, high float64) []float64 {
	if c.Decades {
		return decades(low, high, 6)
	}
	if !c.Log {
		return ticks(low, high, 3)
	}
	var at []float64
	first, last := int(math.Round(low/math.Ln10)), int(math.Round(high/math.Ln10))
	every := (last-first)/4 + 1
	for e := first; e <= last; e += every {
		at = append(at, math.Pow(10, float64(e)))
	}
	return at
}

// ticks returns round numbers from low to high, about n steps apart.
func ticks(low, high float64, n int) []float64 {
	step := NiceCeil((high - low) / float64(n))
	var at []float64
	for k := math.Ceil(low/step - 1e-9); k*step <= high+1e-9*step; k++ {
		at = append(at, k*step+0) // + 0 makes 0 of −0
	}
	return at
}

// NiceCeil returns the least of 1, 2, 2.5 and 5 times a power of ten that is not below v.
func NiceCeil(v float64) float64 {
	if v <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if v <= m*power*(1+1e-9) {
			return m * power
		}
	}
	return 10 * power
}

func path(points []Point, x, y func(float64) float64) string {
	var b strings.Builder
	for i, p := range points {
		if i == 0 {
			b.WriteByte('M')
		} else {
			b.WriteByte('L')
		}
		b.WriteString(strconv.FormatFloat(x(p.X), 'f', 1, 64))
		b.WriteByte(' ')
		b.WriteString(strconv.FormatFloat(y(p.Y), 'f', 1, 64))
	}
	return b.String()
}
