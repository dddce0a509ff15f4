//go:build !js

package browser

// Try calls f. In a browser, it returns a JavaScript exception that ends f as an error. Every other panic goes on, for
// it is a fault in Go.
func Try(f func()) error {
	f()
	return nil
}
