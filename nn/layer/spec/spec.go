// Package spec describes a network as plain, validated data: the shape of the input, how weights begin, and the layers
// in order.
//
// It knows everything about a network that takes no arithmetic on tensors: names, shapes, parameters, and what does not
// fit. The package imports nothing of the core, so that a page can edit a network without linking the mathematics.
//
//	n := spec.SimpleConvNet()
//	layers, err := n.Resolve()   // layers[2]: Pooling1, [30 24 24] → [30 12 12]
//	n.Layers[0] = spec.Convolution{Filters: 30, Kernel: 29, Stride: 1}
//	_, err = n.Resolve()         // layer: Convolution1: kernel 29 exceeds input 28
//
// # Kinds
//
// A kind of layer is a type with the settings of a layer, and a value of type Kind. Both are in a file of their own,
// with the method that fits the layer to its input. A new kind is such a file here, one with the builder in nn/layer,
// and one in web/code. Everything else runs over Kinds.
//
// Layers are numbered by kind, from 1, and so are their parameters. No two parameters have the same name:
//
//	Affine1               W1 in×out, b1 out
//	Convolution1          convW1 filters×C×kernel×kernel, convb1 filters
//	BatchNormalization1   gamma1, beta1 and the state runningMean1, runningVar1, all of the input's shape
//
// # Notation
//
// A network fits into one line, for links and text fields: see Parse and Format. A layer is a word with its numbers,
// each but the first after a letter:
//
//	affine50-relu-affine10                                     784-50-10 with ReLU
//	conv16k5s2p1-batchnorm-relu-pool2-dropout0.5-affine10      filters, kernel, stride and pad; size; ratio
//
// A stride of 1, a pad of 0, pools side by side (pool3 is pool3s3) and a momentum of 0.9 can be left out.
//
// # Alone
//
// A layer can stand on a bench, by itself, with numbers that a person wrote: see NewBench. All kinds can, and a few
// that are part of no network, such as SoftmaxWithLoss: see Lone. The numbers fit into one line, too: see ParseArrays.
//
//	b, err := spec.ReadBench("affine2", "x=1,2;3,4~W=1,0;0,1~b=0,1")   // the rest, such as dout, is filled in
//
// Shapes here are those of one image, without the batch. Errors begin with "layer: " and the layer's name, because the
// learner looks for the layer.
package spec

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Network describes a network. The loss, SoftmaxWithLoss, is not part of it.
type Network struct {
	// Input is the shape of one image: [784], or [1 28 28], C×H×W.
	Input []int
	// Init is how weights begin; "" is InitNormal.
	Init string
	// Layers are applied in order. The last one outputs one number a class.
	Layers Layers
}

// Kinds returns the kinds of the layers, each once, in the order in which they come.
func (n Network) Kinds() []*Kind {
	var kinds []*Kind
	for _, l := range n.Layers {
		if k := l.Kind(); !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// How weights begin. n is the number of inputs of one output. Biases always begin at 0.
const (
	InitNormal   = "Normal"   // 0.01 · N(0,1), as in the chapter
	InitStandard = "Standard" // N(0,1), the standard normal distribution: too far for a deep network
	InitXavier   = "Xavier"   // √(1/n) · N(0,1), for Sigmoid and Tanh; Glorot and Bengio (2010)
	InitHe       = "He"       // √(2/n) · N(0,1), for ReLU; He et al., Delving Deep into Rectifiers (2015)
	InitZeros    = "Zeros"    // 0: all units of a layer remain the same for ever
)

// Inits returns the values of Init, in the order to show them.
func Inits() []string { return []string{InitNormal, InitStandard, InitXavier, InitHe, InitZeros} }

// Layer is one layer with its settings: a value of its kind's type, such as Affine{Units: 50}. Two layers are == if
// they are of the same kind and have the same settings.
type Layer interface {
	// Kind returns what all layers of this type have in common.
	Kind() *Kind
	// Fit sets Out, Params and State, which follow from the layer, r.In and r.Number. The layer's fields must be within
	// their bounds. The error says what does not fit.
	Fit(r *Resolved) error
	// String describes the layer in a few words, for a summary: Affine 50.
	String() string
}

// Bounds of a Network, which keep a typing error from taking all memory.
const (
	maxLayers = 50
	maxValues = 100_000    // of one image, after a layer: half a gigabyte for a batch of 1,000 with its gradient
	maxParams = 10_000_000 // in all: 40 MB, and as much for gradients and for each of up to two numbers of an optimizer
	// maxRoom is for the graph of one image, in all: 80 MB, and twice as much in the gradient check.
	maxRoom = 20_000_000
)

// size returns how many elements a shape holds; too many for an int are the largest int.
func size(shape []int) int {
	n := 1
	for _, d := range shape {
		if n > math.MaxInt/d {
			return math.MaxInt
		}
		n *= d
	}
	return n
}

// Clone returns a copy that shares nothing with n.
func (n Network) Clone() Network {
	n.Input, n.Layers = slices.Clone(n.Input), slices.Clone(n.Layers)
	return n
}

// Validate returns an error unless the network can be built.
func (n Network) Validate() error {
	_, err := n.Resolve()
	return err
}

// Resolve returns the layers in their places. The error, an *Error, names the layer, what it got and what it needs. The
// layers before it are returned, too.
func (n Network) Resolve() ([]Resolved, error) {
	if len(n.Input) == 0 || slices.Min(n.Input) < 1 {
		return nil, whole(fmt.Sprintf("the sizes of the input must be at least 1: %s", times(n.Input)))
	}
	if size(n.Input) > maxValues {
		return nil, whole(fmt.Sprintf("the input %s has too many numbers; at most %d are possible", times(n.Input),
			maxValues))
	}
	if n.Init != "" && !slices.Contains(Inits(), n.Init) {
		return nil, whole(fmt.Sprintf("init must be one of %s, not %q", strings.Join(Inits(), ", "), n.Init))
	}
	if len(n.Layers) == 0 || len(n.Layers) > maxLayers {
		return nil, whole(fmt.Sprintf("there must be 1 to %d layers, not %d", maxLayers, len(n.Layers)))
	}
	var rs []Resolved
	numbers, owners := map[string]int{}, map[string]string{}
	shape := n.Input
	sum := total{room: size(n.Input)}
	for place, l := range n.Layers {
		kind := l.Kind().Name
		numbers[kind]++
		r := Resolved{Layer: l, Name: fmt.Sprintf("%s%d", kind, numbers[kind]), Number: numbers[kind], In: shape}
		err := r.resolve()
		if err == nil {
			err = r.own(owners)
		}
		if err == nil {
			err = sum.add(&r)
		}
		if err != nil {
			return rs, in(r.Name, place, err)
		}
		shape = r.Out
		rs = append(rs, r)
	}
	if len(shape) != 1 {
		last := len(rs) - 1
		return rs, in(rs[last].Name, last,
			fmt.Errorf("the last output is %s; it must be one number for each class, as %s gives it", times(shape),
				KindAffine))
	}
	return rs, nil
}

// total is what the layers up to one take together.
type total struct{ params, room int }

// add adds a layer. It returns an error if the network becomes too large: of layers each of which is small enough, a
// short text can ask for more memory than there is.
func (t *total) add(r *Resolved) error {
	t.params += r.ParamCount()
	t.room += r.Values() + r.Scratch()
	switch {
	case t.params > maxParams:
		return fmt.Errorf("the network has %d parameters up to here; at most %d are possible", t.params, maxParams)
	case t.room > maxRoom:
		return fmt.Errorf("the network has %d numbers for each image up to here; at most %d are possible", t.room,
			maxRoom)
	}
	return nil
}

// own records the layer as the owner of its tensors. Files and the optimizer's memory use their names, so no other
// layer may have one of them.
func (r *Resolved) own(owners map[string]string) error {
	for _, tensors := range [][]Tensor{r.Params, r.State} {
		for _, t := range tensors {
			if owner, ok := owners[t.Name]; ok {
				return fmt.Errorf("its %s has the name of a tensor of %s", t.Name, owner)
			}
			owners[t.Name] = r.Name
		}
	}
	return nil
}
