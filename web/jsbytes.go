package web

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// toJS copies bytes into a Uint8Array, and fromJS copies one.
func toJS(b []byte) app.Value {
	array := app.Window().Get("Uint8Array").New(len(b))
	app.CopyBytesToJS(array, b)
	return array
}

func fromJS(array app.Value) []byte {
	b := make([]byte, array.Get("byteLength").Int())
	app.CopyBytesToGo(b, array)
	return b
}
