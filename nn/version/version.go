// Package version says which Inkgrad this is.
//
// The page shows it, the JavaScript API sends it when a frame is ready, and a saved network records it. A release
// changes Current and CHANGELOG.md: a test compares the two.
package version

// Current is the version, as semver.org defines it.
const Current = "0.9.0"
