package spec

import (
	"encoding/json"
	"fmt"
)

// Layers are layers in their order. In JSON each is an object with its kind and those of its fields that are not zero,
// in the order of the kind's Fields:
//
//	[{"kind":"Affine","units":50},{"kind":"ReLU"},{"kind":"Affine","units":10}]
type Layers []Layer

func (ls Layers) MarshalJSON() ([]byte, error) {
	if ls == nil {
		return []byte("null"), nil
	}
	b := []byte{'['}
	add := func(before, key string, v any) error {
		text, err := json.Marshal(v)
		b = append(append(b, before+`"`+key+`":`...), text...)
		return err
	}
	for i, l := range ls {
		before := "{"
		if i > 0 {
			before = ",{"
		}
		k := l.Kind()
		if err := add(before, "kind", k.Name); err != nil {
			return nil, err
		}
		for _, f := range k.Fields {
			if f.Number(l) == 0 && f.Choice(l) == "" {
				continue
			}
			at, _ := f.settings(l)
			if err := add(",", f.Name, at[f.index]); err != nil {
				return nil, fmt.Errorf("layer: %s: %w", f.Name, err)
			}
		}
		b = append(b, '}')
	}
	return append(b, ']'), nil
}

// UnmarshalJSON reads a kind that there is not, too: Resolve says so.
func (ls *Layers) UnmarshalJSON(text []byte) error {
	var objects []map[string]json.RawMessage
	if err := json.Unmarshal(text, &objects); err != nil {
		return err
	}
	*ls = nil
	if objects != nil {
		*ls = make(Layers, len(objects))
	}
	for i, o := range objects {
		var kind string
		if text, ok := o["kind"]; ok {
			if err := json.Unmarshal(text, &kind); err != nil {
				return fmt.Errorf("layer: kind: %w", err)
			}
		}
		l := Default(kind)
		for _, f := range l.Kind().Fields {
			f.SetNumber(&l, 0)
			f.SetChoice(&l, "")
			if text, ok := o[f.Name]; ok {
				at, layer := f.settings(l)
				if err := json.Unmarshal(text, at[f.index]); err != nil {
					return fmt.Errorf("layer: %s: %s: %w", kind, f.Name, err)
				}
				l = layer()
			}
		}
		(*ls)[i] = l
	}
	return nil
}
