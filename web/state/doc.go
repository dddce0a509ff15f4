// Package state is all that the page knows, as plain data, and what becomes of it when a person or the engine does
// something. It imports no go-app, so that every decision is tested natively.
//
// A State is a struct of parts, and a part is a pointer to a value that is never changed again: a change makes a new
// one, so comparing pointers tells what changed.
package state
