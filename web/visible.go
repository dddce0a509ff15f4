package web

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// whileVisible calls change whenever an element comes onto the screen or leaves it, until stop is called. A browser that cannot
// tell is taken to show it always.
func whileVisible(element app.Value, change func(visible bool)) (stop func()) {
	class := app.Window().Get("IntersectionObserver")
	if !class.Truthy() {
		change(true)
		return func() {}
	}
	f := app.FuncOf(func(_ app.Value, args []app.Value) any {
		entries := args[0]
		change(entries.Index(entries.Length() - 1).Get("isIntersecting").Bool())
		return nil
	})
	observer := class.New(f)
	observer.Call("observe", element)
	return func() {
		observer.Call("disconnect")
		f.Release()
	}
}
