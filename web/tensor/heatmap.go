package tensor

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/widget"
)

// HeatMap shows a tensor in colours. It tells the element that is pointed at, and a click chooses it.
type HeatMap struct {
	app.Compo
	// Of returns the tensor as it stands, or nil.
	Of func() *state.TensorView
	// Element is the one that is looked at, and Choose looks at another.
	Element func() int
	Choose  func(element int)
	Label   string

	// over is what is pointed at, if pointed says so.
	over    int
	pointed bool
}

// The room that a tensor's picture has, in CSS pixels.
const heatmapWidth, heatmapHeight = 460, 410

// tileWidth is about the width of a tile that is enlarged.
const tileWidth = 8 * form.Side

func (h *HeatMap) Render() app.UI {
	v := h.Of()
	if v == nil {
		return app.Div()
	}
	element := h.Element()
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
			&widget.Pixmap{Class: "heatmap", W: t.W, H: t.H, Pix: t.Pix, Width: k * t.W, Height: k * t.H,
				Label: title + ", enlarged"},
			app.Elem("figcaption").Class("help").Text(title),
		)
	}
	return app.Div().Body(
		app.Div().Class("heatmaps").Body(
			app.Div().Class("heatmap-box").Body(
				&widget.Pixmap{Class: "heatmap", W: v.Pixmap.W, H: v.Pixmap.H, Pix: v.Pixmap.Pix, Width: w,
					Height: height, Label: h.Label},
				mark(v, element),
			).OnMouseMove(h.point).OnMouseLeave(func(app.Context, app.Event) { h.pointed = false }).OnClick(h.choose),
			tile,
		),
		app.Div().Class("scale").Body(
			app.Span().Aria("hidden", "true").Body(
				app.Span().Text("purple −"+limit), app.Span().Class("scale-bar"), app.Span().Text(limit+" green"),
			),
			app.Span().Class("scale-at").Text(phrase.Index(v.Shape, told)+" "+
				graphview.Format(v.Data[told], state.ExactDigits)),
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
func (h *HeatMap) at(e app.Event) (element int, ok bool) {
	v, canvas := h.Of(), e.Get("target")
	if v == nil || !canvas.Call("matches", "canvas").Bool() {
		return 0, false
	}
	x := e.Get("offsetX").Float() * float64(v.Pixmap.W) / canvas.Get("clientWidth").Float()
	y := e.Get("offsetY").Float() * float64(v.Pixmap.H) / canvas.Get("clientHeight").Float()
	return v.At(int(x), int(y))
}

func (h *HeatMap) point(_ app.Context, e app.Event) { h.over, h.pointed = h.at(e) }

func (h *HeatMap) choose(_ app.Context, e app.Event) {
	if element, ok := h.at(e); ok {
		h.Choose(element)
	}
}

// heatmapSize returns how large a picture of w×h pixels is shown: in whole multiples where it fits. The pixels of an
// image are square; those of a matrix may be up to four times as wide as high, for its rows are often many and its
// columns few.
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
