package spec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Side is the height and width of an image of MNIST, Classes the number of digits.
const Side, Classes = 28, 10

// word is how a kind of layer is written: conv16k5p2 is a name, the number of its first field, then letters with a number each.
type word struct {
	name string
	kind string
	// pool is that of a Pooling.
	pool string
	// fields are the numbers that can be written, in order; the first has no letter.
	fields []part
}

type part struct {
	letter string
	field  string
	// always says that Format writes the number even where it is what Parse would take without it.
	always bool
}

var words = []word{
	{name: "affine", kind: KindAffine, fields: []part{{"", "units", true}}},
	{name: "conv", kind: KindConvolution, fields: []part{{"", "filters", true}, {"k", "kernel", true}, {"s", "stride", false}, {"p", "pad", false}}},
	{name: "pool", kind: KindPooling, pool: PoolMax, fields: []part{{"", "size", true}, {"s", "stride", false}}},
	{name: "avgpool", kind: KindPooling, pool: PoolAverage, fields: []part{{"", "size", true}, {"s", "stride", false}}},
	{name: "flatten", kind: KindFlatten},
	{name: "relu", kind: KindReLU},
	{name: "leakyrelu", kind: KindLeakyReLU, fields: []part{{"", "slope", true}}},
	{name: "sigmoid", kind: KindSigmoid},
	{name: "tanh", kind: KindTanh},
	{name: "batchnorm", kind: KindBatchNormalization, fields: []part{{"", "momentum", false}}},
	{name: "dropout", kind: KindDropout, fields: []part{{"", "ratio", true}}},
}

// Words returns the names that Parse knows, in the order to show them.
func Words() []string {
	names := make([]string, len(words))
	for i, w := range words {
		names[i] = w.name
	}
	return names
}

// Format writes the layers as one line that needs no escaping in a URL: see the package's documentation. Input and Init are not in it.
func (n Network) Format() string {
	layers := make([]string, len(n.Layers))
	for i, l := range n.Layers {
		layers[i] = l.Format()
	}
	return strings.Join(layers, "-")
}

// Format writes the layer as Parse reads it; of a kind that there is not, the kind.
func (l Layer) Format() string {
	i := slices.IndexFunc(words, func(w word) bool { return w.kind == l.Kind && w.pool == l.Pool })
	if i < 0 {
		return l.Kind
	}
	text := words[i].name
	for _, p := range words[i].fields {
		f := fieldOf(l.Kind, p.field)
		if v := f.Number(l); p.always || v != implied(l, f) {
			text += p.letter + number(v)
		}
	}
	return text
}

// implied is what a field is that is not written: a convolution has no pad, and pools lie side by side.
func implied(l Layer, f Field) float64 {
	switch {
	case l.Kind == KindConvolution && f.Name == "pad":
		return 0
	case l.Kind == KindPooling && f.Name == "stride":
		return float64(l.Size)
	}
	return f.Default
}

func fieldOf(kind, name string) Field {
	fs := fields[kind]
	return fs[slices.IndexFunc(fs, func(f Field) bool { return f.Name == name })]
}

// Parse reads what Format wrote, or what a person typed: capitals do not matter, and commas or spaces will do between the layers. The
// input is that of ForImages. An error is about the notation and says what can be written; whether the layers fit together is for Resolve to
// say.
func Parse(text string) (Network, error) {
	var layers []Layer
	numbers := map[string]int{}
	for i, w := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return c == '-' || c == ',' || c == ' ' }) {
		if i == maxLayers {
			return Network{}, fmt.Errorf("layer: more than %d layers", maxLayers)
		}
		l, err := parseLayer(w, i+1, numbers)
		if err != nil {
			return Network{}, err
		}
		layers = append(layers, l)
	}
	return ForImages(layers), nil
}

// ForImages returns the network of these layers that takes images of MNIST: [1 28 28] where a layer needs an image, and else [784].
func ForImages(layers []Layer) Network {
	for _, l := range layers {
		if l.Kind == KindConvolution || l.Kind == KindPooling {
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
	i := slices.IndexFunc(words, func(w word) bool { return w.name == name || w.pool != PoolAverage && strings.ToLower(w.kind) == name })
	if i < 0 {
		return Layer{}, fmt.Errorf("layer: %q in place %d is none of %s", name, place, strings.Join(Words(), ", "))
	}
	w := words[i]
	numbers[w.kind]++
	l := Default(w.kind)
	l.Pool = w.pool
	given, err := w.parseNumbers(&l, text[len(name):])
	if err != nil {
		return Layer{}, fmt.Errorf("layer: %s%d: %w", w.kind, numbers[w.kind], err)
	}
	for _, p := range w.fields {
		if f := fieldOf(w.kind, p.field); !slices.Contains(given, p.field) {
			f.SetNumber(&l, implied(l, f))
		}
	}
	return l, nil
}

// parseNumbers reads 16k5p2 into l, and returns the names of the fields that it set.
func (w word) parseNumbers(l *Layer, text string) (given []string, err error) {
	for rest := text; rest != ""; {
		start := strings.IndexAny(rest, "0123456789.")
		letter := rest[:max(start, 0)]
		i := slices.IndexFunc(w.fields, func(p part) bool { return p.letter == letter })
		if start < 0 || i < 0 || slices.Contains(given, w.fields[i].field) {
			return nil, fmt.Errorf("%q after %s, which is written as %s", text, w.name, w.pattern())
		}
		digits := rest[start:]
		if end := strings.IndexFunc(digits, func(c rune) bool { return c != '.' && (c < '0' || c > '9') }); end >= 0 {
			digits = digits[:end]
		}
		rest = rest[start+len(digits):]
		f := fieldOf(w.kind, w.fields[i].field)
		v, err := strconv.ParseFloat(digits, 64)
		if _, notWhole := strconv.Atoi(digits); err != nil || f.Whole && notWhole != nil || v < f.Min || v > f.Max {
			return nil, fmt.Errorf("%s %s, needs %s to %s", f.Name, digits, number(f.Min), number(f.Max))
		}
		f.SetNumber(l, v)
		given = append(given, f.Name)
	}
	return given, nil
}

// ForDigits returns an error unless the network can be built and tells the digits apart: it takes an image of MNIST, and its last layer has
// an output for each digit.
func (n Network) ForDigits() error {
	layers, err := n.Resolve()
	if err != nil {
		return err
	}
	if in := size(n.Input); in != Side*Side {
		return fmt.Errorf("layer: input %v, needs the %d pixels of an image", n.Input, Side*Side)
	}
	if last := layers[len(layers)-1]; last.Out[0] != Classes {
		return fmt.Errorf("layer: %s: %d outputs at the end, needs %d, one for each digit", last.Name, last.Out[0], Classes)
	}
	return nil
}

// pattern shows how the word is written, with every number: conv16k3s1p0.
func (w word) pattern() string {
	l := Default(w.kind)
	text := w.name
	for _, p := range w.fields {
		f := fieldOf(w.kind, p.field)
		text += p.letter + number(f.Number(l))
	}
	return text
}
