package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// pixmap is a picture of Width×Height pixels in the colour of ink, each as strong as Ink says (0 paper, 1 ink), shown with sharp
// edges at whatever size the style sheet gives it. Without Ink it is empty.
type pixmap struct {
	app.Compo
	Class         string
	Width, Height int
	Ink           []float64
	// Label says what is seen; without it the picture is decoration.
	Label string
}

func (p *pixmap) OnMount(ctx app.Context)  { p.paint(ctx.JSSrc()) }
func (p *pixmap) OnUpdate(ctx app.Context) { p.paint(ctx.JSSrc()) }

func (p *pixmap) Render() app.UI {
	c := app.Canvas().Class("pixels " + p.Class).Width(p.Width).Height(p.Height)
	if p.Label == "" {
		return c.Aria("hidden", "true")
	}
	return c.Attr("role", "img").Aria("label", p.Label)
}

func (p *pixmap) paint(canvas app.Value) {
	g := canvas.Call("getContext", "2d")
	g.Call("clearRect", 0, 0, p.Width, p.Height)
	if len(p.Ink) != p.Width*p.Height {
		return
	}
	rgba := make([]byte, 4*len(p.Ink))
	for i, v := range p.Ink {
		rgba[4*i+3] = byte(255*min(1, max(0, v)) + 0.5)
	}
	putPixels(g, rgba, p.Width, p.Height)
}

// putPixels copies an image, four bytes a pixel, to the upper left corner of a canvas.
func putPixels(g app.Value, rgba []byte, width, height int) {
	data := app.Window().Get("Uint8ClampedArray").New(len(rgba))
	app.CopyBytesToJS(data, rgba)
	g.Call("putImageData", app.Window().Get("ImageData").New(data, width, height), 0, 0)
}
