package browser

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// File is a file that a person chose.
type File struct{ value app.Value }

// TakeFile returns the file that was chosen in an input of type file, if there is one, and empties the input, so that
// the same file can be chosen again.
func TakeFile(input app.Value) (f File, ok bool) {
	if files := input.Get("files"); files.Length() > 0 {
		f, ok = File{files.Index(0)}, true
	}
	input.Set("value", "")
	return f, ok
}

// Size returns the number of bytes in the file.
func (f File) Size() int { return f.value.Get("size").Int() }

// Bytes reads the file, and calls then with what is in it; ok says whether it could be read.
func (f File) Bytes(then func(data []byte, ok bool)) {
	settle(f.value.Call("arrayBuffer"), func(buffer app.Value, ok bool) {
		if !ok {
			then(nil, false)
			return
		}
		then(bytes(app.Window().Get("Uint8Array").New(buffer)), true)
	})
}

// Text reads the file as UTF-8, and calls then with the text; ok says whether it could be read.
func (f File) Text(then func(text string, ok bool)) {
	settle(f.value.Call("text"), func(text app.Value, ok bool) {
		if !ok {
			then("", false)
			return
		}
		then(text.String(), true)
	})
}

// Blob is data that the browser holds, with its media type.
type Blob struct {
	Type  string
	value app.Value
}

// NewBlob returns a Blob with a copy of the data.
func NewBlob(data []byte, mediaType string) Blob {
	parts := app.Window().Get("Array").Call("of", Uint8Array(data))
	return Blob{mediaType, app.Window().Get("Blob").New(parts, map[string]any{"type": mediaType})}
}

// Coming returns a Blob for Copy alone, which make hands over when it has it. Copy must be called within a click, and
// WebKit does not let what takes its time come first.
func Coming(mediaType string, make func(done func(b Blob, ok bool))) Blob {
	executor := app.FuncOf(func(_ app.Value, args []app.Value) any {
		fulfill, reject := args[0], args[1]
		make(func(b Blob, ok bool) {
			if ok {
				fulfill.Call("call", nil, b.value) // Invoke of go-app takes no app.Value
			} else {
				reject.Call("call", nil, "it cannot be made")
			}
		})
		return nil
	})
	defer executor.Release() // it is called at once
	return Blob{mediaType, app.Window().Get("Promise").New(executor)}
}

// Save has the browser save a Blob as a file.
func (b Blob) Save(name string) {
	urls := app.Window().Get("URL")
	url := urls.Call("createObjectURL", b.value)
	a := app.Window().Get("document").Call("createElement", "a")
	a.Set("href", url)
	a.Set("download", name)
	a.Call("click")
	time.AfterFunc(time.Minute, func() { urls.Call("revokeObjectURL", url) }) // the browser reads it after the click
}

// The media types of a picture in pixels, and in lines.
const (
	TypePNG = "image/png"
	TypeSVG = "image/svg+xml"
)

const (
	// pngScale is how many pixels of a PNG are one of the picture, and maxPNG how many it may be wide or high: browsers
	// refuse more.
	pngScale = 2
	maxPNG   = 16_000
)

// Rasterize draws a picture of w×h CSS pixels in SVG, and calls then with a PNG of it; ok says whether the browser can
// draw one so large.
func (b Blob) Rasterize(w, h float64, then func(png Blob, ok bool)) {
	scale := min(pngScale, maxPNG/w, maxPNG/h)
	urls := app.Window().Get("URL")
	url := urls.Call("createObjectURL", b.value)
	image := app.Window().Get("Image").New()
	image.Set("src", url)
	settle(image.Call("decode"), func(_ app.Value, ok bool) {
		defer urls.Call("revokeObjectURL", url)
		if !ok {
			then(Blob{}, false)
			return
		}
		canvas := app.Window().Get("document").Call("createElement", "canvas")
		canvas.Set("width", w*scale)
		canvas.Set("height", h*scale)
		canvas.Call("getContext", "2d").Call("drawImage", image, 0, 0, w*scale, h*scale)
		var done app.Func
		done = app.FuncOf(func(_ app.Value, args []app.Value) any {
			done.Release()
			then(Blob{TypePNG, args[0]}, args[0].Truthy())
			return nil
		})
		canvas.Call("toBlob", done, TypePNG)
	})
}
