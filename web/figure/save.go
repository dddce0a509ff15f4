package figure

import (
	"bytes"
	"time"

	"github.com/inkgrad/inkgrad/web/browser"
	"github.com/inkgrad/inkgrad/web/graphview"
)

const typeSVG = "image/svg+xml"

// save saves the picture as a file of that kind, or with "" copies it: as pixels for a text processor, as SVG for an
// editor.
func (f *Figure) save(kind string) {
	d := f.Of()
	if d.Root == nil {
		return
	}
	var file, light bytes.Buffer
	graphview.WriteSVG(&file, d.Root) // a Buffer takes everything
	graphview.WriteLightSVG(&light, d.Root)
	svg := browser.NewBlob(file.Bytes(), typeSVG)
	if kind == "svg" {
		svg.Save(f.Name + ".svg")
		f.tell("Saved.")
		return
	}
	browser.NewBlob(light.Bytes(), typeSVG).Rasterize(f.zoom.W, f.zoom.H, func(png browser.Blob, ok bool) {
		switch {
		case !ok:
			f.tell("The browser cannot draw a picture that large.")
		case kind == "png":
			png.Save(f.Name + ".png")
			f.tell("Saved.")
		default:
			browser.Copy(func(ok bool) {
				if ok {
					f.tell("Copied.")
				} else {
					f.tell("The browser does not let this page copy.")
				}
			}, png, browser.NewBlob(file.Bytes(), "text/plain"))
		}
	})
}

// tell shows the result of saving for a moment.
func (f *Figure) tell(note string) {
	const moment = 3 * time.Second
	say := func(text string) {
		f.run(func() {
			f.note = text
			f.Update()
		})
	}
	say(note)
	time.AfterFunc(moment, func() { say("") })
}
