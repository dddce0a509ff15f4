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
	// Whole numbers and numbers are from Min to Max, and begin at Default.
	Whole             bool
	Min, Max, Default float64
	// Choices are the words that the field may be, in the order to show them; it begins as the first.
	Choices []string
	// at returns a pointer to the field, to an int, float64 or string.
	at func(*Layer) any
}

var fields = map[string][]Field{
	KindAffine: {
		{Name: "units", Label: "Units", Whole: true, Min: 1, Max: 10_000, Default: 50,
			Help: "How many outputs the layer has.",
			at:   func(l *Layer) any { return &l.Units }},
	},
	KindConvolution: {
		{Name: "filters", Label: "Filters", Whole: true, Min: 1, Max: 1000, Default: 16,
			Help: "How many patterns the layer looks for: each gives a channel.",
			at:   func(l *Layer) any { return &l.Filters }},
		{Name: "kernel", Label: "Kernel", Whole: true, Min: 1, Max: 100, Default: 3,
			Help: "The height and width of a filter.",
			at:   func(l *Layer) any { return &l.Kernel }},
		{Name: "stride", Label: "Stride", Whole: true, Min: 1, Max: 100, Default: 1,
			Help: "How far a filter moves from place to place.",
			at:   func(l *Layer) any { return &l.Stride }},
		{Name: "pad", Label: "Pad", Whole: true, Min: 0, Max: 100, Default: 1,
			Help: "How many rings of zeros lie around the input.",
			at:   func(l *Layer) any { return &l.Pad }},
	},
	KindPooling: {
		{Name: "pool", Label: "Pool", Choices: []string{PoolMax, PoolAverage},
			Help: "What is taken of each pool.",
			at:   func(l *Layer) any { return &l.Pool }},
		{Name: "size", Label: "Size", Whole: true, Min: 1, Max: 100, Default: 2,
			Help: "The height and width of a pool.",
			at:   func(l *Layer) any { return &l.Size }},
		{Name: "stride", Label: "Stride", Whole: true, Min: 1, Max: 100, Default: 2,
			Help: "How far a pool moves from place to place.",
			at:   func(l *Layer) any { return &l.Stride }},
	},
	KindLeakyReLU: {
		{Name: "slope", Label: "Slope", Min: 0, Max: 1, Default: 0.01,
			Help: "What negative inputs are multiplied by.",
			at:   func(l *Layer) any { return &l.Slope }},
	},
	KindBatchNormalization: {
		{Name: "momentum", Label: "Momentum", Min: 0, Max: 0.9999, Default: 0.9,
			Help: "How much of the running statistics stays at each step.",
			at:   func(l *Layer) any { return &l.Momentum }},
	},
	KindDropout: {
		{Name: "ratio", Label: "Ratio", Min: 0, Max: 0.95, Default: 0.5,
			Help: "The fraction of the values that is dropped at each step.",
			at:   func(l *Layer) any { return &l.Ratio }},
	},
}

// Fields returns what can be set in a layer of that kind, in the order to show it.
func Fields(kind string) []Field { return slices.Clone(fields[kind]) }

// Default returns a layer of that kind with every field as it begins.
func Default(kind string) Layer {
	l := Layer{Kind: kind}
	for _, f := range Fields(kind) {
		switch p := f.at(&l).(type) {
		case *int:
			*p = int(f.Default)
		case *float64:
			*p = f.Default
		case *string:
			*p = f.Choices[0]
		}
	}
	return l
}

// Number returns the field's value in l, and Choice that of one with Choices; SetNumber and SetChoice set it, whatever it is:
// Network.Resolve checks it.
func (f *Field) Number(l Layer) float64 {
	switch p := f.at(&l).(type) {
	case *int:
		return float64(*p)
	case *float64:
		return *p
	}
	return 0
}

func (f *Field) Choice(l Layer) string {
	if p, ok := f.at(&l).(*string); ok {
		return *p
	}
	return ""
}

func (f *Field) SetNumber(l *Layer, v float64) {
	switch p := f.at(l).(type) {
	case *int:
		*p = int(v)
	case *float64:
		*p = v
	}
}

func (f *Field) SetChoice(l *Layer, word string) {
	if p, ok := f.at(l).(*string); ok {
		*p = word
	}
}

func (f *Field) check(l *Layer) error {
	if f.Choices != nil {
		if word := f.Choice(*l); !slices.Contains(f.Choices, word) {
			return fmt.Errorf("%s %q, needs %s", f.Name, word, strings.Join(f.Choices, " or "))
		}
		return nil
	}
	if v := f.Number(*l); !(v >= f.Min && v <= f.Max) { // a NaN is not
		return fmt.Errorf("%s %s, needs %s to %s", f.Name, number(v), number(f.Min), number(f.Max))
	}
	return nil
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
