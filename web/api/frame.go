package api

import (
	"encoding/binary"
	"encoding/json"
	"math"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web/browser"
)

// Serve lets the page around the frame, if there is one, use the API, and nobody else. content is the element whose
// height it is sent. A second call does nothing.
func (a *API) Serve(content app.Value) {
	window := app.Window()
	parent := window.Get("parent")
	if a.post != nil || parent.Equal(window) {
		return
	}
	a.post = func(message object) { parent.Call("postMessage", jsValue(message), "*") }
	a.desk.Subscribe(a.observe)
	browser.Listen(window, "message", func(e app.Value) { // for as long as the page lives
		if e.Get("source").Equal(parent) {
			if m, ok := readMessage(e.Get("data")); ok {
				a.accept(m, a.desk.Run)
			}
		}
	})
	browser.OnHeight(content, func(height float64) {
		a.desk.Run(func() { a.resized(int(math.Ceil(height))) })
	})
}

// readMessage returns a message. ok is false for messages that are not Inkgrad's.
func readMessage(data app.Value) (m message, ok bool) {
	if browser.Kind(data) != app.TypeObject || data.Get("inkgrad").IsUndefined() {
		return message{}, false
	}
	if v := data.Get("inkgrad"); browser.Kind(v) == app.TypeNumber {
		m.version = v.Float()
	}
	if v := data.Get("id"); browser.Kind(v) == app.TypeNumber || browser.Kind(v) == app.TypeString {
		m.id = v
	}
	if data.Get("method").Equal(app.ValueOf("load")) {
		params := data.Get("params")
		if file, ok := browser.Fields(params, "file")["file"].([]byte); ok { // as JSON it would be many times as long
			m.file = file
			params.Delete("file") // the message is the frame's own copy
		}
	}
	m.text, _ = browser.JSON(data) // accept refuses what has none
	return m, true
}

// jsValue makes a JavaScript value of a field's value. A []float64 goes there in one piece, not number by number.
func jsValue(v any) any {
	switch v := v.(type) {
	case object:
		o := app.Window().Get("Object").New()
		for _, f := range v {
			o.Set(f.name, jsValue(f.value))
		}
		return o
	case []any:
		items := make([]any, len(v))
		for i := range v {
			items[i] = jsValue(v[i])
		}
		return app.Window().Get("Array").Call("of", items...)
	case []float64:
		data := make([]byte, 0, 8*len(v))
		for _, f := range v {
			data = binary.LittleEndian.AppendUint64(data, math.Float64bits(f)) // the order of every browser's processor
		}
		numbers := app.Window().Get("Float64Array").New(browser.Uint8Array(data).Get("buffer"))
		// A plain array, which JSON can write, too. Array.from would take twice the time.
		return app.Window().Get("Array").Get("prototype").Get("slice").Call("call", numbers)
	case []byte:
		return browser.Uint8Array(v)
	case json.RawMessage:
		return app.Window().Get("JSON").Call("parse", string(v))
	}
	return v
}
