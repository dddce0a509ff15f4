package spec

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/inkgrad/inkgrad/nn/excerpt"
)

// A layer can stand alone, without a network, with an input that is small enough to be written down. All kinds can, and
// a few more that are part of no network: see Lone.

// Bounds of the input of a layer alone, and of each of its tensors.
const (
	MaxAloneBatch    = 4
	MaxAloneValues   = 4 // of a row
	MaxAloneChannels = 2
	MaxAloneSide     = 6
	MaxAloneNumbers  = 4 * 2 * 6 * 6
)

// Example is a layer alone with its numbers.
type Example struct {
	// Name says in a few words what there is to see.
	Name string
	// Layer is the notation of the layer, Numbers that of its tensors (see Numbers). A tensor that is left out has the
	// numbers of a general example.
	Layer, Numbers string
}

// lone are the kinds that are no part of a network.
var lone []*Kind

// registerLone adds a kind that is no part of a network.
func registerLone(k Kind) *Kind {
	return add(&lone, complete(k))
}

// Lone returns the kinds that can stand alone, in the order to show them: those of networks, and then the others.
func Lone() []*Kind { return slices.Concat(kinds, lone) }

// FormatAlone writes a layer as ParseAlone reads it: affine3.
func FormatAlone(l Layer) string { return format(l) }

// ParseAlone reads the notation of one layer. An error says what can be written.
func ParseAlone(text string) (Layer, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	name := text
	if i := strings.IndexAny(text, "0123456789."); i >= 0 {
		name = text[:i]
	}
	k, w := findWord(Lone(), name)
	if k == nil {
		var words []string
		for _, k := range Lone() {
			for _, w := range k.Words {
				words = append(words, w.Name)
			}
		}
		return nil, whole(fmt.Sprintf("%s is not a layer; the layers are %s", excerpt.Quote(text),
			strings.Join(words, ", ")))
	}
	l, err := k.parse(w, text[len(name):])
	if err != nil {
		return nil, in(k.Name, 0, err)
	}
	return l, nil
}

// Alone returns a layer by itself, for an input of this shape: N×D, or N×C×H×W. Its tensors have short names: W, b.
// The error says what does not fit, or what is too large.
func Alone(l Layer, x []int) (Resolved, error) {
	r := Resolved{Layer: l, Name: l.Kind().Name}
	err := aloneInput(x)
	if err == nil {
		r.In = x[1:]
		err = r.resolve()
	}
	for _, t := range slices.Concat(r.Params, r.State, []Tensor{{Name: "out", Shape: append([]int{1}, r.Out...)}}) {
		n := size(t.Shape)
		if t.Name == "out" && len(x) > 0 {
			n = size(x[:1]) * size(r.Out)
		}
		if err == nil && n > MaxAloneNumbers {
			err = fmt.Errorf("%s has %d numbers; at most %d fit here", t.Name, n, MaxAloneNumbers)
		}
	}
	if err != nil {
		return Resolved{}, in(r.Name, 0, err)
	}
	return r, nil
}

// aloneInput checks the shape of the input of a layer alone.
func aloneInput(x []int) error {
	axes := AloneAxes(x)
	if axes == nil {
		return errors.New("x is neither a matrix nor a batch of images")
	}
	for i, n := range x {
		if a := axes[i]; n < 1 || n > a.Most {
			return fmt.Errorf("x has %d %s; 1 to %d fit here", n, a.Name, a.Most)
		}
	}
	return nil
}

// Axis is an axis of the input of a layer alone: what is counted there, and the most that fit.
type Axis struct {
	Name string
	Most int
}

// AloneAxes returns the axes of an input of this shape, or nil if it is neither N×D nor N×C×H×W.
func AloneAxes(x []int) []Axis {
	switch len(x) {
	case 2:
		return []Axis{{"rows", MaxAloneBatch}, {"columns", MaxAloneValues}}
	case 4:
		return []Axis{{"images", MaxAloneBatch}, {"channels", MaxAloneChannels}, {"rows", MaxAloneSide},
			{"columns", MaxAloneSide}}
	}
	return nil
}
