package web

import (
	"encoding/binary"
	"encoding/json"
	"math"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// serveParent lets the page around the frame, if there is one, use the API, and nobody else; content is what it is told the height
// of.
func (p *Page) serveParent(content app.Value) {
	window := app.Window()
	parent := window.Get("parent")
	if p.api != nil || parent.Equal(window) {
		return
	}
	p.api = &api{page: p, post: func(message object) { parent.Call("postMessage", jsValue(message), "*") }}
	p.Subscribe(p.api.observe)
	window.Call("addEventListener", "message", app.FuncOf(func(_ app.Value, args []app.Value) any {
		if e := args[0]; e.Get("source").Equal(parent) {
			if m, ok := readMessage(e.Get("data")); ok {
				p.api.accept(m, p.Run)
			}
		}
		return nil
	}))
	observe("ResizeObserver", content, func(app.Value) {
		height := content.Call("getBoundingClientRect").Get("height").Float()
		p.Run(func() { p.api.resized(int(math.Ceil(height))) })
	})
}

// readMessage returns a message. What says nothing of Inkgrad is somebody else's, and not ok. There is no JSON of a BigInt, nor of an object
// that contains itself.
func readMessage(data app.Value) (m message, ok bool) {
	if kind(data) != app.TypeObject || data.Get("inkgrad").IsUndefined() {
		return message{}, false
	}
	if v := data.Get("inkgrad"); kind(v) == app.TypeNumber {
		m.version = v.Float()
	}
	if v := data.Get("id"); kind(v) == app.TypeNumber || kind(v) == app.TypeString {
		m.id = v
	}
	ok = true
	defer func() { _ = recover() }()
	m.text = app.Window().Get("JSON").Call("stringify", data).String()
	return m, ok
}

// kind returns a value's type, or TypeUndefined of a BigInt, for which Go has none and panics.
func kind(v app.Value) (t app.Type) {
	defer func() { _ = recover() }()
	return v.Type()
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
		numbers := app.Window().Get("Float64Array").New(toJS(data).Get("buffer"))
		// A plain array, which JSON can write, too. Array.from would take twice the time.
		return app.Window().Get("Array").Get("prototype").Get("slice").Call("call", numbers)
	case json.RawMessage:
		return app.Window().Get("JSON").Call("parse", string(v))
	}
	return v
}
