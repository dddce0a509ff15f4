// Package setting is the one table of everything that can be set: name, type, default, range, control and help of each setting.
//
// Controls, the URL's hash, validation and the JavaScript API all come from Table; a new setting is a new field of Settings and a
// new row, nothing else. The package is plain data: it imports nothing of the core.
//
//	s := setting.Default()
//	err := s.Set("learningRate", "0.5")   // nil
//	err = s.Set("learningRate", "cold")   // setting: learningRate: "cold" is not a number
package setting

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Settings is a value for each row of the table. The zero Settings is not valid: start from Default.
type Settings struct {
	Hidden       []int   `json:"hidden"`
	Activation   string  `json:"activation"`
	Seed         int     `json:"seed"`
	LearningRate float64 `json:"learningRate"`
	BatchSize    int     `json:"batchSize"`
	DataSize     int     `json:"dataSize"`
	Iterations   int     `json:"iterations"`
	Theme        string  `json:"theme"`

	Formula string             `json:"formula"`
	Values  map[string]float64 `json:"values"`
	Step    int                `json:"step"`
}

// Kind says how a setting is written and what control sets it.
type Kind string

const (
	Int    Kind = "int"    // a whole number; a number field
	Ints   Kind = "ints"   // whole numbers joined by commas; a text field
	Float  Kind = "float"  // a number; a slider with a field
	Choice Kind = "choice" // one of Choices; buttons or a select
	Text   Kind = "text"   // any text of at most MaxLen characters; a text field
	Named  Kind = "named"  // finite numbers with names, a=1,b=-0.5; a slider with a field for each
)

// Row describes one setting.
type Row struct {
	// Name is the key in the URL, in JSON and in the JavaScript API; Label is what a learner reads.
	Name, Label string
	Kind        Kind
	// Min and Max bound a number (each number of Ints); MaxLen bounds how many Ints or Named numbers, or characters of a Text, there may be.
	Min, Max float64
	MaxLen   int
	// Log asks for a slider on a logarithmic scale.
	Log bool
	// Choices are the words that a Choice may be, in the order to show them.
	Choices []string
	// Fresh settings describe the network itself: they take effect when it starts from scratch.
	Fresh bool
	// Page settings concern the page alone: the engine ignores them.
	Page bool
	// Help is one sentence for the control.
	Help string
	// field returns a pointer to the row's field.
	field func(*Settings) any
}

var table = []Row{
	{Name: "learningRate", Label: "Learning rate", Kind: Float, Min: 0.0001, Max: 10, Log: true,
		Help:  "How far each step moves the weights against the gradient.",
		field: func(s *Settings) any { return &s.LearningRate }},
	{Name: "batchSize", Label: "Batch size", Kind: Int, Min: 1, Max: 1000,
		Help:  "How many images each step averages its gradient over.",
		field: func(s *Settings) any { return &s.BatchSize }},
	{Name: "iterations", Label: "Iterations", Kind: Int, Min: 1, Max: 1_000_000,
		Help:  "How many steps training runs before it stops by itself.",
		field: func(s *Settings) any { return &s.Iterations }},
	{Name: "dataSize", Label: "Training images", Kind: Choice, Choices: []string{"10000", "20000", "30000", "40000", "50000", "60000"},
		Help:  "How many of MNIST’s 60,000 training images to learn from; more are fetched when needed.",
		field: func(s *Settings) any { return &s.DataSize }},
	{Name: "hidden", Label: "Hidden sizes", Kind: Ints, Min: 1, Max: 1000, MaxLen: 6, Fresh: true,
		Help:  "Units in each hidden layer, separated by commas; leave it empty for none.",
		field: func(s *Settings) any { return &s.Hidden }},
	{Name: "activation", Label: "Activation", Kind: Choice, Choices: []string{"ReLU", "Sigmoid"}, Fresh: true,
		Help:  "The function between the layers; without it the network could only draw straight borders.",
		field: func(s *Settings) any { return &s.Activation }},
	{Name: "seed", Label: "Seed", Kind: Int, Min: 0, Max: 1 << 31, Fresh: true,
		Help:  "Where the random numbers start: the same seed and settings give the same weights, bit for bit.",
		field: func(s *Settings) any { return &s.Seed }},
	{Name: "theme", Label: "Theme", Kind: Choice, Choices: []string{"auto", "light", "dark"}, Page: true,
		Help:  "Light or dark; auto follows the system.",
		field: func(s *Settings) any { return &s.Theme }},
	{Name: "formula", Label: "Formula", Kind: Text, MaxLen: 20_000, Page: true,
		Help:  "Numbers, names, + − * / ^, parentheses, exp, log, max, relu, sigmoid and tanh.",
		field: func(s *Settings) any { return &s.Formula }},
	{Name: "values", Label: "Values", Kind: Named, MaxLen: 1000, Page: true,
		Help:  "What the names in the formula stand for; a name without a value is 1.",
		field: func(s *Settings) any { return &s.Values }},
	{Name: "step", Label: "Step", Kind: Int, Min: AllSteps, Max: 100_000, Page: true,
		Help:  "How many steps of the formula’s computation to show; −1 shows all.",
		field: func(s *Settings) any { return &s.Step }},
}

// AllSteps is the Step at which all of the formula is computed, forward and backward.
const AllSteps = -1

// Table returns the rows in the order to show them.
func Table() []Row { return slices.Clone(table) }

// Find returns the row with that name.
func Find(name string) (Row, bool) {
	i := slices.IndexFunc(table, func(r Row) bool { return r.Name == name })
	if i < 0 {
		return Row{}, false
	}
	return table[i], true
}

// Default returns the chapter's settings.
func Default() Settings {
	return Settings{
		Hidden: []int{50}, Activation: "ReLU", Seed: 1,
		LearningRate: 0.1, BatchSize: 100, DataSize: 10_000, Iterations: 10_000,
		Theme:   "auto",
		Formula: "(apple*n_apple + orange*n_orange)*tax",
		Values:  map[string]float64{"apple": 100, "n_apple": 2, "orange": 150, "n_orange": 3, "tax": 1.1},
		Step:    AllSteps,
	}
}

// Clone returns a copy that shares nothing with s.
func (s Settings) Clone() Settings {
	s.Hidden = slices.Clone(s.Hidden)
	s.Values = maps.Clone(s.Values)
	return s
}

// WithFresh returns s with the Fresh settings of other.
func (s Settings) WithFresh(other Settings) Settings {
	s = s.Clone()
	for _, r := range table {
		if r.Fresh {
			r.set(&s, other.Text(r.Name)) // of the same table: it cannot fail
		}
	}
	return s
}

// EqualFresh says that s and other describe the same fresh network.
func (s Settings) EqualFresh(other Settings) bool {
	for _, r := range table {
		if r.Fresh && s.Text(r.Name) != other.Text(r.Name) {
			return false
		}
	}
	return true
}

// Text returns the value of the named setting as a person writes it, and "" for a name that is not in the table.
func (s Settings) Text(name string) string {
	r, ok := Find(name)
	if !ok {
		return ""
	}
	switch v := r.field(&s).(type) {
	case *int:
		return strconv.Itoa(*v)
	case *float64:
		return strconv.FormatFloat(*v, 'g', -1, 64)
	case *string:
		return *v
	case *[]int:
		words := make([]string, len(*v))
		for i, n := range *v {
			words[i] = strconv.Itoa(n)
		}
		return strings.Join(words, ",")
	case *map[string]float64:
		words := make([]string, 0, len(*v))
		for name, x := range *v {
			words = append(words, name+"="+strconv.FormatFloat(x, 'g', -1, 64))
		}
		slices.Sort(words)
		return strings.Join(words, ",")
	}
	panic("setting: row " + name + " has a field of a type that Text does not know")
}

// Set parses text into the named setting. On an error, which says what is allowed, s is unchanged.
func (s *Settings) Set(name, text string) error {
	r, ok := Find(name)
	if !ok {
		return fmt.Errorf("setting: there is no setting %q", name)
	}
	text = strings.TrimSpace(text)
	if err := r.set(s, text); err != nil {
		return fmt.Errorf("setting: %s: %w", name, err)
	}
	return nil
}

func (r Row) set(s *Settings, text string) error {
	if r.Kind == Choice && !slices.Contains(r.Choices, text) {
		return fmt.Errorf("%q is none of %s", text, strings.Join(r.Choices, ", "))
	}
	switch p := r.field(s).(type) {
	case *int:
		n, err := r.parseInt(text)
		if err != nil {
			return err
		}
		*p = n
	case *float64:
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return fmt.Errorf("%q is not a number", text)
		}
		if !(v >= r.Min && v <= r.Max) { // refuses NaN too
			return r.outside(text)
		}
		*p = v
	case *string:
		if n := utf8.RuneCountInString(text); r.Kind == Text && n > r.MaxLen {
			return fmt.Errorf("%d characters, at most %d are possible", n, r.MaxLen)
		}
		*p = text
	case *map[string]float64:
		values, err := r.parseNamed(text)
		if err != nil {
			return err
		}
		*p = values
	case *[]int:
		ns := []int{}
		for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ' ' }) {
			n, err := r.parseInt(word)
			if err != nil {
				return err
			}
			ns = append(ns, n)
		}
		if len(ns) > r.MaxLen {
			return fmt.Errorf("%d numbers, at most %d are possible", len(ns), r.MaxLen)
		}
		*p = ns
	}
	return nil
}

// parseNamed reads a=1,b=-0.5.
func (r Row) parseNamed(text string) (map[string]float64, error) {
	values := map[string]float64{}
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ',' }) {
		name, number, ok := strings.Cut(word, "=")
		name = strings.TrimSpace(name)
		v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if !ok || name == "" || err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%q is not a name with a number, as in x=1.5", word)
		}
		values[name] = v
	}
	if len(values) > r.MaxLen {
		return nil, fmt.Errorf("%d values, at most %d are possible", len(values), r.MaxLen)
	}
	return values, nil
}

func (r Row) parseInt(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a whole number", text)
	}
	if r.Kind != Choice && (float64(n) < r.Min || float64(n) > r.Max) {
		return 0, r.outside(text)
	}
	return n, nil
}

func (r Row) outside(text string) error {
	return fmt.Errorf("%s is outside %s to %s", text, number(r.Min), number(r.Max))
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Validate returns the first error that setting s's own values would give.
func (s Settings) Validate() error {
	for _, r := range table {
		into := Default()
		if err := into.Set(r.Name, s.Text(r.Name)); err != nil {
			return err
		}
	}
	return nil
}
