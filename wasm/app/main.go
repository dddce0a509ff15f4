// Command app is the page: it runs in the browser's main thread, from app.wasm.
package main

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"github.com/inkgrad/inkgrad/web"
)

func main() {
	web.Route()
	app.RunWhenOnBrowser()
}
