package spec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
)

// Field is a setting of a layer: a whole number, a number, or one of Choices.
type Field struct {
	// Name is the key in JSON, Label what a learner reads, Help one sentence for the control.
	Name, Label, Help string
	// A number lies between Min and Max. Default is its value in the kind's Default.
	Whole             bool
	Min, Max, Default float64
	// Choices are the words to choose from, in the order to show them.
	Choices []string

	// settings are the kind's, and index is the field's place among them.
	settings settings
	index    int
}

// settings returns pointers to the settings of a layer, each to an int, a float64 or a string, in the order of the
// kind's Fields, and a function that returns the layer with what was set through them.
type settings func(Layer) (at []any, layer func() Layer)

// open returns the settings of a layer of type L, given a function that finds them in it.
func open[L Layer](at func(*L) []any) settings {
	return func(l Layer) ([]any, func() Layer) {
		of := l.(L)
		return at(&of), func() Layer { return of }
	}
}

// Number returns the field's value in l, and Choice that of a field with Choices. SetNumber and SetChoice set any
// value: Network.Resolve checks it. They panic if l is of another kind.
func (f *Field) Number(l Layer) float64 {
	at, _ := f.settings(l)
	switch p := at[f.index].(type) {
	case *int:
		return float64(*p)
	case *float64:
		return *p
	}
	return 0
}

func (f *Field) Choice(l Layer) string {
	at, _ := f.settings(l)
	if p, ok := at[f.index].(*string); ok {
		return *p
	}
	return ""
}

func (f *Field) SetNumber(l *Layer, v float64) {
	at, layer := f.settings(*l)
	switch p := at[f.index].(type) {
	case *int:
		*p = int(v)
	case *float64:
		*p = v
	}
	*l = layer()
}

func (f *Field) SetChoice(l *Layer, word string) {
	at, layer := f.settings(*l)
	if p, ok := at[f.index].(*string); ok {
		*p = word
	}
	*l = layer()
}

func (f *Field) check(l Layer) error {
	if f.Choices != nil {
		if word := f.Choice(l); !slices.Contains(f.Choices, word) {
			return &fieldError{f.Name,
				fmt.Sprintf("%s must be %s, not %q", f.Name, strings.Join(f.Choices, " or "), word)}
		}
		return nil
	}
	if v := f.Number(l); !(v >= f.Min && v <= f.Max) { // a NaN is not
		return f.outside(plainNumber(v))
	}
	return nil
}

func (f *Field) outside(text string) error {
	return &fieldError{f.Name,
		fmt.Sprintf("%s must be %s to %s, not %s", f.Name, plainNumber(f.Min), plainNumber(f.Max), excerpt.Cut(text))}
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
