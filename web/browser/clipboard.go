package browser

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// CopyText puts a text on the clipboard, and calls then with whether the browser lets the page do so.
func CopyText(text string, then func(ok bool)) {
	clipboard := app.Window().Get("navigator").Get("clipboard")
	if !clipboard.Truthy() {
		then(false)
		return
	}
	settle(clipboard.Call("writeText", text), func(_ app.Value, ok bool) { then(ok) })
}

// Copy puts one thing on the clipboard, in several forms of different types, and calls then with whether the browser
// lets the page do so. It must be called within a click.
func Copy(then func(ok bool), forms ...Blob) {
	clipboard, item := app.Window().Get("navigator").Get("clipboard"), app.Window().Get("ClipboardItem")
	if !clipboard.Truthy() || !item.Truthy() {
		then(false)
		return
	}
	byType := map[string]any{}
	for _, form := range forms {
		byType[form.Type] = form.value
	}
	settle(clipboard.Call("write", app.Window().Get("Array").Call("of", item.New(byType))),
		func(_ app.Value, ok bool) { then(ok) })
}
