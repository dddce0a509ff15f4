package browser

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// Find passes the first element that a selector names to found. Where there is none, as in a page that has been left or
// is not rendered yet, nothing happens.
func Find(selector string, found func(element app.Value)) {
	if e := app.Window().Get("document").Call("querySelector", selector); e.Truthy() {
		found(e)
	}
}

// Reveal scrolls just so far that the first element that a selector names is in sight.
func Reveal(selector string) {
	Find(selector, func(e app.Value) { e.Call("scrollIntoView", map[string]any{"block": "nearest"}) })
}
