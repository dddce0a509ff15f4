package plot

import (
	"cmp"
	"math"
	"slices"

	"github.com/inkgrad/inkgrad/web/phrase"
)

// Reading is the point of a series that is nearest to the step at which a Chart is read.
type Reading struct {
	// Name, Title and Class are the series'; the Title is the Name where it has none.
	Name, Title, Class string
	At                 Point
	// Since is the first step of which At is a mean, or the step of At. End is the last step of the series.
	Since, End float64
}

// Readings returns what the lines say at the step c.Read, in the order in which they are to be told: as drawn, but the
// last first. A line that does not reach there says nothing.
func (c Chart) Readings() []Reading {
	var found []Reading
	for _, s := range slices.Backward(c.Series) {
		if s.Name == "" || c.Read == nil {
			continue
		}
		i, ok := nearest(s.Points, *c.Read, (c.To-c.From)/100)
		if !ok {
			continue
		}
		r := Reading{Name: s.Name, Title: cmp.Or(s.Title, s.Name), Class: s.Class}
		if s.Means && s.Points[i].X < *c.Read && i+1 < len(s.Points) {
			i++ // the step is among those of the next point
		}
		r.At, r.Since, r.End = s.Points[i], s.Points[i].X, s.Points[len(s.Points)-1].X
		if s.Means && i > 0 {
			r.Since = s.Points[i-1].X + 1
		}
		found = append(found, r)
	}
	return found
}

// Where says at which steps a Reading was measured, or nothing where that is the step at which the chart is read.
func (c Chart) Where(r Reading) string {
	switch {
	case r.Since < r.At.X:
		return "mean of steps " + phrase.Grouped(int(r.Since)) + " to " + phrase.Grouped(int(r.At.X))
	case r.At.X != *c.Read && r.At.X != r.End || *c.Read < r.At.X:
		return "at " + c.Place(r.At.X)
	}
	return ""
}

// ReadPlace is Place of the step at which the chart is read, or, where the lines that say something have ended before
// it, of the last step of theirs.
func (c Chart) ReadPlace(readings []Reading) string {
	step := *c.Read
	if len(readings) > 0 {
		step = min(step, slices.MaxFunc(readings, func(a, b Reading) int { return cmp.Compare(a.End, b.End) }).End)
	}
	return c.Place(step)
}

// Place says which step that is, and which epoch: step 1,200, epoch 2.
func (c Chart) Place(step float64) string {
	text := "step " + phrase.Grouped(int(step))
	if c.Epoch > 0 {
		text += ", epoch " + phrase.Epochs(step/c.Epoch)
	}
	return text
}

// nearest returns the index of the point that is nearest to x; false where x is further than slack beyond both ends.
func nearest(points []Point, x, slack float64) (int, bool) {
	n := len(points)
	if n == 0 || x < points[0].X-slack || x > points[n-1].X+slack {
		return 0, false
	}
	i, _ := slices.BinarySearchFunc(points, x, func(p Point, x float64) int { return cmp.Compare(p.X, x) })
	if i == n || i > 0 && x-points[i-1].X < points[i].X-x {
		i--
	}
	return i, true
}

// StepAt returns the whole step at a place from the left, in CSS pixels: the inverse of what Layout does.
func (c Chart) StepAt(px float64) float64 {
	to := max(c.To, c.From+1)
	part := min(1, max(0, (px-leftMargin)/(c.right()-leftMargin)))
	if c.LogSteps {
		from := math.Log1p(c.From)
		return math.Round(math.Expm1(from + part*(math.Log1p(to)-from)))
	}
	return math.Round(c.From + part*(to-c.From))
}

// Longest returns the points of the named series that has most of them: a key goes from one to the next.
func (c Chart) Longest() []Point {
	var most []Point
	for _, s := range c.Series {
		if s.Name != "" && len(s.Points) >= len(most) {
			most = s.Points
		}
	}
	return most
}

// readPage is how many points the keys PageUp and PageDown go on by.
const readPage = 10

// KeyStep returns the step that a key leads to from the one that is read; false for other keys, and where there are no
// points.
func (c Chart) KeyStep(key string) (step float64, ok bool) {
	points := c.Longest()
	if len(points) == 0 {
		return 0, false
	}
	last := len(points) - 1
	i := last
	if c.Read != nil {
		i, _ = nearest(points, *c.Read, math.Inf(1))
	}
	switch key {
	case "ArrowLeft", "ArrowDown":
		i--
	case "ArrowRight", "ArrowUp":
		i++
	case "PageDown":
		i -= readPage
	case "PageUp":
		i += readPage
	case "Home":
		i = 0
	case "End":
		i = last
	default:
		return 0, false
	}
	return points[min(last, max(0, i))].X, true
}

// Smooth returns an exponential moving average of the points,
//
//	mₜ = β·mₜ₋₁ + (1−β)·yₜ,   ŷₜ = mₜ / (1−βᵗ)
//
// whose division takes away the pull of m₀ = 0 on the first values. β of 0 leaves them as they are.
//
// Source: Kingma and Ba, Adam (2015), section 3, where moments are corrected so.
func Smooth(points []Point, beta float64) []Point {
	smooth := make([]Point, len(points))
	m, weight := 0.0, 0.0
	for i, p := range points {
		m = beta*m + (1-beta)*p.Y
		weight = beta*weight + (1 - beta) // 1 − βᵗ
		smooth[i] = Point{X: p.X, Y: m / weight}
	}
	return smooth
}

// letterWidth is about the width of a letter of the labels at the end of lines.
const letterWidth = 7

// separate moves the labels of lines apart where they would cover each other, as far as there is room, and keeps them
// within the plot.
func separate(lines []Line, up, down float64) {
	order := make([]*Line, 0, len(lines))
	for i := range lines {
		if lines[i].Text != "" {
			order = append(order, &lines[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *Line) int { return cmp.Compare(a.Y, b.Y) })
	gap := lineHeight + 0.0
	if n := len(order); n > 1 {
		gap = min(gap, (down-up)/float64(n-1))
	}
	cover := func(a, b *Line) bool {
		if b.X < a.X {
			a, b = b, a
		}
		return b.X-a.X < float64(letterWidth*len(a.Text))
	}
	for i, l := range order { // downwards, each below those before it
		for _, before := range order[:i] {
			if cover(before, l) {
				l.Y = max(l.Y, before.Y+gap)
			}
		}
	}
	for i, l := range slices.Backward(order) { // and back up, where that went too far
		l.Y = min(l.Y, down)
		for _, after := range order[i+1:] {
			if cover(l, after) {
				l.Y = min(l.Y, after.Y-gap)
			}
		}
		l.Y = max(l.Y, up)
	}
}
