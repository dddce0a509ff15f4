package setting

import (
	"errors"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// Error says why a setting cannot have a value.
type Error struct {
	// Name is the name of the setting, or "".
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

// of returns err as an Error about the named setting.
func of(name string, err error) *Error {
	if n := (*spec.Error)(nil); errors.As(err, &n) {
		return &Error{name, n.InPlace()} // the setting's name says what the error is about
	}
	return &Error{name, err.Error()}
}
