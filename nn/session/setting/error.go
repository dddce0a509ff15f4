package setting

import (
	"errors"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// Error says why a setting cannot be what it was to be.
type Error struct {
	// Name is that of the setting, and "" where there is none to name.
	Name string
	// Problem says what is wrong: "cold" is not a number.
	Problem string
}

// Error returns the whole text: setting: learningRate: "cold" is not a number.
func (e *Error) Error() string {
	if e.Name == "" {
		return "setting: " + e.Problem
	}
	return "setting: " + e.Name + ": " + e.Problem
}

// of returns the Error of the named setting that err is.
func of(name string, err error) *Error {
	if n := (*spec.Error)(nil); errors.As(err, &n) {
		return &Error{name, n.InPlace()} // the setting's name says of what it is
	}
	return &Error{name, err.Error()}
}
