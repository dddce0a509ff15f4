package graph

import (
	"math"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// unit shows one unit of a BatchNormalization over the images of the batch, before and after.
func (i *inspector) unit(g *state.Graph) app.UI {
	u := g.Unit()
	if u == nil {
		return nil
	}
	low, high := ends(u.Before, u.After)
	finite := !math.IsNaN(high-low) && !math.IsInf(high-low, 0)
	title := "Unit " + phrase.Grouped(u.At)
	if u.Place != "" {
		title += ", at " + u.Place + ","
	}
	title += " before and after"
	if n := len(u.Before.Values); n > 1 {
		title += ", over " + phrase.Grouped(n) + " images"
	}
	return app.Section().Class("unit").Aria("labelledby", "unit-title").Body(
		app.Div().Class("outcome-head").Body(
			app.H4().ID("unit-title").Text(title),
			i.number("unit-at", "Unit", u.At, u.Units, (*state.Graph).WithUnit),
			i.number("unit-image", "Image", u.Image, len(u.Before.Values), (*state.Graph).WithImage),
		),
		app.If(finite, &widget.SVGBox{Class: "unit-svg", Tree: func() *graphview.Element {
			if u := i.Hub.State().Graph.Unit(); u != nil {
				return drawUnit(u)
			}
			return graphview.NewElement("svg", "class", "plot")
		}}),
		app.P().Class("help unit-words").Text(u.Words()),
		app.If(finite, app.P().Class("help").Text("Both rows have one axis. The mark under a row is its mean, the "+
			"bar one standard deviation to each side, and the dashed line image "+phrase.Grouped(u.Image)+".")),
	)
}

// The picture of a unit: two rows over one axis, of unitBins bars.
const (
	unitWidth, unitTall, unitRow = 420, 52, 84
	unitBins                     = 48
)

// drawUnit draws how the values of the unit are spread before and after, over the same axis. Under each row are the
// mean and one standard deviation to each side, and a line through both is the image that is looked at.
func drawUnit(u *state.Unit) *graphview.Element {
	const height = 2*unitRow + 18
	words := "The values of the unit over the batch, over one axis. "
	var children []*graphview.Element
	add := func(text, tag string, attrs ...string) {
		e := graphview.NewElement(tag, attrs...)
		e.Text = text
		children = append(children, e)
	}
	low, high := ends(u.Before, u.After)
	x := func(v float64) float64 { return 6 + (v-low)/(high-low)*(unitWidth-12) }
	before, after := "before: x", "after: γ x̂ + β"
	by := "mean "
	if u.Running {
		by = "running mean "
	}
	for row, s := range []struct {
		state.Spread
		name, by string
	}{{u.Before, before, by}, {u.After, after, "mean "}} {
		top := float64(row * unitRow)
		line := top + unitTall + 12
		figures := s.by + graphview.Format(s.Mean, 3) + ", deviation " + graphview.Format(s.Deviation, 3)
		words += s.name + ", " + figures + ". "
		add(s.name, "text", "class", "unit-name", "x", "0", "y", graphview.Px(top+11))
		add(figures, "text", "class", "unit-figures", "x", graphview.Px(unitWidth), "y", graphview.Px(top+11))
		counts, most := bins(s.Values, low, high)
		for b, n := range counts {
			if n == 0 {
				continue
			}
			wide := (unitWidth - 12.0) / unitBins
			tall := max(2, float64(n)/float64(most)*(unitTall-14))
			add("", "rect", "class", "unit-bar", "x", graphview.Px(6+float64(b)*wide), "y", graphview.Px(line-tall),
				"width", graphview.Px(wide-1), "height", graphview.Px(tall))
		}
		add("", "path", "class", "axis", "d", "M0 "+graphview.Px(line)+"H"+graphview.Px(unitWidth))
		from, to := max(6, x(s.Mean-s.Deviation)), min(unitWidth-6, x(s.Mean+s.Deviation))
		add("", "path", "class", "unit-deviation", "d", "M"+graphview.Px(from)+" "+graphview.Px(line+6)+"H"+
			graphview.Px(to))
		add("", "path", "class", "unit-mean", "d", "M"+graphview.Px(x(s.Mean))+" "+graphview.Px(line+1)+"v10")
		if u.Image < len(s.Values) {
			at := x(s.Values[u.Image])
			add("", "path", "class", "unit-image", "d", "M"+graphview.Px(at)+" "+graphview.Px(line)+"v-"+
				graphview.Px(unitTall-10))
		}
	}
	add(graphview.Format(low, 3), "text", "class", "tick tick-low", "x", "0", "y", graphview.Px(height-2))
	add(graphview.Format(high, 3), "text", "class", "tick tick-y", "x", graphview.Px(unitWidth), "y",
		graphview.Px(height-2))
	if at := x(0); at > 50 && at < unitWidth-50 { // clear of the labels at the ends
		add("0", "text", "class", "tick tick-x", "x", graphview.Px(at), "y", graphview.Px(height-2))
	}
	root := graphview.NewElement("svg", "class", "plot unit-plot", "role", "img", "aria-label",
		words+"The image that is looked at has a line.",
		"viewBox", "0 0 "+graphview.Px(unitWidth)+" "+graphview.Px(height))
	root.Children = children
	return root
}

// ends are those of an axis that has all values and means.
func ends(spreads ...state.Spread) (low, high float64) {
	low, high = spreads[0].Mean, spreads[0].Mean
	for _, s := range spreads {
		for _, v := range append([]float64{s.Mean}, s.Values...) {
			low, high = min(low, v), max(high, v)
		}
	}
	if low == high {
		return low - 1, high + 1
	}
	return low, high
}

// bins counts values in equal parts of the axis.
func bins(values []float64, low, high float64) (counts [unitBins]int, most int) {
	for _, v := range values {
		b := min(unitBins-1, int((v-low)/(high-low)*unitBins))
		if b >= 0 {
			counts[b]++
			most = max(most, counts[b])
		}
	}
	return counts, most
}
