package browser

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

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
