// Package state holds everything that the page knows, as plain data, and decides how it changes when a person or the
// engine does something. It does not import go-app, so that every decision is tested natively.
//
// A State is a struct of parts. A part is a pointer to a value that never changes: a change makes a new value, so
// comparing pointers tells what changed.
package state
