package browser

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// Listen calls hear for every such event of the target, within the event, so that hear can prevent what the browser
// would do. It does so until stop is called.
func Listen(target app.Value, event string, hear func(event app.Value)) (stop func()) {
	heard := app.FuncOf(func(_ app.Value, args []app.Value) any {
		hear(args[0])
		return nil
	})
	target.Call("addEventListener", event, heard, map[string]any{"passive": false})
	return func() {
		target.Call("removeEventListener", event, heard)
		heard.Release()
	}
}

// OnLeave calls leave whenever the page may be on its way out, for as long as it lives: what is to be kept has to be
// given to the browser within the call. Chromium asks for the room on the disk before it commits to a Store, and drops
// what it has not committed when the page is gone. On a busy machine only what it gets before the next document is
// asked for is stored in time.
func OnLeave(leave func()) {
	left := func(app.Value) { leave() }
	Listen(app.Window(), "beforeunload", left)
	Listen(app.Window(), "pagehide", left)
	Listen(app.Window().Get("document"), "visibilitychange", left)
}

// WhileDark calls change whenever the system changes between a light and a dark theme, until stop is called.
func WhileDark(change func()) (stop func()) {
	query := app.Window().Call("matchMedia", "(prefers-color-scheme: dark)")
	return Listen(query, "change", func(app.Value) { change() })
}

// LessMotion reports whether the system wants less motion.
func LessMotion() bool {
	return app.Window().Call("matchMedia", "(prefers-reduced-motion: reduce)").Get("matches").Bool()
}

// CapturePointer keeps the events of a pointer coming to an element while the pointer is outside it. A pointer that is
// gone already is not captured.
func CapturePointer(element app.Value, pointer int) {
	_ = Try(func() { element.Call("setPointerCapture", pointer) })
}

// Hidden reports whether the page is in no window, as behind another tab.
func Hidden() bool { return app.Window().Get("document").Get("hidden").Bool() }

// OnFrame returns a function that asks the browser to call f before it paints the next frame.
func OnFrame(f func()) (request func()) {
	called := app.FuncOf(func(app.Value, []app.Value) any {
		f()
		return nil
	})
	return func() { app.Window().Call("requestAnimationFrame", called) }
}

// WhileMatching calls change with whether a media query holds, at once and whenever that changes, until stop is called.
func WhileMatching(query string, change func(holds bool)) (stop func()) {
	media := app.Window().Call("matchMedia", query)
	tell := func(app.Value) { change(media.Get("matches").Bool()) }
	tell(nil)
	return Listen(media, "change", tell)
}
