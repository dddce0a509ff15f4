package spec_test

import (
	"fmt"
	"math"
	"reflect"
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

func TestErrors(t *testing.T) {
	image := []int{1, 8, 8}
	for _, c := range []struct {
		network spec.Network
		want    string
	}{
		{of(nil), "layer: input shape [], needs sizes of at least 1"},
		{of([]int{0}), "layer: input shape 0, needs sizes of at least 1"},
		{of([]int{1 << 40, 1 << 40}),
			"layer: input shape 1099511627776 × 1099511627776, can be of at most 100000 numbers"},
		{spec.Network{Input: []int{4}}, "layer: 0 layers, needs 1 to 50"},
		{spec.MLP(4, make([]int, 26), spec.KindReLU, 2), "layer: 53 layers, needs 1 to 50"},
		{spec.Network{Input: []int{4}, Init: "Ones"}, `layer: init "Ones", needs Normal, Xavier, He, Zeros`},
		{spec.MLP(4, []int{3, 0}, spec.KindReLU, 2), "layer: Affine2: units 0, needs 1 to 10000"},
		{spec.MLP(4, []int{3}, "Nonesuch", 2), `layer: Nonesuch1: there is no layer of kind "Nonesuch"`},
		{of([]int{4}, conv(2, 3, 1, 0)), "layer: Convolution1: input 4, needs an image, C×H×W"},
		{of(image, conv(2, 3, 1, 0), conv(2, 7, 1, 0)), "layer: Convolution2: kernel 7 exceeds input 6"},
		{of([]int{1, 9, 2}, conv(2, 5, 1, 1)), "layer: Convolution1: kernel 5 exceeds input 9×2 with pad 1"},
		{of(image, conv(2, 3, 0, 0)), "layer: Convolution1: stride 0, needs 1 to 100"},
		{of(image, conv(2, 3, 1, -1)), "layer: Convolution1: pad -1, needs 0 to 100"},
		{of([]int{1, 28, 28}, conv(1000, 3, 1, 1)),
			"layer: Convolution1: output 1000 × 28 × 28 of 784000 numbers an image, can be at most 100000"},
		{of([]int{50_000}, spec.Affine{Units: 1000}),
			"layer: Affine1: 50001000 parameters, can be at most 10000000"},
		{of([]int{4}, pool(2, 2)), "layer: Pooling1: input 4, needs an image, C×H×W"},
		{of([]int{1, 3, 3}, pool(2, 2), pool(2, 2)), "layer: Pooling2: pool 2 exceeds input 1"},
		{of(image, spec.Pooling{Pool: "median", Size: 2, Stride: 2}),
			`layer: Pooling1: pool "median", needs max or average`},
		{of(image, spec.Dropout{Ratio: 1}), "layer: Dropout1: ratio 1, needs 0 to 0.95"},
		{of(image, spec.Dropout{Ratio: math.NaN()}), "layer: Dropout1: ratio NaN, needs 0 to 0.95"},
		{of(image, spec.BatchNormalization{Momentum: 1}),
			"layer: BatchNormalization1: momentum 1, needs 0 to 0.9999"},
		{of(image, spec.LeakyReLU{Slope: 2}), "layer: LeakyReLU1: slope 2, needs 0 to 1"},
		{spec.Network{Input: image, Layers: []spec.Layer{conv(2, 3, 1, 1)}},
			"layer: Convolution1: the last output is 2 × 8 × 8, needs one number a class, as from Affine"},
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
