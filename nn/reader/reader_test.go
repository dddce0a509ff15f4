package reader_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/cost"
	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/safetensors"
)

func newNet(t *testing.T, s spec.Network) *layer.Network[float32] {
	t.Helper()
	net, err := layer.New[float32](s, rand.New(rand.NewPCG(1, 0)))
	if err != nil {
		t.Fatal(err)
	}
	return net
}

func small() spec.Network {
	return spec.Network{Input: []int{1, 28, 28}, Init: spec.InitHe, Layers: []spec.Layer{
		spec.Convolution{Filters: 2, Kernel: 5, Stride: 3},
		spec.Default(spec.KindReLU),
		spec.Affine{Units: 10},
	}}
}

func TestRoundTrip(t *testing.T) {
	net := newNet(t, small())
	file := reader.Encode(net, 0.75, map[string]string{"seed": "1"})
	r, err := reader.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Network().Spec(); !reflect.DeepEqual(got, small()) {
		t.Errorf("the network became %+v", got)
	}
	for i, p := range r.Network().Params() {
		for j, v := range p.Value.Data {
			want := net.Params()[i].Value.Data[j]
			// Half of the last of 11 binary digits, or of the smallest number.
			if math.Abs(float64(v-want)) > math.Max(math.Abs(float64(want))/2048, 1./(1<<25)) {
				t.Fatalf("%s, element %d: %v became %v", p.Name, j, want, v)
			}
		}
	}
	if again := reader.Encode(r.Network(), 0.75, map[string]string{"seed": "1"}); !reflect.DeepEqual(again, file) {
		t.Error("written again, it is another file")
	}
}

// The rule, with networks whose answer is known: all weights 0, and biases that give one digit some probability.
func TestSure(t *testing.T) {
	for _, c := range []struct {
		from, p float64 // from which it is sure, and that of the digit 3
		sure    bool
	}{{0.5, 0.1, false}, {0.5, 0.49, false}, {0.5, 0.51, true}, {0.5, 0.99, true}, {0.8, 0.79, false},
		{0.8, 0.81, true}} {
		s := spec.MLP(digits.Pixels, nil, spec.KindReLU, digits.Classes)
		s.Init = spec.InitZeros
		net := newNet(t, s)
		// softmax gives eᵇ/(eᵇ + 9)
		net.Params()[1].Value.Data[3] = float32(math.Log(9 * c.p / (1 - c.p)))
		r, err := reader.New(net, c.from)
		if err != nil {
			t.Fatal(err)
		}
		probabilities := make([]float64, digits.Classes)
		digit, sure := r.Read(probabilities, make([]float64, digits.Pixels))
		if sure != c.sure || sure && digit != 3 || math.Abs(probabilities[3]-c.p) > 1e-6 {
			t.Errorf("of a 3 with probability %v it says %d with %v, sure: %t", c.p, digit, probabilities[3], sure)
		}
	}
}

func TestErrors(t *testing.T) {
	normalized := small()
	normalized.Layers = append([]spec.Layer{spec.Default(spec.KindBatchNormalization)}, normalized.Layers...)
	misfit := small()
	misfit.Layers[2] = spec.Affine{Units: 9}
	good, err := safetensors.Decode(reader.Encode(newNet(t, small()), reader.Sure, nil))
	if err != nil {
		t.Fatal(err)
	}
	missing := safetensors.Encode(safetensors.File{Metadata: good.Metadata, Tensors: good.Tensors[1:]})
	unsaid := safetensors.Encode(safetensors.File{Tensors: good.Tensors,
		Metadata: map[string]string{"network": good.Metadata["network"]}})
	for want, file := range map[string][]byte{
		"reader: the file does not say from which probability it is sure": unsaid,
		"reader: it cannot be sure from a probability of 0.3 on":          reader.Encode(newNet(t, small()), 0.3, nil),
		"reader: it cannot be sure from a probability of NaN on": reader.Encode(newNet(t, small()), math.NaN(),
			nil),
		"safetensors: 1 bytes are too few":                 {0},
		"reader: network: JSON, byte 0: there is no value": safetensors.Encode(safetensors.File{}),
		"reader: layer: 3 tensors, needs 4":                missing,
		"reader: layer: there must be 1 to 50 layers, not 0": safetensors.Encode(
			safetensors.File{Metadata: map[string]string{"network": `{"input":[784]}`}}),
		"reader: a network from 784 to 9 numbers, needs 784 to 10": reader.Encode(newNet(t, misfit),
			reader.Sure, nil),
		"reader: the network has a state, runningMean1, which the file does not keep": reader.Encode(newNet(t,
			normalized), reader.Sure, nil),
		"reader: a network from 4 to 10 numbers, needs 784 to 10": reader.Encode(newNet(t,
			spec.MLP(4, nil, spec.KindReLU, 10)), reader.Sure, nil),
	} {
		if _, err := reader.Decode(file); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	tiny, err := spec.Parse("pool7-affine10") // fuzzing is the quicker the shorter the file is
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []spec.Network{small(), tiny} {
		net, err := layer.New[float32](s, rand.New(rand.NewPCG(1, 0)))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(reader.Encode(net, reader.Sure, nil))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		defer cost.Bound(t, len(file))()
		r, err := reader.Decode(file)
		if err != nil {
			return
		}
		probabilities := make([]float64, digits.Classes)
		if digit, _ := r.Read(probabilities, make([]float64, digits.Pixels)); digit < 0 || digit > 9 {
			t.Fatalf("digit %d", digit)
		}
	})
}
