package setting

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/smalljson"
)

// MarshalJSON writes one object of all settings, in the table's order.
func (s Settings) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, r := range table {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(smalljson.AppendString(b, r.Name), ':')
		var ok bool
		if b, ok = r.appendJSON(b, &s); !ok {
			return nil, &Error{r.Name, "there is no such number in JSON"}
		}
	}
	return append(b, '}'), nil
}

// appendJSON appends the row's value, or returns false for a number that JSON cannot express.
func (r Row) appendJSON(b []byte, s *Settings) ([]byte, bool) {
	switch p := r.field(s).(type) {
	case hyper:
		return appendNumber(b, s.hyper.Of(*p.Hyperparameter))
	case *int:
		return strconv.AppendInt(b, int64(*p), 10), true
	case *float64:
		return appendNumber(b, *p)
	case *string:
		return smalljson.AppendString(b, *p), true
	case *[]int:
		if *p == nil {
			return append(b, "null"...), true
		}
		return smalljson.AppendInts(b, *p), true
	case *[]string:
		return appendStrings(b, *p), true
	case *map[string]float64:
		return appendNamed(b, *p)
	}
	panic("setting: row " + r.Name + " has a field of a type that MarshalJSON does not know")
}

func appendNumber(b []byte, v float64) ([]byte, bool) {
	return strconv.AppendFloat(b, v, 'g', -1, 64), !math.IsNaN(v) && !math.IsInf(v, 0)
}

func appendStrings(b []byte, words []string) []byte {
	if words == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i, w := range words {
		if i > 0 {
			b = append(b, ',')
		}
		b = smalljson.AppendString(b, w)
	}
	return append(b, ']')
}

func appendNamed(b []byte, values map[string]float64) ([]byte, bool) {
	if values == nil {
		return append(b, "null"...), true
	}
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(values)) {
		if i > 0 {
			b = append(b, ',')
		}
		var ok bool
		if b, ok = appendNumber(append(smalljson.AppendString(b, name), ':'), values[name]); !ok {
			return b, false
		}
	}
	return append(b, '}'), true
}

// UnmarshalJSON reads what MarshalJSON wrote. Settings that the text does not name stay as they are, and so do those
// that are null, except a list, which becomes nil. It does not check the values; Validate does.
func (s *Settings) UnmarshalJSON(text []byte) error {
	v, err := smalljson.Parse(text)
	if err != nil {
		return err
	}
	members, ok := v.(map[string]any)
	if !ok {
		return &Error{"", smalljson.Describe(v) + " is not an object of settings"}
	}
	for _, r := range table {
		if v, ok := members[r.Name]; ok {
			if err := r.readJSON(s, v); err != nil {
				return of(r.Name, err)
			}
		}
	}
	return nil
}

func (r Row) readJSON(s *Settings, v any) (err error) {
	switch p := r.field(s).(type) {
	case hyper:
		if v == nil {
			return nil
		}
		var x float64
		if x, err = smalljson.Float(v); err != nil {
			return err
		}
		if p.Whole && x != math.Trunc(x) {
			return fmt.Errorf("%v is not a whole number", x)
		}
		p.set(x)
	case *int:
		return read(p, v, smalljson.Int)
	case *float64:
		return read(p, v, smalljson.Float)
	case *string:
		return read(p, v, smalljson.Text)
	case *[]int:
		if *p = nil; v != nil {
			*p, err = smalljson.Ints(v)
		}
	case *[]string:
		if *p = nil; v != nil {
			*p, err = readStrings(v)
		}
	case *map[string]float64:
		if *p = nil; v != nil {
			*p, err = readNamed(v)
		}
	}
	return err
}

// read sets what p points to, unless v is null.
func read[T any](p *T, v any, convert func(any) (T, error)) error {
	if v == nil {
		return nil
	}
	x, err := convert(v)
	if err == nil {
		*p = x
	}
	return err
}

func readStrings(v any) ([]string, error) {
	values, ok := v.([]any)
	if !ok {
		return nil, errors.New(smalljson.Describe(v) + " is not an array")
	}
	words := make([]string, len(values))
	for i, v := range values {
		var err error
		if words[i], err = smalljson.Text(v); err != nil {
			return nil, err
		}
	}
	return words, nil
}

func readNamed(v any) (map[string]float64, error) {
	members, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New(smalljson.Describe(v) + " is not an object")
	}
	values := make(map[string]float64, len(members))
	for name, v := range members {
		var err error
		if values[name], err = smalljson.Float(v); err != nil {
			return nil, fmt.Errorf("%s: %w", excerpt.Cut(name), err)
		}
	}
	return values, nil
}
