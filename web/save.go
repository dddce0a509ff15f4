package web

import (
	"bytes"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/graphview"
)

const (
	typeSVG = "image/svg+xml"
	typePNG = "image/png"
	// pngScale is how many pixels of a PNG are one of the picture, and maxPNG how many it may be wide or high: browsers refuse more.
	pngScale = 2
	maxPNG   = 16_000
)

// save saves the picture as a file of that kind, or with "" copies it: as pixels for a text processor, as SVG for an editor.
func (f *graphFigure) save(kind string) {
	d := f.Of(f.Page.State())
	if d.Root == nil {
		return
	}
	var file, light bytes.Buffer
	graphview.WriteSVG(&file, d.Root) // a Buffer takes everything
	graphview.WriteLightSVG(&light, d.Root)
	svg := blob(file.Bytes(), typeSVG)
	if kind == "svg" {
		download(svg, f.Name+".svg")
		f.tell("Saved.")
		return
	}
	rasterize(blob(light.Bytes(), typeSVG), f.zoom.W, f.zoom.H, func(png app.Value) {
		switch {
		case !png.Truthy():
			f.tell("The browser cannot draw a picture so large.")
		case kind == "png":
			download(png, f.Name+".png")
			f.tell("Saved.")
		default:
			copyBlobs(map[string]any{typePNG: png, "text/plain": blob(file.Bytes(), "text/plain")}, func(ok bool) {
				if ok {
					f.tell("Copied.")
				} else {
					f.tell("The browser does not let this page copy.")
				}
			})
		}
	})
}

// tell shows for a moment what became of saving.
func (f *graphFigure) tell(note string) {
	const moment = 3 * time.Second
	say := func(text string) {
		f.Page.Run(func() {
			f.note = text
			f.Update()
		})
	}
	say(note)
	time.AfterFunc(moment, func() { say("") })
}

func blob(data []byte, mediaType string) app.Value {
	return app.Window().Get("Blob").New(app.Window().Get("Array").Call("of", toJS(data)), map[string]any{"type": mediaType})
}

// download has the browser save a blob as a file.
func download(b app.Value, name string) {
	urls := app.Window().Get("URL")
	url := urls.Call("createObjectURL", b)
	a := app.Window().Get("document").Call("createElement", "a")
	a.Set("href", url)
	a.Set("download", name)
	a.Call("click")
	time.AfterFunc(time.Minute, func() { urls.Call("revokeObjectURL", url) }) // the browser reads it after the click
}

// rasterize draws an SVG of w×h pixels, and calls then with a PNG of it, or with what is not Truthy where the browser cannot.
func rasterize(svg app.Value, w, h float64, then func(png app.Value)) {
	scale := min(pngScale, maxPNG/w, maxPNG/h)
	urls := app.Window().Get("URL")
	url := urls.Call("createObjectURL", svg)
	image := app.Window().Get("Image").New()
	image.Set("src", url)
	settle(image.Call("decode"), func(_ app.Value, ok bool) {
		defer urls.Call("revokeObjectURL", url)
		if !ok {
			then(app.Null())
			return
		}
		canvas := app.Window().Get("document").Call("createElement", "canvas")
		canvas.Set("width", w*scale)
		canvas.Set("height", h*scale)
		canvas.Call("getContext", "2d").Call("drawImage", image, 0, 0, w*scale, h*scale)
		var done app.Func
		done = app.FuncOf(func(_ app.Value, args []app.Value) any {
			done.Release()
			then(args[0])
			return nil
		})
		canvas.Call("toBlob", done, typePNG)
	})
}

// copyBlobs puts blobs of several types, which are forms of one thing, on the clipboard.
func copyBlobs(forms map[string]any, then func(ok bool)) {
	clipboard, item := app.Window().Get("navigator").Get("clipboard"), app.Window().Get("ClipboardItem")
	if !clipboard.Truthy() || !item.Truthy() {
		then(false)
		return
	}
	settle(clipboard.Call("write", app.Window().Get("Array").Call("of", item.New(forms))), func(_ app.Value, ok bool) { then(ok) })
}

// settle calls then when a promise is kept or broken.
func settle(promise app.Value, then func(value app.Value, ok bool)) {
	var kept, broken app.Func
	end := func(ok bool) app.Func {
		return app.FuncOf(func(_ app.Value, args []app.Value) any {
			kept.Release()
			broken.Release()
			then(args[0], ok)
			return nil
		})
	}
	kept, broken = end(true), end(false)
	promise.Call("then", kept, broken)
}
