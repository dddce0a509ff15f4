// Package spec is a network as plain, validated data: what goes in, how weights begin, and the layers in order.
//
// Everything that follows from a Network before a number is computed is found here: names, shapes, parameters, and what does not fit.
// The package imports nothing of the core, so that a page can edit a network without linking the mathematics.
//
//	n := spec.SimpleConvNet()
//	layers, err := n.Resolve()   // layers[2]: Pooling1, [30 24 24] → [30 12 12]
//	n.Layers[0].Kernel = 29
//	_, err = n.Resolve()         // layer: Convolution1: kernel 29 exceeds input 28
//
// Layers are numbered by kind, from 1, and so are their parameters:
//
//	Affine1               W1 in×out, b1 out
//	Convolution1          convW1 filters×C×kernel×kernel, convb1 filters
//	BatchNormalization1   gamma1, beta1 and the state runningMean1, runningVar1, all of the input's shape
//
// # Notation
//
// A network fits into one line, for links and text fields: see Parse and Format. A layer is a word with its numbers, which have a letter if
// they are not the first:
//
//	affine50-relu-affine10                                     784-50-10 with ReLU
//	conv16k5s2p1-batchnorm-relu-pool2-dropout0.5-affine10      filters, kernel, stride and pad; size; ratio
//
// A stride of 1, no pad, pools side by side (pool3 is pool3s3) and a momentum of 0.9 need not be written.
//
// Shapes here are those of one image, without the batch. Errors begin with "layer: " and the layer's name, since that is where the
// learner looks.
package spec

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Network is what a network is made from. The loss, SoftmaxWithLoss, is not part of it.
type Network struct {
	// Input is the shape of one image: [784], or [1 28 28], C×H×W.
	Input []int `json:"input"`
	// Init is how weights begin; "" is InitNormal.
	Init string `json:"init,omitempty"`
	// Layers are applied one after the other; the last gives one number a class.
	Layers []Layer `json:"layers"`
}

// How weights begin, given n, the number of inputs of one output. Biases always begin at 0.
const (
	InitNormal = "Normal" // 0.01 · N(0,1), as in the chapter
	InitXavier = "Xavier" // √(1/n) · N(0,1), for Sigmoid and Tanh; Glorot and Bengio (2010)
	InitHe     = "He"     // √(2/n) · N(0,1), for ReLU; He et al., Delving Deep into Rectifiers (2015)
	InitZeros  = "Zeros"  // 0: all units of a layer stay the same for ever
)

// Inits returns the values of Init, in the order to show them.
func Inits() []string { return []string{InitNormal, InitXavier, InitHe, InitZeros} }

// Layer is one layer. Which fields count depends on Kind: see Fields.
type Layer struct {
	Kind string `json:"kind"`
	// Units is the number of outputs of an Affine.
	Units int `json:"units,omitempty"`
	// Filters is the number of output channels of a Convolution, Kernel the height and width of a filter.
	Filters int `json:"filters,omitempty"`
	Kernel  int `json:"kernel,omitempty"`
	// Pool is PoolMax or PoolAverage, Size the height and width of the pool.
	Pool string `json:"pool,omitempty"`
	Size int    `json:"size,omitempty"`
	// Stride is how far a filter or pool moves from place to place, Pad how many rings of zeros a Convolution puts around its input.
	Stride int `json:"stride,omitempty"`
	Pad    int `json:"pad,omitempty"`
	// Ratio is the fraction that Dropout drops.
	Ratio float64 `json:"ratio,omitempty"`
	// Momentum is the part of the running statistics that BatchNormalization keeps at each step.
	Momentum float64 `json:"momentum,omitempty"`
	// Slope is that of LeakyReLU for negative inputs.
	Slope float64 `json:"slope,omitempty"`
}

// The kinds of layers.
const (
	KindAffine             = "Affine"
	KindConvolution        = "Convolution"
	KindPooling            = "Pooling"
	KindFlatten            = "Flatten"
	KindReLU               = "ReLU"
	KindLeakyReLU          = "LeakyReLU"
	KindSigmoid            = "Sigmoid"
	KindTanh               = "Tanh"
	KindBatchNormalization = "BatchNormalization"
	KindDropout            = "Dropout"
)

// Kinds returns the kinds of layers, in the order to show them.
func Kinds() []string {
	return []string{KindAffine, KindConvolution, KindPooling, KindFlatten, KindReLU, KindLeakyReLU, KindSigmoid, KindTanh,
		KindBatchNormalization, KindDropout}
}

// The kinds of Pooling.
const (
	PoolMax     = "max"
	PoolAverage = "average"
)

// Bounds of what a Network may ask for; they keep a typing error from taking all memory.
const (
	maxLayers = 50
	maxValues = 100_000    // of one image, after a layer: half a gigabyte in a batch of 1,000, with its gradient
	maxParams = 10_000_000 // of a layer
)

// Resolved is a layer in its place in a Network.
type Resolved struct {
	Layer
	// Name is the kind and its number: Affine2.
	Name string
	// In and Out are the shapes of one image's value before and after the layer.
	In, Out []int
	// Params are what training changes, State what else a layer learns.
	Params, State []Tensor
}

// Tensor describes a tensor of a layer.
type Tensor struct {
	Name  string
	Shape []int
	// FanIn is the number of inputs of one output, if the tensor is a weight: it begins as Network.Init says. Others begin at Start.
	FanIn int
	Start float64
}

// ParamCount returns the number of parameters, counted as numbers.
func (r *Resolved) ParamCount() int {
	n := 0
	for _, p := range r.Params {
		n += size(p.Shape)
	}
	return n
}

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

// Resolve returns the layers in their places. The error names the layer, what it got and what it needs; the layers before it are
// returned with it.
func (n Network) Resolve() ([]Resolved, error) {
	if len(n.Input) == 0 || slices.Min(n.Input) < 1 {
		return nil, fmt.Errorf("layer: input shape %v, needs sizes of at least 1", n.Input)
	}
	if size(n.Input) > maxValues {
		return nil, fmt.Errorf("layer: input shape %v, can be of at most %d numbers", n.Input, maxValues)
	}
	if n.Init != "" && !slices.Contains(Inits(), n.Init) {
		return nil, fmt.Errorf("layer: init %q, needs %s", n.Init, strings.Join(Inits(), ", "))
	}
	if len(n.Layers) == 0 || len(n.Layers) > maxLayers {
		return nil, fmt.Errorf("layer: %d layers, needs 1 to %d", len(n.Layers), maxLayers)
	}
	var rs []Resolved
	numbers := map[string]int{}
	shape := n.Input
	for _, l := range n.Layers {
		numbers[l.Kind]++
		r := Resolved{Layer: l, Name: fmt.Sprintf("%s%d", l.Kind, numbers[l.Kind]), In: shape}
		if err := r.resolve(numbers[l.Kind]); err != nil {
			return rs, fmt.Errorf("layer: %s: %w", r.Name, err)
		}
		shape = r.Out
		rs = append(rs, r)
	}
	if len(shape) != 1 {
		return rs, fmt.Errorf("layer: %s: the last output is %v, needs one number a class, as from %s", rs[len(rs)-1].Name, shape, KindAffine)
	}
	return rs, nil
}
