package browser

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// Uint8Array returns a new Uint8Array with a copy of the bytes.
func Uint8Array(b []byte) app.Value {
	array := app.Window().Get("Uint8Array").New(len(b))
	app.CopyBytesToJS(array, b)
	return array
}

// bytes returns a copy of the bytes of a Uint8Array.
func bytes(array app.Value) []byte {
	b := make([]byte, array.Get("byteLength").Int())
	app.CopyBytesToGo(b, array)
	return b
}
