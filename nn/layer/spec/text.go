package spec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/excerpt"
)

// Side is the height and width of an image of MNIST, Classes the number of digits.
const Side, Classes = form.Side, form.Classes

// Word is how a kind of layer is written: conv16k5p2 is a name, the number of its first part, then letters with a
// number each. A kind has several words if the word itself names one of a field's Choices.
type Word struct {
	Name string
	// Of is the layer that Parse starts from. The word is for all layers with the same choices. nil means the kind's
	// Default.
	Of Layer
	// Parts are the numbers that can be written, in order.
	Parts []Part
}

// Part is a number in a word.
type Part struct {
	// Letter comes before the number; it is "" for the first one.
	Letter string
	// Field is the name of the field.
	Field string
	// Always says that Format writes the number even if Parse would assume it.
	Always bool
	// Implied returns the number if it is not written; nil means the field's default.
	Implied func(Layer) float64
}

// Words returns the names that Parse knows, in the order to show them.
func Words() []string {
	var names []string
	for _, k := range kinds {
		for _, w := range k.Words {
			names = append(names, w.Name)
		}
	}
	return names
}

// Format writes the layers as one line that needs no escaping in a URL; see the package documentation. It leaves out
// Input and Init.
func (n Network) Format() string {
	layers := make([]string, len(n.Layers))
	for i, l := range n.Layers {
		layers[i] = format(l)
	}
	return strings.Join(layers, "-")
}

// format writes a layer as Parse reads it. For an unknown kind or choice it writes the name of the kind.
func format(l Layer) string {
	k := l.Kind()
	i := slices.IndexFunc(k.Words, func(w Word) bool { return k.sameChoices(w.Of, l) })
	if i < 0 {
		return k.Name
	}
	text := k.Words[i].Name
	for _, p := range k.Words[i].Parts {
		f := k.field(p.Field)
		if v := f.Number(l); p.Always || v != p.implied(l, f) {
			text += p.Letter + plainNumber(v)
		}
	}
	return text
}

func (k *Kind) sameChoices(a, b Layer) bool {
	return !slices.ContainsFunc(k.Fields, func(f Field) bool { return f.Choices != nil && f.Choice(a) != f.Choice(b) })
}

func (p *Part) implied(l Layer, f *Field) float64 {
	if p.Implied != nil {
		return p.Implied(l)
	}
	return f.Default
}

// Parse reads what Format wrote, or what a person typed: capitals do not matter, and commas or spaces may separate the
// layers. The input is that of ForImages. An error is about the notation and says what can be written. Parse does not
// check whether the layers fit together; Resolve does.
func Parse(text string) (Network, error) {
	var layers []Layer
	numbers := map[string]int{}
	between := func(c rune) bool { return c == '-' || c == ',' || c == ' ' }
	for i, w := range strings.FieldsFunc(strings.ToLower(text), between) {
		if i == maxLayers {
			return Network{}, whole(fmt.Sprintf("more than %d layers", maxLayers))
		}
		l, err := parseLayer(w, i+1, numbers)
		if err != nil {
			return Network{}, err
		}
		layers = append(layers, l)
	}
	return ForImages(layers), nil
}

// ForImages returns a network of these layers that takes images of MNIST: its input is [1 28 28] if a layer needs an
// image, else [784].
func ForImages(layers []Layer) Network {
	for _, l := range layers {
		if l.Kind().Image {
			return Network{Input: []int{1, Side, Side}, Layers: layers}
		}
	}
	return Network{Input: []int{Side * Side}, Layers: layers}
}

// parseLayer reads the place-th word of a network; numbers counts the layers by kind.
func parseLayer(text string, place int, numbers map[string]int) (Layer, error) {
	name := text
	if i := strings.IndexAny(text, "0123456789."); i >= 0 {
		name = text[:i]
	}
	if name == "" {
		return nil, whole(fmt.Sprintf("%s in place %d has no name of a layer before it, as in affine50; the "+
			"layers are %s", excerpt.Quote(text), place, strings.Join(Words(), ", ")))
	}
	k, w := findWord(kinds, name)
	if k == nil {
		return nil, whole(fmt.Sprintf("%s in place %d is not a layer; the layers are %s", excerpt.Quote(name), place,
			strings.Join(Words(), ", ")))
	}
	numbers[k.Name]++
	l, err := k.parse(w, text[len(name):])
	if err != nil {
		return nil, in(fmt.Sprintf("%s%d", k.Name, numbers[k.Name]), place-1, err)
	}
	return l, nil
}

// parse reads the numbers behind a word.
func (k *Kind) parse(w *Word, text string) (Layer, error) {
	l := w.Of
	given, err := k.parseNumbers(w, &l, text)
	if err != nil {
		return nil, err
	}
	for _, p := range w.Parts {
		if f := k.field(p.Field); !slices.Contains(given, p.Field) {
			f.SetNumber(&l, p.implied(l, f))
		}
	}
	return l, nil
}

// findWord returns the word of that name, or the first of the kind of that name, in small letters.
func findWord(kinds []*Kind, name string) (*Kind, *Word) {
	for _, k := range kinds {
		for i := range k.Words {
			if w := &k.Words[i]; w.Name == name || i == 0 && strings.ToLower(k.Name) == name {
				return k, w
			}
		}
	}
	return nil, nil
}

// parseNumbers reads 16k5p2 into l, and returns the names of the fields that it set.
func (k *Kind) parseNumbers(w *Word, l *Layer, text string) (given []string, err error) {
	for rest := text; rest != ""; {
		start := strings.IndexAny(rest, "0123456789.")
		letter := rest[:max(start, 0)]
		i := slices.IndexFunc(w.Parts, func(p Part) bool { return p.Letter == letter })
		if start < 0 || i < 0 || slices.Contains(given, w.Parts[i].Field) {
			return nil, fmt.Errorf("%s cannot follow %s: write it as in %s", excerpt.Quote(text), w.Name, k.pattern(w))
		}
		digits := rest[start:]
		if end := strings.IndexFunc(digits, func(c rune) bool { return c != '.' && (c < '0' || c > '9') }); end >= 0 {
			digits = digits[:end]
		}
		rest = rest[start+len(digits):]
		f := k.field(w.Parts[i].Field)
		v, err := strconv.ParseFloat(digits, 64)
		if _, notWhole := strconv.Atoi(digits); err != nil || f.Whole && notWhole != nil || v < f.Min || v > f.Max {
			return nil, f.outside(digits)
		}
		f.SetNumber(l, v)
		given = append(given, f.Name)
	}
	return given, nil
}

// ForDigits returns an error unless the network can be built and can tell digits apart: it takes an image of MNIST, and
// its last layer has an output for each digit.
func (n Network) ForDigits() error {
	layers, err := n.Resolve()
	if err != nil {
		return err
	}
	if in := size(n.Input); in != Side*Side {
		return whole(fmt.Sprintf("the input %s is not the %d pixels of an image", times(n.Input), Side*Side))
	}
	if last := layers[len(layers)-1]; last.Out[0] != Classes {
		return in(last.Name, len(layers)-1,
			fmt.Errorf("there are %d outputs at the end; %d are needed, one for each digit", last.Out[0], Classes))
	}
	return nil
}

// pattern shows how the word is written, with every number: conv16k3s1p1.
func (k *Kind) pattern(w *Word) string {
	text := w.Name
	for _, p := range w.Parts {
		text += p.Letter + plainNumber(k.field(p.Field).Number(w.Of))
	}
	return text
}
