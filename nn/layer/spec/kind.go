package spec

import (
	"errors"
	"slices"

	"github.com/inkgrad/inkgrad/nn/excerpt"
)

// Kind is what all layers of a kind have in common. Each kind is one value, registered in a file of its own. Code that
// lists, explains or writes layers, or cuts batches into parts, asks the Kind. A Kind does not change.
type Kind struct {
	// Name is the name of the kind: Affine. A layer's name is this and a number.
	Name string
	// Rank orders the kinds where they are shown, the lowest first. No two kinds have the same.
	Rank int
	// Help is one sentence on what a layer does, for someone choosing one.
	Help string
	// Default is the layer that an editor begins with. Its type is that of all layers of the kind.
	Default Layer
	// Fields are the settings of a layer, in the order to show them; settings finds them in it.
	Fields   []Field
	settings settings
	// Words are how a layer is written; together they can express every value of the fields. The kind's name is read as
	// the first of them.
	Words []Word

	// Beside is the name of a second input, of the shape of the first with its batch. Only layers that stand alone have
	// one: the target t of a loss, or the other side y of an operation. Fixed says that it has no gradient.
	Beside string
	Fixed  bool
	// Total says that the output is one number for the whole batch.
	Total bool
	// Examples are what a bench shows of a layer alone, the first one to begin with; see Alone. A kind without any has
	// a general one.
	Examples []Example

	// Image says that a layer needs an image as its input, C×H×W.
	Image bool
	// Stage says that the layer begins a new stage in the summary of a network.
	Stage bool
	// Activation says that the output is the activations of the units before it, so its distribution is worth showing.
	Activation bool
	// Training and Prediction say what a layer computes in either, if that is not the same.
	Training, Prediction string
	// OneImage says why a layer cannot learn from a batch of one image, or is "".
	OneImage string
	// EachImage says that a layer computes each image by itself and in the same way, whatever else is in the batch and
	// wherever the image is in it. A batch is cut into parts only if this is true of all layers.
	EachImage bool
	// Costly says that a layer takes so long that computing parts of the batch on other cores pays.
	Costly bool
	// Values returns how many numbers a graph holds for one image in a layer, given the sizes of its input and output.
	// If it is nil, the graph holds the output alone.
	Values func(in, out int) int
	// Scratch returns how many numbers a layer works with besides, for one image after another. It may be nil.
	Scratch func(r *Resolved) int
}

// String returns the name.
func (k *Kind) String() string { return k.Name }

// Modes says that a layer computes something else for a prediction than in training.
func (k *Kind) Modes() bool { return k.Prediction != "" }

// kinds are all kinds, by rank.
var kinds []*Kind

// register adds a kind. It is called while the package's variables are initialized, and never later.
func register(k Kind) *Kind {
	return add(&kinds, complete(k))
}

// add puts a kind into a list, by rank.
func add(list *[]*Kind, k *Kind) *Kind {
	at := len(*list)
	*list = append(*list, k)
	for ; at > 0 && (*list)[at-1].Rank >= k.Rank; at-- {
		(*list)[at-1], (*list)[at] = k, (*list)[at-1]
	}
	for i, other := range *list {
		if i != at && (other.Name == k.Name || other.Rank == k.Rank) {
			panic("spec: the kind " + k.Name + " has the name or the rank of " + other.Name)
		}
	}
	return k
}

// complete fills in what follows from the rest of a kind.
func complete(k Kind) *Kind {
	if k.Help == "" || k.Default == nil || len(k.Words) == 0 {
		panic("spec: the kind " + k.Name + " lacks a help, a default or a word")
	}
	for i := range k.Words {
		if w := &k.Words[i]; w.Of == nil {
			w.Of = k.Default
		}
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		f.settings, f.index = k.settings, i
		f.Default = f.Number(k.Default)
		at, _ := f.settings(k.Default)
		_, f.Whole = at[i].(*int)
	}
	return &k
}

// Kinds returns the kinds of layers, in the order to show them.
func Kinds() []*Kind { return slices.Clone(kinds) }

// Find returns the kind of that name, or nil.
func Find(name string) *Kind {
	if i := slices.IndexFunc(kinds, func(k *Kind) bool { return k.Name == name }); i >= 0 {
		return kinds[i]
	}
	return nil
}

// Default returns the layer that an editor begins with. For an unknown kind it returns a layer that Resolve refuses.
func Default(kind string) Layer {
	if k := Find(kind); k != nil {
		return k.Default
	}
	return unknown(kind)
}

// field returns the field of that name.
func (k *Kind) field(name string) *Field {
	return &k.Fields[slices.IndexFunc(k.Fields, func(f Field) bool { return f.Name == name })]
}

// unknown is the name of an unknown kind, as a layer.
type unknown string

func (u unknown) Kind() *Kind { return &Kind{Name: string(u)} }

func (u unknown) Fit(*Resolved) error {
	return errors.New("there is no layer of kind " + excerpt.Quote(string(u)))
}

func (u unknown) String() string { return string(u) }
