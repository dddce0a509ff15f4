package web

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// heatmap shows a tensor in colours. It tells the element that is pointed at, and a click chooses it.
type heatmap struct {
	app.Compo
	Page  *Page
	Of    func() *state.TensorView
	Label string

	// over is what is pointed at, if pointed says so.
	over    int
	pointed bool
}

// The room that a tensor's picture has, in CSS pixels.
const heatmapWidth, heatmapHeight = 460, 410

// tileWidth is about the width of a tile that is enlarged.
const tileWidth = 8 * form.Side

func (h *heatmap) Render() app.UI {
	v := h.Of()
	if v == nil {
		return app.Div()
	}
	element := h.Page.State().Graph.Element
	told := element
	if h.pointed && h.over < len(v.Data) {
		told = h.over
	}
	w, height := heatmapSize(v.Pixmap.W, v.Pixmap.H, v.Image())
	limit := graphview.Format(v.Pixmap.Max, 3)
	var tile app.UI
	if t, title, ok := v.Tile(element); ok {
		k := max(1, tileWidth/max(t.W, t.H))
		tile = app.Figure().Class("tile").Body(
			&widget.Pixmap{Class: "heatmap", W: t.W, H: t.H, Pix: t.Pix, Width: k * t.W, Height: k * t.H, Label: title + ", enlarged"},
			app.FigCaption().Class("help").Text(title),
		)
	}
	return app.Div().Body(
		app.Div().Class("heatmaps").Body(
			app.Div().Class("heatmap-box").Body(
				&widget.Pixmap{Class: "heatmap", W: v.Pixmap.W, H: v.Pixmap.H, Pix: v.Pixmap.Pix, Width: w, Height: height, Label: h.Label},
				mark(v, element),
			).OnMouseMove(h.point).OnMouseLeave(func(app.Context, app.Event) { h.pointed = false }).OnClick(h.choose),
			tile,
		),
		app.Div().Class("scale").Body(
			app.Span().Aria("hidden", "true").Body(
				app.Span().Text("−"+limit), app.Span().Class("scale-bar"), app.Span().Text(limit),
			),
			app.Span().Class("scale-at").Text(indexText(v.Shape, told)+" "+graphview.Format(v.Data[told], state.ExactDigits)),
		),
		app.If(v.Tiles != "", app.P().Class("help").Text(v.Tiles)),
	)
}

// mark is a frame around the element that is looked at, or around its tile.
func mark(v *state.TensorView, element int) app.UI {
	x, y := v.Pixel(element)
	w, h := 1, 1
	if v.Tiles != "" {
		x, y = v.Pixel(v.TileStart(element))
		h, w = v.TileSize()
	}
	part := func(n, of int) string { return strconv.FormatFloat(100*float64(n)/float64(of), 'f', 3, 64) + "%" }
	return app.Div().Class("heatmap-mark").
		Style("left", part(x, v.Pixmap.W)).Style("top", part(y, v.Pixmap.H)).
		Style("width", part(w, v.Pixmap.W)).Style("height", part(h, v.Pixmap.H))
}

// at is the element under the pointer.
func (h *heatmap) at(e app.Event) (element int, ok bool) {
	v, canvas := h.Of(), e.Get("target")
	if v == nil || !canvas.Call("matches", "canvas").Bool() {
		return 0, false
	}
	x := e.Get("offsetX").Float() * float64(v.Pixmap.W) / canvas.Get("clientWidth").Float()
	y := e.Get("offsetY").Float() * float64(v.Pixmap.H) / canvas.Get("clientHeight").Float()
	return v.At(int(x), int(y))
}

func (h *heatmap) point(_ app.Context, e app.Event) { h.over, h.pointed = h.at(e) }

func (h *heatmap) choose(_ app.Context, e app.Event) {
	if element, ok := h.at(e); ok {
		h.Page.Update(func(s *state.State) { s.Graph = s.Graph.WithElement(element) })
	}
}

// heatmapSize returns how large a picture of w×h pixels is shown: in whole multiples where it fits. The pixels of an image are square;
// those of a matrix may be up to four times as wide as high, for its rows are often many and its columns few.
func heatmapSize(w, h int, image bool) (width, height int) {
	const largest, widest, imageScale = 24, 4, 10
	kx, ky := min(heatmapWidth/w, largest), min(heatmapHeight/h, largest)
	switch {
	case kx < 1 || ky < 1:
		scale := min(float64(heatmapWidth)/float64(w), float64(heatmapHeight)/float64(h))
		return max(1, int(float64(w)*scale)), max(1, int(float64(h)*scale))
	case image:
		kx = min(kx, ky, imageScale)
		ky = kx
	case h == 1:
		ky = max(kx, largest) // a row is no mere line
	default:
		kx = min(kx, widest*ky)
		ky = min(ky, kx)
	}
	return w * kx, h * ky
}

const histogramWidth, histogramHeight = 420, 84

// histogram shows how the elements of a tensor are distributed, negative ones in orange and positive ones in blue.
func histogram(v *state.TensorView, label string) app.UI {
	h := v.Histogram
	words := phrase.Grouped(len(v.Data)) + " elements"
	if h.Zeros > 0 {
		words += ", " + phrase.Grouped(h.Zeros) + " of them exactly 0, which are not drawn"
	}
	if h.Others > 0 {
		words += ", " + phrase.Grouped(h.Others) + " not finite"
	}
	return app.Figure().Class("histogram").Body(
		app.FigCaption().Class("help").Text(words+"."),
		app.If(len(h.Counts) > 0, &widget.SVGBox{Class: "histogram-svg", Tree: func() *graphview.Element {
			return drawHistogram(v.Histogram, "Histogram of the "+label)
		}}),
	)
}

// drawHistogram draws bars over an axis with the least value, 0 and the largest.
func drawHistogram(h graphview.Histogram, words string) *graphview.Element {
	const down, up = histogramHeight - 18, 4
	root := graphview.NewElement("svg", "class", "plot histogram-plot", "role", "img", "aria-label", words+". "+modeText(h),
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
		add("", "rect", "class", class, "x", graphview.Px(x(left)+0.5), "y", graphview.Px(down-tall), "width", graphview.Px(max(1, x(left+h.Width)-x(left)-1)), "height", graphview.Px(tall))
	}
	add("", "path", "class", "axis", "d", "M0 "+graphview.Px(down)+"H"+graphview.Px(histogramWidth))
	add(graphview.Format(from, 3), "text", "class", "tick tick-low", "x", "0", "y", graphview.Px(histogramHeight-4))
	add(graphview.Format(to, 3), "text", "class", "tick tick-y", "x", graphview.Px(histogramWidth), "y", graphview.Px(histogramHeight-4))
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
	return "Most of the values in one bar, " + phrase.Grouped(h.Counts[best]) + ", are from " + graphview.Format(low, 3) + " to " +
		graphview.Format(low+h.Width, 3) + "."
}
