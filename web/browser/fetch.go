package browser

import (
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// PostJSON sends JSON to a server, and calls then with the status and the text of the answer, or with a status of 0
// when none has come within patience.
func PostJSON(url, body string, patience time.Duration, then func(status int, answer string)) {
	options := map[string]any{"method": "POST", "headers": map[string]any{"Content-Type": "application/json"},
		"body": body}
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
