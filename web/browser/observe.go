package browser

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// WhileVisible calls change whenever an element comes onto the screen or leaves it, until stop is called. Where the
// browser cannot tell, the element counts as visible all the time.
func WhileVisible(element app.Value, change func(visible bool)) (stop func()) {
	stop, ok := observe("IntersectionObserver", element, func(entry app.Value) {
		change(entry.Get("isIntersecting").Bool())
	})
	if !ok {
		change(true)
	}
	return stop
}

// WhileResized calls change with the width of an element, at once and whenever its size changes, until stop is called.
func WhileResized(element app.Value, change func(width float64)) (stop func()) {
	width := func() { change(element.Get("clientWidth").Float()) }
	stop, ok := observe("ResizeObserver", element, func(app.Value) { width() })
	if !ok {
		width()
	}
	return stop
}

// OnHeight calls change with the height of an element, at once and whenever its size changes, for as long as the page
// lives. Where the browser cannot tell, it is not called.
func OnHeight(element app.Value, change func(height float64)) {
	observe("ResizeObserver", element, func(app.Value) {
		change(element.Call("getBoundingClientRect").Get("height").Float())
	})
}

// observe calls see with the latest entry of the browser's observer of that class; ok says whether the browser has it.
func observe(class string, element app.Value, see func(entry app.Value)) (stop func(), ok bool) {
	observer := app.Window().Get(class)
	if !observer.Truthy() {
		return func() {}, false
	}
	f := app.FuncOf(func(_ app.Value, args []app.Value) any {
		see(args[0].Index(args[0].Length() - 1))
		return nil
	})
	o := observer.New(f)
	o.Call("observe", element)
	return func() {
		o.Call("disconnect")
		f.Release()
	}, true
}
