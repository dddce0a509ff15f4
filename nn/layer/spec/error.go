package spec

import "errors"

// Error says what does not fit in a Network, or cannot be read in the text of one.
type Error struct {
	// Layer is the name of the layer that the error is about, and Place counts it among the layers, from 0; "" and -1
	// where it is about the network as a whole.
	Layer string
	Place int
	// Field is the Name of the field that the error is about, or "".
	Field string
	// Problem says what is wrong: kernel 29 exceeds input 28.
	Problem string
}

// Error returns the whole text: layer: Convolution1: kernel 29 exceeds input 28.
func (e *Error) Error() string { return "layer: " + e.InPlace() }

// InPlace returns the text without what it has in front in a program: Convolution1: kernel 29 exceeds input 28.
func (e *Error) InPlace() string {
	if e.Layer == "" {
		return e.Problem
	}
	return e.Layer + ": " + e.Problem
}

// whole is an error about the network as a whole.
func whole(problem string) *Error { return &Error{Place: -1, Problem: problem} }

// in returns what is wrong in a layer, given as an error that may be of one of its fields.
func in(layer string, place int, err error) *Error {
	e := &Error{Layer: layer, Place: place, Problem: err.Error()}
	if f := (*fieldError)(nil); errors.As(err, &f) {
		e.Field = f.field
	}
	return e
}

// fieldError is what is wrong with one field of a layer.
type fieldError struct{ field, problem string }

func (e *fieldError) Error() string { return e.problem }
