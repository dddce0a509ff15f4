package spec

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/smalljson"
)

// Layers are the layers of a network in order. In JSON each is an object with its kind and its fields that are not
// zero, in the order of the kind's Fields:
//
//	[{"kind":"Affine","units":50},{"kind":"ReLU"},{"kind":"Affine","units":10}]
type Layers []Layer

// MarshalJSON writes a network as it appears in files: {"input":[784],"init":"He","layers":[...]}.
func (n Network) MarshalJSON() ([]byte, error) {
	b := []byte(`{"input":`)
	if n.Input == nil {
		b = append(b, "null"...)
	} else {
		b = smalljson.AppendInts(b, n.Input)
	}
	if n.Init != "" {
		b = smalljson.AppendString(append(b, `,"init":`...), n.Init)
	}
	return append(n.Layers.appendJSON(append(b, `,"layers":`...)), '}'), nil
}

func (ls Layers) MarshalJSON() ([]byte, error) { return ls.appendJSON(nil), nil }

func (ls Layers) appendJSON(b []byte) []byte {
	if ls == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i, l := range ls {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendLayer(b, l)
	}
	return append(b, ']')
}

func appendLayer(b []byte, l Layer) []byte {
	k := l.Kind()
	b = smalljson.AppendString(append(b, `{"kind":`...), k.Name)
	for _, f := range k.Fields {
		if f.Number(l) == 0 && f.Choice(l) == "" {
			continue
		}
		b = append(smalljson.AppendString(append(b, ','), f.Name), ':')
		if f.Choices != nil {
			b = smalljson.AppendString(b, f.Choice(l))
		} else {
			b = strconv.AppendFloat(b, f.Number(l), 'f', -1, 64)
		}
	}
	return append(b, '}')
}

// UnmarshalJSON reads what MarshalJSON wrote. It accepts an unknown kind, which Resolve reports.
func (n *Network) UnmarshalJSON(text []byte) error {
	v, err := smalljson.Parse(text)
	if err != nil {
		return err
	}
	members, ok := v.(map[string]any)
	if !ok {
		return errors.New(smalljson.Describe(v) + " is not an object")
	}
	*n = Network{}
	if v := members["input"]; v != nil {
		if n.Input, err = smalljson.Ints(v); err != nil {
			return fmt.Errorf("input: %w", err)
		}
	}
	if v := members["init"]; v != nil {
		if n.Init, err = smalljson.Text(v); err != nil {
			return fmt.Errorf("init: %w", err)
		}
	}
	if v := members["layers"]; v != nil {
		n.Layers, err = readLayers(v)
	}
	return err
}

func readLayers(v any) (Layers, error) {
	values, ok := v.([]any)
	if !ok {
		return nil, errors.New("layers: " + smalljson.Describe(v) + " is not an array")
	}
	ls := make(Layers, len(values))
	for i, v := range values {
		var err error
		if ls[i], err = readLayer(v); err != nil {
			return nil, fmt.Errorf("layer: %w", err)
		}
	}
	return ls, nil
}

// readLayer returns the layer that an object describes. A missing field is zero.
func readLayer(v any) (Layer, error) {
	members, ok := v.(map[string]any)
	if !ok && v != nil {
		return nil, errors.New(smalljson.Describe(v) + " is not an object")
	}
	kind := ""
	if v, ok := members["kind"]; ok {
		var err error
		if kind, err = smalljson.Text(v); err != nil {
			return nil, fmt.Errorf("kind: %w", err)
		}
	}
	l := Default(kind)
	for _, f := range l.Kind().Fields {
		if err := f.read(&l, members[f.Name]); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", excerpt.Cut(kind), f.Name, err)
		}
	}
	return l, nil
}

// read sets the field to a value, and to zero for nil.
func (f *Field) read(l *Layer, v any) error {
	var word string
	var whole int
	var number float64
	var err error
	switch {
	case v == nil:
	case f.Choices != nil:
		word, err = smalljson.Text(v)
	case f.Whole:
		whole, err = smalljson.Int(v)
		number = float64(whole)
	default:
		number, err = smalljson.Float(v)
	}
	f.SetNumber(l, number)
	f.SetChoice(l, word)
	return err
}
