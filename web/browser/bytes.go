package browser

import (
	"encoding/hex"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Uint8Array returns a new Uint8Array with a copy of the bytes.
func Uint8Array(b []byte) app.Value {
	array := app.Window().Get("Uint8Array").New(len(b))
	app.CopyBytesToJS(array, b)
	return array
}

// SHA256 calls then with the SHA-256 of data in hexadecimal digits. A page that did not come by https or from this
// machine cannot compute it: then ok is false.
func SHA256(data []byte, then func(digest string, ok bool)) {
	subtle := app.Window().Get("crypto").Get("subtle")
	if !subtle.Truthy() {
		then("", false)
		return
	}
	settle(subtle.Call("digest", "SHA-256", Uint8Array(data)), func(buffer app.Value, ok bool) {
		if !ok {
			then("", false)
			return
		}
		then(hex.EncodeToString(bytes(app.Window().Get("Uint8Array").New(buffer))), true)
	})
}

// bytes returns a copy of the bytes of a Uint8Array.
func bytes(array app.Value) []byte {
	b := make([]byte, array.Get("byteLength").Int())
	app.CopyBytesToGo(b, array)
	return b
}
