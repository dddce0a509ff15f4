package spec_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

func Example() {
	n := spec.SimpleConvNet()
	layers, err := n.Resolve()
	if err != nil {
		panic(err)
	}
	for _, l := range layers {
		fmt.Println(l.Name, l.Out, l.ParamCount())
	}
	n.Layers[0] = spec.Convolution{Filters: 30, Kernel: 29, Stride: 1}
	fmt.Println(n.Validate())
	// Output:
	// Convolution1 [30 24 24] 780
	// ReLU1 [30 24 24] 0
	// Pooling1 [30 12 12] 0
	// Affine1 [100] 432100
	// ReLU2 [100] 0
	// Affine2 [10] 1010
	// layer: Convolution1: kernel 29 exceeds input 28
}

// of returns a network of these layers, with an Affine at the end.
func of(input []int, layers ...spec.Layer) spec.Network {
	return spec.Network{Input: input, Layers: append(layers, spec.Affine{Units: 2})}
}

func conv(filters, kernel, stride, pad int) spec.Layer {
	return spec.Convolution{Filters: filters, Kernel: kernel, Stride: stride, Pad: pad}
}

func pool(size, stride int) spec.Layer {
	return spec.Pooling{Pool: spec.PoolMax, Size: size, Stride: stride}
}

func repeated(n int, l spec.Layer) []spec.Layer { return slices.Repeat([]spec.Layer{l}, n) }

func TestErrors(t *testing.T) {
	image := []int{1, 8, 8}
	for _, c := range []struct {
		network spec.Network
		want    string
	}{
		{of(nil), "layer: the sizes of the input must be at least 1: []"},
		{of([]int{0}), "layer: the sizes of the input must be at least 1: 0"},
		{of([]int{1 << 40, 1 << 40}),
			"layer: the input 1099511627776 × 1099511627776 has too many numbers; at most 100000 are possible"},
		{spec.Network{Input: []int{4}}, "layer: there must be 1 to 50 layers, not 0"},
		{spec.MLP(4, make([]int, 26), spec.KindReLU, 2), "layer: there must be 1 to 50 layers, not 53"},
		{spec.Network{Input: []int{4}, Init: "Ones"}, `layer: init must be one of Normal, Standard, Xavier, He, Zeros, not "Ones"`},
		{spec.MLP(4, []int{3, 0}, spec.KindReLU, 2), "layer: Affine2: units must be 1 to 10000, not 0"},
		{spec.MLP(4, []int{3}, "Nonesuch", 2), `layer: Nonesuch1: there is no layer of kind "Nonesuch"`},
		{of([]int{4}, conv(2, 3, 1, 0)), "layer: Convolution1: the input 4 is not an image, C×H×W"},
		{of(image, conv(2, 3, 1, 0), conv(2, 7, 1, 0)), "layer: Convolution2: kernel 7 exceeds input 6"},
		{of([]int{1, 9, 2}, conv(2, 5, 1, 1)), "layer: Convolution1: kernel 5 exceeds input 9×2 with pad 1"},
		{of(image, conv(2, 3, 0, 0)), "layer: Convolution1: stride must be 1 to 100, not 0"},
		{of(image, conv(2, 3, 1, -1)), "layer: Convolution1: pad must be 0 to 100, not -1"},
		{of([]int{1, 28, 28}, conv(1000, 3, 1, 1)),
			"layer: Convolution1: the output 1000 × 28 × 28 has 784000 numbers for each image; at most 100000 are " +
				"possible"},
		{of([]int{50_000}, spec.Affine{Units: 1000}),
			"layer: Affine1: it has 50001000 parameters; at most 10000000 are possible"},
		{of([]int{4}, repeated(45, spec.Affine{Units: 3000})...),
			"layer: Affine3: the network has 18021000 parameters up to here; at most 10000000 are possible"},
		{of([]int{1, 28, 28}, repeated(49, conv(100, 3, 1, 1))...), "layer: Convolution14: the network has 20555696 " +
			"numbers for each image up to here; at most 20000000 are possible"},
		{of([]int{1, 28, 28}, conv(1, 100, 1, 100)), "layer: Convolution1: the network has 332854066 numbers " +
			"for each image up to here; at most 20000000 are possible"},
		{of([]int{4}, pool(2, 2)), "layer: Pooling1: the input 4 is not an image, C×H×W"},
		{of([]int{1, 3, 3}, pool(2, 2), pool(2, 2)), "layer: Pooling2: pool 2 exceeds input 1"},
		{of(image, spec.Pooling{Pool: "median", Size: 2, Stride: 2}),
			`layer: Pooling1: pool must be max or average, not "median"`},
		{of(image, spec.Dropout{Ratio: 1}), "layer: Dropout1: ratio must be 0 to 0.95, not 1"},
		{of(image, spec.Dropout{Ratio: math.NaN()}), "layer: Dropout1: ratio must be 0 to 0.95, not NaN"},
		{of(image, spec.BatchNormalization{Momentum: 1}),
			"layer: BatchNormalization1: momentum must be 0 to 0.9999, not 1"},
		{of(image, spec.LeakyReLU{Slope: 2}), "layer: LeakyReLU1: slope must be 0 to 1, not 2"},
		{spec.Network{Input: image, Layers: []spec.Layer{conv(2, 3, 1, 1)}},
			"layer: Convolution1: the last output is 2 × 8 × 8; it must be one number for each class, as Affine " +
				"gives it"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if err := c.network.Validate(); err == nil || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

// What comes before a layer that does not fit can still be shown.
func TestResolveReturnsWhatFits(t *testing.T) {
	layers, err := of([]int{1, 8, 8}, conv(2, 3, 1, 0), conv(2, 7, 1, 0)).Resolve()
	if err == nil || len(layers) != 1 || !reflect.DeepEqual(layers[0].Out, []int{2, 6, 6}) {
		t.Errorf("layers %v, error %v", layers, err)
	}
}

func TestResolve(t *testing.T) {
	n := of([]int{2, 9, 8}, conv(4, 3, 2, 1), spec.Default(spec.KindTanh), spec.Default(spec.KindBatchNormalization),
		pool(3, 2), spec.Default(spec.KindFlatten), spec.Default(spec.KindDropout))
	layers, err := n.Resolve()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range layers {
		line := fmt.Sprint(l.Name, l.In, l.Out)
		for _, p := range l.Params {
			line += fmt.Sprint(" ", p.Name, p.Shape, p.FanIn, p.Start)
		}
		for _, p := range l.State {
			line += fmt.Sprint(" state ", p.Name, p.Shape, p.Start)
		}
		got = append(got, line)
	}
	want := []string{
		"Convolution1[2 9 8] [4 5 4] convW1[4 2 3 3] 18 0 convb1[4] 0 0",
		"Tanh1[4 5 4] [4 5 4]",
		"BatchNormalization1[4 5 4] [4 5 4] gamma1[4 5 4] 0 1 beta1[4 5 4] 0 0 " +
			"state runningMean1[4 5 4] 0 state runningVar1[4 5 4] 1",
		"Pooling1[4 5 4] [4 2 1]",
		"Flatten1[4 2 1] [8]",
		"Dropout1[8] [8]",
		"Affine1[8] [2] W1[8 2] 8 0 b1[2] 0 0",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("layers\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestPresets(t *testing.T) {
	for _, p := range spec.Presets() {
		layers, err := p.Network.Resolve()
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
			continue
		}
		if out := layers[len(layers)-1].Out; !reflect.DeepEqual(out, []int{10}) || p.Help == "" {
			t.Errorf("%s ends with %v", p.Name, out)
		}
	}
	if again := spec.TwoLayerNet().Clone(); !reflect.DeepEqual(again, spec.TwoLayerNet()) {
		t.Errorf("a clone of the chapter's network is %+v", again)
	}
}
