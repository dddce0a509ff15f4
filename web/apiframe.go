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
			if id, text, ok := readMessage(e.Get("data")); ok {
				p.run(func() { p.api.receive(id, text) })
			}
		}
		return nil
	}))
	observe("ResizeObserver", content, func(app.Value) {
		height := content.Call("getBoundingClientRect").Get("height").Float()
		p.run(func() { p.api.resized(int(math.Ceil(height))) })
	})
}

// readMessage returns the id of a request and its JSON, which is "" where there is none: of a BigInt, or of an object that
// contains itself. What is no request is not ok.
func readMessage(data app.Value) (id app.Value, text string, ok bool) {
	if data.Type() != app.TypeObject || !data.Get("inkgrad").Equal(app.ValueOf(1)) {
		return nil, "", false
	}
	id = data.Get("id")
	if t := id.Type(); t != app.TypeNumber && t != app.TypeString {
		return nil, "", false
	}
	defer func() { _ = recover() }()
	ok = true
	text = app.Window().Get("JSON").Call("stringify", data).String()
	return id, text, ok
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
