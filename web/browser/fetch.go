package browser

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// GetText fetches a file of the site, and calls then with its text; ok says whether it came.
func GetText(url string, then func(text string, ok bool)) {
	settle(app.Window().Call("fetch", url), func(response app.Value, ok bool) {
		if !ok || !response.Get("ok").Bool() {
			then("", false)
			return
		}
		settle(response.Call("text"), func(text app.Value, ok bool) {
			if !ok {
				then("", false)
				return
			}
			then(text.String(), true)
		})
	})
}

// GetBytes fetches a file of any host that lets other pages read it, and calls then with what is in it; ok says whether
// it came, and has at most limit bytes.
func GetBytes(url string, limit int, then func(data []byte, ok bool)) {
	options := map[string]any{"credentials": "omit"}
	settle(app.Window().Call("fetch", url, options), func(response app.Value, ok bool) {
		if !ok || !response.Get("ok").Bool() {
			then(nil, false)
			return
		}
		settle(response.Call("arrayBuffer"), func(buffer app.Value, ok bool) {
			if !ok || buffer.Get("byteLength").Int() > limit {
				then(nil, false)
				return
			}
			then(bytes(app.Window().Get("Uint8Array").New(buffer)), true)
		})
	})
}

// PostJSON sends JSON to a server with one more header, and calls then with the status and the text of the answer, or
// with a status of 0 when none has come within patience.
func PostJSON(url, body, header, value string, patience time.Duration, then func(status int, answer string)) {
	options := map[string]any{"method": "POST", "body": body,
		"headers": map[string]any{"Content-Type": "application/json", header: value}}
	if signal := app.Window().Get("AbortSignal"); signal.Truthy() && signal.Get("timeout").Truthy() {
		options["signal"] = signal.Call("timeout", patience.Milliseconds())
	}
	settle(app.Window().Call("fetch", url, options), func(response app.Value, ok bool) {
		if !ok {
			then(0, "")
			return
		}
		settle(response.Call("text"), func(text app.Value, ok bool) {
			if !ok {
				then(0, "")
				return
			}
			then(response.Get("status").Int(), text.String())
		})
	})
}
