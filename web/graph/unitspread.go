package graph

import (
	"math"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/unit"
	"github.com/inkgrad/inkgrad/web/widget"
)

// spread is a row of a picture of how the values of a unit are spread over images. At is the value of the image that is
// looked at.
type spread struct {
	unit.Spread
	name, by string
	at       float64
}

// batch shows the values of the unit over the images of the batch; of a BatchNormalization, before and after.
func (v *unitView) batch(u *unit.Unit) app.UI {
	words, marks, rows := "", "", batchSpreads(u)
	switch n := u.Normalization(); {
	case n != nil:
		words, marks = n.Words(), "Both rows have one axis. "
	case u.Images == 1:
		return app.P().Class("help unit-words").Text("The graph is of one image. The test images below show " +
			"how the value is spread.")
	case u.Mapped():
		marks = "Each image counts by its largest value in the map. "
	}
	body := app.Div()
	if !finite(rows) {
		return body.Body(app.P().Class("help unit-words").Text(words))
	}
	return body.Body(
		&widget.SVGBox{Class: "unit-svg", Tree: func() *graphview.Element {
			if u := v.Desk.State().Graph.Unit(); u != nil && len(batchSpreads(u)) > 0 {
				return drawSpreads(batchSpreads(u))
			}
			return graphview.NewElement("svg", "class", "plot")
		}},
		app.If(words != "", app.P().Class("help unit-words").Text(words)),
		app.P().Class("help").Text(marks+marksWords+phrase.Grouped(u.Image)+"."),
	)
}

// marksWords says what the marks of a picture are, up to the number of the image.
const marksWords = "The mark under a row is its mean, the bar one standard deviation to each side; values of exactly " +
	"0 are not drawn. The dashed line is image "

// batchSpreads has a row for the batch, or two for what a BatchNormalization makes of it; none of one image.
func batchSpreads(u *unit.Unit) []spread {
	if n := u.Normalization(); n != nil {
		by := "mean "
		if n.Running {
			by = "running mean "
		}
		return []spread{{n.Before, "before: x", by, n.Before.Values[u.Image]},
			{n.After, "after: γ x̂ + β", "mean ", n.After.Values[u.Image]}}
	}
	if u.Images < 2 {
		return nil
	}
	values := make([]float64, u.Images)
	for i := range values {
		values[i] = u.Strongest(i)
	}
	return []spread{{unit.SpreadOf(values), phrase.Grouped(u.Images) + " images of the batch", "mean ",
		values[u.Image]}}
}

func finite(rows []spread) bool {
	if len(rows) == 0 {
		return false
	}
	low, high := ends(rows)
	return !math.IsNaN(high-low) && !math.IsInf(high-low, 0)
}

// The picture of spreads: rows over one axis, of unitBins bars.
const (
	unitWidth, unitTall, unitRow = 420, 52, 84
	unitBins                     = 48
)

// drawSpreads draws how values are spread, a row for each list, over the same axis. Under each row are the mean and one
// standard deviation to each side, and a line is the image that is looked at.
func drawSpreads(rows []spread) *graphview.Element {
	height := len(rows)*unitRow + 18
	words := "The values of the unit over images, over one axis. "
	var children []*graphview.Element
	add := func(text, tag string, attrs ...string) {
		e := graphview.NewElement(tag, attrs...)
		e.Text = text
		children = append(children, e)
	}
	px := graphview.Px
	low, high := ends(rows)
	x := func(v float64) float64 { return 6 + (v-low)/(high-low)*(unitWidth-12) }
	for row, s := range rows {
		top, name := float64(row*unitRow), s.name
		line := top + unitTall + 12
		figures := s.by + graphview.Format(s.Mean, 3) + ", deviation " + graphview.Format(s.Deviation, 3)
		add(figures, "text", "class", "unit-figures", "x", px(unitWidth), "y", px(top+11))
		counts, most, zeros := bins(s.Values, low, high)
		if zeros > 0 {
			name += ", " + phrase.Grouped(zeros) + " at 0"
		}
		words += name + ": " + figures + ". "
		add(name, "text", "class", "unit-name", "x", "0", "y", px(top+11))
		for b, n := range counts {
			if n == 0 {
				continue
			}
			wide := (unitWidth - 12.0) / unitBins
			tall := max(2, float64(n)/float64(most)*(unitTall-14))
			add("", "rect", "class", "unit-bar", "x", px(6+float64(b)*wide), "y", px(line-tall), "width", px(wide-1),
				"height", px(tall))
		}
		add("", "path", "class", "axis", "d", "M0 "+px(line)+"H"+px(unitWidth))
		from, to := max(6, x(s.Mean-s.Deviation)), min(unitWidth-6, x(s.Mean+s.Deviation))
		add("", "path", "class", "unit-deviation", "d", "M"+px(from)+" "+px(line+6)+"H"+px(to))
		add("", "path", "class", "unit-mean", "d", "M"+px(x(s.Mean))+" "+px(line+1)+"v10")
		add("", "path", "class", "unit-image", "d", "M"+px(x(s.at))+" "+px(line)+"v-"+px(unitTall-10))
	}
	add(graphview.Format(low, 3), "text", "class", "tick tick-low", "x", "0", "y", px(float64(height-2)))
	add(graphview.Format(high, 3), "text", "class", "tick tick-y", "x", px(unitWidth), "y", px(float64(height-2)))
	if at := x(0); at > 50 && at < unitWidth-50 { // clear of the labels at the ends
		add("0", "text", "class", "tick tick-x", "x", px(at), "y", px(float64(height-2)))
	}
	root := graphview.NewElement("svg", "class", "plot unit-plot", "role", "img", "aria-label",
		words+"The image that is looked at has a line.",
		"viewBox", "0 0 "+px(unitWidth)+" "+px(float64(height)))
	root.Children = children
	return root
}

// ends are those of an axis that has all values and means.
func ends(rows []spread) (low, high float64) {
	low, high = rows[0].Mean, rows[0].Mean
	for _, s := range rows {
		for _, v := range append([]float64{s.Mean, s.at}, s.Values...) {
			low, high = min(low, v), max(high, v)
		}
	}
	if low == high {
		return low - 1, high + 1
	}
	return low, high
}

// bins counts values in equal parts of the axis. Those that are exactly 0, of which ReLU makes so many that all other
// bars would be flat, are in none.
func bins(values []float64, low, high float64) (counts [unitBins]int, most, zeros int) {
	for _, v := range values {
		if v == 0 {
			zeros++
			continue
		}
		b := min(unitBins-1, int((v-low)/(high-low)*unitBins))
		if b >= 0 {
			counts[b]++
			most = max(most, counts[b])
		}
	}
	return counts, most, zeros
}
