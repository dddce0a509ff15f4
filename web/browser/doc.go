// Package browser talks to the browser. It translates between Go and JavaScript and decides nothing: it knows no State,
// no Page and no engine, and what it is asked to do it does at once.
//
//	size := file.Size()
//	file.Bytes(func(data []byte, ok bool) { ... })         // a promise becomes a callback
//	stop := browser.Listen(element, "wheel", zoom)         // what listens is stopped by whoever started it
//	err := browser.Try(func() { element.Call("focus") })   // a JavaScript exception becomes an error
//
// Callbacks come on the goroutine of JavaScript's events, outside go-app's UI goroutine, and must not block. Natively
// the package acts like a browser without any features: whatever can fail fails, and everything else does nothing.
//
// Exceptions: whatever a browser may refuse (a policy, a sandbox, blocked storage) is called within Try, which catches
// JavaScript's exceptions alone. A fault of Go's own, such as a nil dereference, goes on through it. Reading a property
// is not enough within Try: Value.Get calls a getter without catching what it throws, which ends the program. Get
// catches it.
package browser
