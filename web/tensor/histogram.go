package tensor

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

const histogramWidth, histogramHeight = 420, 84

// Histogram shows how the elements of a tensor are distributed, negative ones in purple and positive ones in green.
func Histogram(v *state.TensorView, label string) app.UI {
	h := v.Histogram
	words := phrase.Grouped(len(v.Data)) + " elements"
	if h.Zeros > 0 {
		words += ", " + phrase.Grouped(h.Zeros) + " of them exactly 0, which are not drawn"
	}
	if h.Others > 0 {
		words += ", " + phrase.Grouped(h.Others) + " not finite"
	}
	return app.Figure().Class("histogram").Body(
		app.Elem("figcaption").Class("help").Text(words+"."),
		app.If(len(h.Counts) > 0, &widget.SVGBox{Class: "histogram-svg", Tree: func() *graphview.Element {
			return drawHistogram(v.Histogram, "Histogram of the "+label)
		}}),
	)
}

// drawHistogram draws bars over an axis with the least value, 0 and the largest.
func drawHistogram(h graphview.Histogram, words string) *graphview.Element {
	const down, up = histogramHeight - 18, 4
	root := graphview.NewElement("svg", "class", "plot histogram-plot", "role", "img", "aria-label",
		words+". "+modeText(h),
		"viewBox", "0 0 "+graphview.Px(histogramWidth)+" "+graphview.Px(histogramHeight))
	add := func(text, tag string, attrs ...string) {
		e := graphview.NewElement(tag, attrs...)
		e.Text = text
		root.Children = append(root.Children, e)
	}
	most := 1
	for _, n := range h.Counts {
		most = max(most, n)
	}
	low, high := h.Low, h.Low+h.Width*float64(len(h.Counts))
	from, to := min(low, 0), max(high, 0)
	x := func(v float64) float64 { return 1 + (v-from)/(to-from)*(histogramWidth-2) }
	for i, n := range h.Counts {
		if n == 0 {
			continue
		}
		class, left := "bar-plus", h.Low+float64(i)*h.Width
		if left+h.Width/2 < 0 {
			class = "bar-minus"
		}
		tall := max(1, float64(n)/float64(most)*(down-up))
		add("", "rect", "class", class, "x", graphview.Px(x(left)+0.5), "y", graphview.Px(down-tall), "width",
			graphview.Px(max(1, x(left+h.Width)-x(left)-1)), "height", graphview.Px(tall))
	}
	add("", "path", "class", "axis", "d", "M0 "+graphview.Px(down)+"H"+graphview.Px(histogramWidth))
	add(graphview.Format(from, 3), "text", "class", "tick tick-low", "x", "0", "y", graphview.Px(histogramHeight-4))
	add(graphview.Format(to, 3), "text", "class", "tick tick-y", "x", graphview.Px(histogramWidth), "y",
		graphview.Px(histogramHeight-4))
	if at := x(0); from < 0 && to > 0 && at > 50 && at < histogramWidth-50 { // clear of the labels at the ends
		add("0", "text", "class", "tick tick-x", "x", graphview.Px(at), "y", graphview.Px(histogramHeight-4))
	}
	return root
}

// modeText says in which bin most of the values are.
func modeText(h graphview.Histogram) string {
	best := 0
	for i, n := range h.Counts {
		if n > h.Counts[best] {
			best = i
		}
	}
	low := h.Low + float64(best)*h.Width
	return "Most of the values in one bar, " + phrase.Grouped(h.Counts[best]) + ", are from " +
		graphview.Format(low, 3) + " to " +
		graphview.Format(low+h.Width, 3) + "."
}
