package setting

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/train/method"
)

// UsualRate is the learning rate to begin with for an optimizer, and 0 for a name that is none.
func UsualRate(optimizer string) float64 {
	o, _ := method.FindOptimizer(optimizer)
	return o.Rate
}

// Hyper returns the hyperparameters of the optimizer and the schedule. The caller must not change it.
func (s Settings) Hyper() method.Values { return s.hyper }

// Usual says that the row is of a hyperparameter and s has its default.
func (r Row) Usual(s Settings) bool { return r.hyper != nil && s.hyper.Of(*r.hyper) == r.hyper.Default }

// hyper is the value of a hyperparameter in settings, as Row.field returns it.
type hyper struct {
	*method.Hyperparameter
	settings *Settings
}

func (h hyper) text() string {
	v := h.settings.hyper.Of(*h.Hyperparameter)
	if h.Whole {
		return strconv.Itoa(int(v))
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

func (h hyper) set(v float64) {
	values := maps.Clone(h.settings.hyper)
	if v == h.Default {
		delete(values, h.Name)
	} else if values == nil {
		values = method.Values{h.Name: v}
	} else {
		values[h.Name] = v
	}
	if len(values) == 0 {
		values = nil
	}
	h.settings.hyper = values
}

// namesAndHelp returns what a row has as Choices and ChoiceHelp.
func namesAndHelp(kinds []method.Kind) (names, help []string) {
	for _, k := range kinds {
		names, help = append(names, k.Name), append(help, k.Help)
	}
	return names, help
}

// hyperRows returns a row for each hyperparameter of the kinds. It applies where the settings name a kind that has it.
func hyperRows(kinds []method.Kind, named func(Settings) string) (rows []Row) {
	for _, k := range kinds {
		for i := range k.Hyper {
			h := &k.Hyper[i].Hyperparameter
			if slices.ContainsFunc(rows, func(r Row) bool { return r.Name == h.Name }) {
				continue
			}
			kind := Float
			if h.Whole {
				kind = Int
			}
			rows = append(rows, Row{Name: h.Name, Label: h.Label, Kind: kind, Min: h.Min, Max: h.Max, More: true,
				Help:  h.Help,
				hyper: h,
				field: func(s *Settings) any { return hyper{h, s} },
				applies: func(s Settings) bool {
					return slices.ContainsFunc(kinds,
						func(k method.Kind) bool { return k.Name == named(s) && k.Has(h.Name) })
				}})
		}
	}
	return rows
}

// flat are the Settings without their methods, for JSON.
type flat Settings

// MarshalJSON writes one object of all settings, the hyperparameters among them.
func (s Settings) MarshalJSON() ([]byte, error) {
	text, err := json.Marshal(flat(s))
	if err != nil {
		return nil, err
	}
	values := map[string]float64{}
	for _, r := range table {
		if r.hyper != nil {
			values[r.Name] = s.hyper.Of(*r.hyper)
		}
	}
	more, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	text[len(text)-1] = ','
	return append(text, more[1:]...), nil
}

// UnmarshalJSON reads what MarshalJSON wrote. What the text does not name stays.
func (s *Settings) UnmarshalJSON(text []byte) error {
	if err := json.Unmarshal(text, (*flat)(s)); err != nil {
		return err
	}
	var named map[string]json.RawMessage
	if err := json.Unmarshal(text, &named); err != nil {
		return err
	}
	for _, r := range table {
		value, ok := named[r.Name]
		if r.hyper == nil || !ok {
			continue
		}
		v := s.hyper.Of(*r.hyper)
		if err := json.Unmarshal(value, &v); err != nil {
			return err
		}
		if r.hyper.Whole && v != math.Trunc(v) {
			return &Error{r.Name, fmt.Sprintf("%v is not a whole number", v)}
		}
		hyper{r.hyper, s}.set(v)
	}
	return nil
}
