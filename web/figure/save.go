package figure

import (
	"bytes"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/widget"
)

// save saves the picture as a file of that kind, or with "" copies it: as pixels for a text processor, as SVG for an
// editor.
func (f *Figure) save(kind string) {
	d := f.Of()
	if d.Root == nil {
		return
	}
	pixels := f.theme // which cannot be both
	if pixels == graphview.BothThemes {
		pixels = graphview.LightTheme
	}
	var file, drawing bytes.Buffer
	graphview.WriteSVG(&file, d.Root, f.theme) // a Buffer takes everything
	graphview.WriteSVG(&drawing, d.Root, pixels)
	svg := browser.NewBlob(file.Bytes(), browser.TypeSVG)
	if kind == "svg" {
		svg.Save(f.Name + ".svg")
		f.tell("Saved.")
		return
	}
	drawn := true
	draw := func(then func(png browser.Blob, ok bool)) {
		shown := browser.NewBlob(drawing.Bytes(), browser.TypeSVG)
		shown.Rasterize(f.zoom.W, f.zoom.H, func(png browser.Blob, ok bool) {
			drawn = ok
			then(png, ok)
		})
	}
	told := func(done string) func(ok bool) {
		return func(ok bool) {
			switch {
			case ok:
				f.tell(done)
			case !drawn:
				f.tell("The browser cannot draw a picture that large.")
			default:
				f.tell(widget.NoCopy)
			}
		}
	}
	if kind == "" {
		browser.Copy(told("Copied."), browser.Coming(browser.TypePNG, draw),
			browser.NewBlob(file.Bytes(), "text/plain"))
		return
	}
	draw(func(png browser.Blob, ok bool) {
		if ok {
			png.Save(f.Name + ".png")
		}
		told("Saved.")(ok)
	})
}

// tell shows the result of saving for a moment.
func (f *Figure) tell(text string) { f.note.Say(text, f.run, f.Update) }
