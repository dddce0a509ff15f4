package widget

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Pixmap is a picture of W×H pixels with sharp edges, at whatever size the style sheet or Style gives it.
type Pixmap struct {
	app.Compo
	Class string
	W, H  int
	// Pix has four bytes a pixel, as graphview.Pixmap has; without it the picture is empty.
	Pix []byte
	// Label says what is seen; without it the picture is decoration.
	Label string
	// Width and Height are the size on the screen in CSS pixels, where it is not 0.
	Width, Height int
}

func (p *Pixmap) OnMount(ctx app.Context)  { p.paint(ctx.JSSrc()) }
func (p *Pixmap) OnUpdate(ctx app.Context) { p.paint(ctx.JSSrc()) }

func (p *Pixmap) Render() app.UI {
	c := app.Canvas().Class("pixels " + p.Class).Width(p.W).Height(p.H)
	if p.Width > 0 {
		c = c.Style("aspect-ratio", strconv.Itoa(p.Width)+"/"+strconv.Itoa(p.Height)).
			Style("width", strconv.Itoa(p.Width)+"px")
	}
	if p.Label == "" {
		return c.Aria("hidden", "true")
	}
	return c.Attr("role", "img").Aria("label", p.Label)
}

func (p *Pixmap) paint(canvas app.Value) {
	g := canvas.Call("getContext", "2d")
	g.Call("clearRect", 0, 0, p.W, p.H)
	if len(p.Pix) == 0 {
		return
	}
	data := app.Window().Get("Uint8ClampedArray").New(len(p.Pix))
	app.CopyBytesToJS(data, p.Pix)
	g.Call("putImageData", app.Window().Get("ImageData").New(data, p.W, p.H), 0, 0)
}

// InkPixels is an image of a digit, 0 for paper to 1 for ink, as black of that strength. The style sheet turns it for
// dark paper.
func InkPixels(ink []float64) []byte {
	pix := make([]byte, 4*len(ink))
	for i, v := range ink {
		pix[4*i+3] = byte(math.Round(255 * min(1, max(0, v))))
	}
	return pix
}
