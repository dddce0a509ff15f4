package spec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Field is something that can be set in a layer: a whole number, a number, or one of Choices.
type Field struct {
	// Name is the key in JSON, Label what a learner reads, Help one sentence for the control.
	Name, Label, Help string
	// Whole numbers and numbers are from Min to Max, and begin at Default, which is that of the kind's Default.
	Whole             bool
	Min, Max, Default float64
	// Choices are the words that the field may be, in the order to show them.
	Choices []string

	// get returns the field of a layer, an int, float64 or string, and set a layer with another one.
	get func(Layer) any
	set func(Layer, any) Layer
}

// field completes f for the field of a layer of type L that at points to.
func field[L Layer, V int | float64 | string](at func(*L) *V, f Field) Field {
	_, f.Whole = any(*new(V)).(int)
	f.get = func(l Layer) any {
		of := l.(L)
		return *at(&of)
	}
	f.set = func(l Layer, v any) Layer {
		of := l.(L)
		*at(&of) = v.(V)
		return of
	}
	return f
}

// Number returns the field's value in l, and Choice that of one with Choices; SetNumber and SetChoice set it, whatever
// it is: Network.Resolve checks it. They panic if l is of another kind.
func (f *Field) Number(l Layer) float64 {
	switch v := f.get(l).(type) {
	case int:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

func (f *Field) Choice(l Layer) string {
	word, _ := f.get(l).(string)
	return word
}

func (f *Field) SetNumber(l *Layer, v float64) {
	switch {
	case f.Choices != nil:
	case f.Whole:
		*l = f.set(*l, int(v))
	default:
		*l = f.set(*l, v)
	}
}

func (f *Field) SetChoice(l *Layer, word string) {
	if f.Choices != nil {
		*l = f.set(*l, word)
	}
}

func (f *Field) check(l Layer) error {
	if f.Choices != nil {
		if word := f.Choice(l); !slices.Contains(f.Choices, word) {
			return &fieldError{f.Name, fmt.Sprintf("%s %q, needs %s", f.Name, word, strings.Join(f.Choices, " or "))}
		}
		return nil
	}
	if v := f.Number(l); !(v >= f.Min && v <= f.Max) { // a NaN is not
		return f.outside(number(v))
	}
	return nil
}

func (f *Field) outside(text string) error {
	return &fieldError{f.Name, fmt.Sprintf("%s %s, needs %s to %s", f.Name, text, number(f.Min), number(f.Max))}
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
