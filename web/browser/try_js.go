package browser

import (
	"errors"
	"syscall/js"
)

// Try calls f. A JavaScript exception that ends f is returned as an error; every other panic goes on, for it is a fault
// in Go.
func Try(f func()) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case js.Error: // what Value.Call, Invoke and New panic with, of go-app as of syscall/js
			// JavaScript can throw any value, so Error's own text, which is the property message, may not exist.
			err = errors.New(js.Global().Get("String").Invoke(p.Value).String())
		default:
			panic(p)
		}
	}()
	f()
	return nil
}
