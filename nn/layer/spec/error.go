package spec

import (
	"errors"
	"strconv"
	"strings"
)

// Error says what does not fit in a Network, or what Parse cannot read.
type Error struct {
	// Layer is the name of the layer that the error is about, and Place its index among the layers. They are "" and -1
	// if the error is about the network as a whole.
	Layer string
	Place int
	// Field is the Name of the field that the error is about, or "".
	Field string
	// Problem says what is wrong: kernel 29 exceeds input 28.
	Problem string
}

// Error returns the whole text: layer: Convolution1: kernel 29 exceeds input 28.
func (e *Error) Error() string { return "layer: " + e.InPlace() }

// InPlace returns the text without the "layer: " in front: Convolution1: kernel 29 exceeds input 28.
func (e *Error) InPlace() string {
	if e.Layer == "" {
		return e.Problem
	}
	return e.Layer + ": " + e.Problem
}

// whole returns an error about the network as a whole.
func whole(problem string) *Error { return &Error{Place: -1, Problem: problem} }

// in returns err, which may be about a field, as an error about a layer.
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

// times writes a shape as errors have it: 30 × 24 × 24, or [] where it has no sizes.
func times(shape []int) string {
	if len(shape) == 0 {
		return "[]"
	}
	sizes := make([]string, len(shape))
	for i, n := range shape {
		sizes[i] = strconv.Itoa(n)
	}
	return strings.Join(sizes, " × ")
}
