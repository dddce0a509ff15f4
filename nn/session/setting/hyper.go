package setting

import (
	"maps"
	"slices"
	"strconv"

	"github.com/inkgrad/inkgrad/nn/train/method"
)

// UsualRate returns the learning rate that an optimizer begins with, or 0 for an unknown name.
func UsualRate(optimizer string) float64 {
	o, _ := method.FindOptimizer(optimizer)
	return o.Rate
}

// Hyper returns the hyperparameters of the optimizer and the schedule. The caller must not change it.
func (s Settings) Hyper() method.Values { return s.hyper }

// Usual reports whether the row is about a hyperparameter that has its default in s.
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

// parse sets the value to what text says, within the bounds of the row.
func (h hyper) parse(r Row, text string) error {
	v, err := r.parseFloat(text)
	if h.Whole {
		var n int
		n, err = r.parseInt(text)
		v = float64(n)
	}
	if err == nil {
		h.set(v)
	}
	return err
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

// hyperRows returns a row for each hyperparameter of the kinds. A row applies if the settings name a kind that has the
// hyperparameter.
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
			rows = append(rows, Row{Name: h.Name, Label: h.Label, Kind: kind, Min: h.Min, Max: h.Max,
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
