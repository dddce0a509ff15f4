// Package setting is the one table of everything that can be set: name, type, default, range, control and help of each
// setting.
//
// Controls, the URL's hash, validation and the JavaScript API all come from Table; a new setting is a new field of
// Settings and a new row, and the doc of it in static/embed.js. A hyperparameter of an optimizer or a schedule becomes
// a row by itself: see package method. The package is plain data: it imports nothing of the core.
//
//	s := setting.Default()
//	err := s.Set("learningRate", "0.5")   // nil
//	err = s.Set("learningRate", "cold")   // setting: learningRate: "cold" is not a number
package setting

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// Settings is a value for each row of the table. The zero Settings is not valid: start from Default.
type Settings struct {
	Network    string
	Hidden     []int
	Activation string
	Init       string
	Seed       int

	Optimizer    string
	LearningRate float64
	WeightDecay  float64
	Schedule     string
	Workers      string
	BatchSize    int
	DataSize     int
	Iterations   int
	OwnShare     float64

	Theme string

	Formula string
	Values  map[string]float64
	Step    int

	Layer     string
	Numbers   string
	LayerMode string
	Mask      int
	LayerStep int
	Element   string

	GraphView

	Experiment string

	Open []string
	Looks

	Sketch

	From  string
	Steps int

	Weights string
	Digest  string
	State   string

	Lesson   string
	Section  string
	Answered string
	Figures  string

	Hide []string
	Lock []string

	// hyper has the hyperparameters that are not at their defaults, and is nil if all are. It is never changed: copies
	// of Settings share it.
	hyper method.Values
}

// GraphView is how the graph is shown.
type GraphView struct {
	Unfolded     string
	Node         int
	GraphElement int
	GraphStep    int
	GraphMode    string
	GraphLook    string
	GraphOf      string
	GraphInput   string
	GraphTarget  int
}

// Looks are what is looked at beside the graph: one element that is pulled, a cell of mistakes, a way to fool a
// network, earlier moments of the training, how its curves are drawn, and the language of code.
type Looks struct {
	PullReach, PullStep string
	PullBy              int

	Mistakes int

	FoolTarget, FoolNorm, FoolOf, FoolFrom string
	FoolFrame                              int

	Moment, MomentBeside int

	Smoothing, LossScale, Distributions string

	Language string
}

// Sketch is what is drawn: strokes, or an image of the test set.
type Sketch struct {
	Strokes string
	Sample  int
}

// Drawn reports whether there is something.
func (s Sketch) Drawn() bool { return s != Sketch{Sample: NoSample} }

// NoSample is the Sample of a Sketch that is not from the test set.
const NoSample = -1

// AllSteps is the Step at which all of the formula is computed, forward and backward.
const AllSteps = -1

// Default returns the chapter's settings.
func Default() Settings {
	return Settings{
		Hidden: []int{50}, Activation: spec.KindReLU, Init: spec.InitNormal, Seed: 1,
		Optimizer: method.SGD.Name, LearningRate: method.SGD.Rate, Schedule: method.Constant.Name, Workers: AutoWorkers,
		BatchSize: 100, DataSize: 60_000, Iterations: 10_000,
		Theme:   "auto",
		Formula: "(apple*n_apple + orange*n_orange)*tax",
		Values:  map[string]float64{"apple": 100, "n_apple": 2, "orange": 150, "n_orange": 3, "tax": 1.1},
		Step:    AllSteps,
		Layer:   "affine2", LayerMode: GraphTrain, Mask: 2, LayerStep: AllSteps,
		GraphView: GraphView{Node: NoNode, GraphStep: NoSteps, GraphMode: GraphAuto, GraphLook: GraphPictures,
			GraphOf: GraphNetwork, GraphInput: GraphAuto, GraphTarget: NoTarget},
		Open: []string{},
		Looks: Looks{PullReach: PullReaches()[0], PullStep: "0.001", Mistakes: AllMistakes,
			FoolTarget: FoolAuto, FoolNorm: FoolAuto, FoolOf: GraphNetwork, FoolFrom: FoolDrawing, FoolFrame: NoFrame,
			Moment: Now, MomentBeside: Now,
			Smoothing: Smoothings()[0], LossScale: ScaleLinear, Distributions: ofActivation,
			Language: InPython},
		Sketch: Sketch{Sample: NoSample},
		From:   FromAuto,
		Hide:   []string{}, Lock: []string{},
	}
}

// Clone returns a copy that shares nothing with s.
func (s Settings) Clone() Settings {
	s.Hidden = slices.Clone(s.Hidden)
	s.Values = maps.Clone(s.Values)
	s.Open, s.Hide, s.Lock = slices.Clone(s.Open), slices.Clone(s.Hide), slices.Clone(s.Lock)
	return s
}

// WithFresh returns s with the Fresh settings of other.
func (s Settings) WithFresh(other Settings) Settings {
	return s.with(other, func(r Row) bool { return r.Fresh })
}

// WithPage returns s with the Page settings of other.
func (s Settings) WithPage(other Settings) Settings {
	return s.with(other, func(r Row) bool { return r.Page })
}

// WithFigure returns s with the settings of a panel's figure from a query, and the defaults where the query has none.
func (s Settings) WithFigure(panel, query string) Settings {
	other, _ := ParseQuery(query)
	return s.with(other, func(r Row) bool { return r.Figure == panel && panel != "" })
}

// Figure returns the settings of a panel's figure as a query, of which WithFigure makes the same figure again.
func (s Settings) Figure(panel string) string {
	return Default().with(s, func(r Row) bool { return r.Figure == panel && panel != "" }).Query()
}

// WithNamed returns s with those settings that a query names and that no panel's figure has.
func (s Settings) WithNamed(query string) Settings {
	s = s.Clone()
	texts, _, _ := readQuery(query)
	for _, r := range table {
		if text, named := texts[r.Name]; named && r.Figure == "" {
			_ = s.Set(r.Name, text) // a text that is not valid is left out, as ParseQuery does
		}
	}
	return s
}

// WithOthers returns s with the figures of other, but for those that somebody shows, and with its Network settings
// unless somebody shows the network.
func (s Settings) WithOthers(other Settings, shows func(figure string) bool, network bool) Settings {
	return s.with(other, func(r Row) bool {
		return r.Figure != "" && !shows(r.Figure) || r.Network && !network
	})
}

// with returns s with some of the settings of other.
func (s Settings) with(other Settings, some func(Row) bool) Settings {
	s = s.Clone()
	for _, r := range table {
		if some(r) {
			r.set(&s, r.text(other)) // cannot fail: it is from the same table
		}
	}
	return s
}

// EqualButPage reports whether s and other are the same but for the settings of the page.
func (s Settings) EqualButPage(other Settings) bool {
	for _, r := range table {
		if !r.Page && r.text(s) != r.text(other) {
			return false
		}
	}
	return true
}

// EqualFresh reports whether s and other describe the same fresh network. Settings that do not apply to it make no
// difference.
func (s Settings) EqualFresh(other Settings) bool {
	for _, r := range table {
		if r.Fresh && r.Applies(s) && r.text(s) != r.text(other) {
			return false
		}
	}
	return true
}

// Fields returns pointers to everything in s, always in the same order: the field of each row, and the hyperparameters
// by name.
func (s *Settings) Fields() []any {
	fields := []any{(*map[string]float64)(&s.hyper)}
	for _, r := range table {
		if r.hyper == nil {
			fields = append(fields, r.field(s))
		}
	}
	return fields
}

// Text returns the value of the named setting as a person writes it, and "" for a name that is not in the table.
func (s Settings) Text(name string) string {
	if r, ok := Find(name); ok {
		return r.text(s)
	}
	return ""
}

// text returns the value of the row's setting in s as a person writes it.
func (r Row) text(s Settings) string {
	switch v := r.field(&s).(type) {
	case hyper:
		return v.text()
	case *int:
		return strconv.Itoa(*v)
	case *float64:
		return strconv.FormatFloat(*v, 'g', -1, 64)
	case *string:
		return *v
	case *[]string:
		return strings.Join(*v, ",")
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
	panic("setting: row " + r.Name + " has a field of a type that text does not know")
}

// Set parses text into the named setting. On an error, an *Error that says what is allowed, s is unchanged. If the
// optimizer changes, so does a learning rate that was the usual one: what is small for SGD is far too large for Adam.
func (s *Settings) Set(name, text string) error {
	r, ok := Find(name)
	if !ok {
		return &Error{"", "there is no setting " + excerpt.Quote(name)}
	}
	usual := s.LearningRate == UsualRate(s.Optimizer)
	if err := r.set(s, strings.TrimSpace(text)); err != nil {
		return of(name, err)
	}
	if name == "optimizer" && usual {
		s.LearningRate = UsualRate(s.Optimizer)
	}
	return nil
}

// set parses text into the row's setting in s.
func (r Row) set(s *Settings, text string) error {
	if r.Kind == Choice {
		if err := r.choice(text); err != nil {
			return err
		}
	}
	switch p := r.field(s).(type) {
	case hyper:
		return p.parse(r, text)
	case *int:
		return parseInto(p, text, r.parseInt)
	case *float64:
		return parseInto(p, text, r.parseFloat)
	case *string:
		return parseInto(p, text, r.parseText)
	case *[]int:
		return parseInto(p, text, r.parseInts)
	case *[]string:
		return parseInto(p, text, r.parseNames)
	case *map[string]float64:
		return parseInto(p, text, r.parseNamed)
	}
	panic("setting: row " + r.Name + " has a field of a type that set does not know")
}

// choice returns an error if text is none of the row's Choices.
func (r Row) choice(text string) error {
	if slices.Contains(r.Choices, text) {
		return nil
	}
	choices := strings.TrimPrefix(strings.Join(r.Choices, ", "), ", ") // the first may be "", which is none
	return fmt.Errorf("%s is not one of %s", excerpt.Quote(text), choices)
}

// parseInto sets p to what text says, and leaves it as it is on an error.
func parseInto[T any](p *T, text string, parse func(string) (T, error)) error {
	v, err := parse(text)
	if err == nil {
		*p = v
	}
	return err
}

func (r Row) parseText(text string) (string, error) {
	if n := utf8.RuneCountInString(text); r.MaxLen > 0 && n > r.MaxLen {
		return "", fmt.Errorf("it has %d characters; at most %d are possible", n, r.MaxLen)
	}
	if r.Kind == Network {
		return parseNetwork(text)
	}
	return text, nil
}

// listed splits text at commas and spaces.
func listed(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ' ' })
}

func (r Row) parseInts(text string) ([]int, error) {
	ns := []int{}
	for _, word := range listed(text) {
		n, err := r.parseInt(word)
		if err != nil {
			return nil, err
		}
		ns = append(ns, n)
	}
	if len(ns) > r.MaxLen {
		return nil, fmt.Errorf("there are %d numbers; at most %d are possible", len(ns), r.MaxLen)
	}
	return ns, nil
}

// parseNames reads names of settings or, where the row has Choices, some of these. Each is there once.
func (r Row) parseNames(text string) ([]string, error) {
	names := []string{}
	for _, name := range listed(text) {
		if r.Choices != nil {
			if err := r.choice(name); err != nil {
				return nil, err
			}
		} else if _, ok := Find(name); !ok {
			return nil, errors.New("there is no setting " + excerpt.Quote(name))
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, nil
}

// parseNamed reads a=1,b=-0.5.
func (r Row) parseNamed(text string) (map[string]float64, error) {
	values := map[string]float64{}
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ',' }) {
		name, number, ok := strings.Cut(word, "=")
		name = strings.TrimSpace(name)
		v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if errors.Is(err, strconv.ErrRange) {
			return nil, fmt.Errorf("the number in %s is too large", excerpt.Quote(word))
		}
		if !ok || name == "" || err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%s is not a name with a number, as in x=1.5", excerpt.Quote(word))
		}
		values[name] = v
	}
	if len(values) > r.MaxLen {
		return nil, fmt.Errorf("there are %d values; at most %d are possible", len(values), r.MaxLen)
	}
	return values, nil
}

func (r Row) parseInt(text string) (int, error) {
	v, err := strconv.ParseFloat(text, 64) // 1e99 is whole, and too large
	if err != nil && !errors.Is(err, strconv.ErrRange) || v != math.Trunc(v) {
		return 0, fmt.Errorf("%s is not a whole number", excerpt.Quote(text))
	}
	if r.Kind != Choice && (v < r.Min || v > r.Max) {
		return 0, r.outside(text)
	}
	return int(v), nil
}

func (r Row) parseFloat(text string) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, fmt.Errorf("%s is not a number", excerpt.Quote(text))
	}
	if !(v >= r.Min && v <= r.Max) { // refuses NaN too
		return 0, r.outside(text)
	}
	return v, nil
}

func (r Row) outside(text string) error {
	return fmt.Errorf("%s is outside %s to %s", excerpt.Cut(text), plainNumber(r.Min), plainNumber(r.Max))
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Validate returns the first error that setting s's own values would give.
func (s Settings) Validate() error {
	for _, r := range table {
		into := Default()
		if err := into.Set(r.Name, r.text(s)); err != nil {
			return err
		}
	}
	return nil
}
