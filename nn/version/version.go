// Package version says which Inkgrad this is.
//
// The page shows it, the JavaScript API tells it when a frame is ready, and a saved network names what wrote it. A
// release changes Current, and CHANGELOG.md with it: a test holds one against the other.
package version

// Current is the version, as semver.org defines it.
const Current = "0.9.0"
