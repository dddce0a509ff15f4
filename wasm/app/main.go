// Command app is the page: it runs in the browser's main thread, from app.wasm.
package main

import (
	"runtime/debug"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web"
)

func main() {
	// The heap begins with 4 MB, and doubles in steps. With four times as much the page starts without a collection,
	// each of which has the browser compile the collector for speed, beside a page that wants to start.
	debug.SetGCPercent(400)
	web.Route()
	app.RunWhenOnBrowser()
}
