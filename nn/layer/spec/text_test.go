package spec_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

func ExampleParse() {
	n, err := spec.Parse("conv8k5-relu-pool2-affine10")
	if err != nil {
		panic(err)
	}
	layers, err := n.Resolve()
	if err != nil {
		panic(err)
	}
	for _, l := range layers {
		fmt.Println(l.Name, l.Out)
	}
	fmt.Println(spec.LeNet().Format())
	// Output:
	// Convolution1 [8 24 24]
	// ReLU1 [8 24 24]
	// Pooling1 [8 12 12]
	// Affine1 [10]
	// conv6k5p2-tanh-avgpool2-conv16k5-tanh-avgpool2-affine120-tanh-affine84-tanh-affine10
}

func TestTextOfPresets(t *testing.T) {
	for _, p := range spec.Presets() {
		got, err := spec.Parse(p.Network.Format())
		if err != nil {
			t.Fatal(err)
		}
		got.Init = p.Network.Init
		if !reflect.DeepEqual(got, p.Network) {
			t.Errorf("%s is written %s and comes back as %+v", p.Name, p.Network.Format(), got)
		}
		if err := got.ForDigits(); err != nil {
			t.Error(err)
		}
	}
}

func TestParseTakesWhatPeopleType(t *testing.T) {
	for typed, want := range map[string]string{
		"Affine100, ReLU, Affine10":          "affine100-relu-affine10",
		"convolution8 relu pooling affine10": "conv8k3-relu-pool2-affine10",
		"conv8p1k5s1-affine10":               "conv8k5p1-affine10",
		"pool3s3-pool3s2-avgpool2-affine10":  "pool3-pool3s2-avgpool2-affine10",
		"batchnorm-batchnorm.5-affine10":     "batchnorm-batchnorm0.5-affine10",
		"dropout-leakyrelu-affine":           "dropout0.5-leakyrelu0.01-affine50",
		"-tanh--sigmoid-flatten-":            "tanh-sigmoid-flatten",
		"":                                   "",
	} {
		n, err := spec.Parse(typed)
		if got := n.Format(); err != nil || got != want {
			t.Errorf("%s is %s, error %v; want %s", typed, got, err, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"affine50-nonesuch":         `layer: "nonesuch" in place 2 is not a layer; the layers are ` + strings.Join(spec.Words(), ", "),
		"50-relu":                   `layer: "50" in place 1 has no name of a layer before it, as in affine50; the `,
		"-5":                        `layer: "5" in place 1 has no name`,
		"0,0":                       `layer: "0" in place 1 has no name`,
		"1e99":                      `layer: "1e99" in place 1 has no name`,
		"relu-conv8k3-conv8q3":      `layer: Convolution2: "8q3" cannot follow conv: write it as in conv16k3s1p1`,
		"conv8k3k4":                 `layer: Convolution1: "8k3k4" cannot follow conv`,
		"conv8k":                    `layer: Convolution1: "8k" cannot follow conv`,
		"affine1.5":                 "layer: Affine1: units must be 1 to 10000, not 1.5",
		"affine0":                   "layer: Affine1: units must be 1 to 10000, not 0",
		"affine9223372036854775807": "layer: Affine1: units must be 1 to 10000, not 9223372036854775807",
		"relu5":                     `layer: ReLU1: "5" cannot follow relu: write it as in relu`,
		"dropout0.5.5":              "layer: Dropout1: ratio must be 0 to 0.95, not 0.5.5",
		strings.Repeat("relu-", 51): "layer: more than 50 layers",
	} {
		if _, err := spec.Parse(text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", text, err, want)
		}
	}
}

func TestForDigits(t *testing.T) {
	for text, want := range map[string]string{
		"affine50-relu-affine5": "layer: Affine2: there are 5 outputs at the end; 10 are needed, one for each digit",
		"affine50-conv8k3":      "layer: Convolution1: the input 50 is not an image, C×H×W",
		"conv8k3": "layer: Convolution1: the last output is 8 × 26 × 26; it must be one number for each class, " +
			"as Affine gives it",
		"pool2-conv8k15-affine10":  "layer: Convolution1: kernel 15 exceeds input 14",
		"":                         "layer: there must be 1 to 50 layers, not 0",
		"relu-pool2-tanh-affine10": "",
	} {
		n, err := spec.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := n.ForDigits(); want == "" && err != nil || want != "" && (err == nil || err.Error() != want) {
			t.Errorf("%s: error %v, want %s", text, err, want)
		}
	}
	small := spec.MLP(4, nil, spec.KindReLU, 10)
	if err := small.ForDigits(); err == nil || err.Error() != "layer: the input 4 is not the 784 pixels of an image" {
		t.Errorf("error %v", err)
	}
}

// What was read once is written in one way, and read back as the same.
func FuzzParse(f *testing.F) {
	for _, p := range spec.Presets() {
		f.Add(p.Network.Format())
	}
	f.Add("Conv8p1k5, avgpool3s2 leakyrelu.1-batchnorm0.5-dropout0.25-flatten-affine10")
	f.Fuzz(func(t *testing.T, text string) {
		defer cost.Bound(t, len(text))()
		n, err := spec.Parse(text)
		if err != nil {
			return
		}
		again, err := spec.Parse(n.Format())
		if err != nil || !reflect.DeepEqual(again, n) {
			t.Fatalf("%q is written %s and comes back as %+v, error %v; want %+v", text, n.Format(), again, err, n)
		}
	})
}

// FuzzJSON reads anything as the network of a file: what is taken is written and read to the same.
func FuzzJSON(f *testing.F) {
	for _, p := range spec.Presets() {
		text, err := json.Marshal(p.Network)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		defer cost.Bound(t, len(text))()
		var n, again spec.Network
		if n.UnmarshalJSON(text) != nil || n.Validate() != nil {
			return
		}
		written, err := n.MarshalJSON()
		if err != nil || again.UnmarshalJSON(written) != nil || !reflect.DeepEqual(again, n) {
			t.Fatalf("%s is written %s, %v", text, written, err)
		}
	})
}
