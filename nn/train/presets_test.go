package train_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/train"
)

// small returns a variant of a network with an input of 12×12 at the most and few units and filters. Its weights are
// not the chapter's small ones, with which many of the inputs of ReLU lie within ±h of its kink.
func small(n spec.Network) spec.Network {
	n = n.Clone()
	if len(n.Input) == 3 {
		n.Input = []int{1, 12, 12}
	} else {
		n.Input = []int{10}
	}
	if n.Init == "" {
		n.Init = spec.InitHe
	}
	for i, l := range n.Layers[:len(n.Layers)-1] {
		switch l := l.(type) {
		case spec.Affine:
			l.Units = min(l.Units, 6)
			n.Layers[i] = l
		case spec.Convolution:
			l.Filters = min(l.Filters, 3)
			n.Layers[i] = l
		}
	}
	return n
}

// fill puts random images and labels into a batch.
func fill(b *train.Batch[float64], classes int) {
	r := rng()
	for i := range b.X.Data {
		b.X.Data[i] = r.Float64()
	}
	for i := range b.T.Data {
		b.T.Data[i] = float64(r.IntN(classes))
	}
}

// Every preset, a network of odd sizes, and every kind of layer, in both modes.
func TestGradientCheckOfPresets(t *testing.T) {
	other := spec.Network{Input: []int{1, 28, 28}, Init: spec.InitXavier, Layers: []spec.Layer{
		spec.Convolution{Filters: 3, Kernel: 3, Stride: 2, Pad: 1}, spec.Default(spec.KindBatchNormalization),
		spec.Default(spec.KindLeakyReLU), spec.Pooling{Pool: spec.PoolMax, Size: 3, Stride: 1},
		spec.Default(spec.KindDropout), spec.Default(spec.KindFlatten), spec.Affine{Units: 6},
		spec.Default(spec.KindSigmoid), spec.Affine{Units: 4}}}
	networks := append(spec.Presets(), spec.Preset{Name: "odd sizes", Network: other})
	for _, k := range spec.Kinds() {
		networks = append(networks, spec.Preset{Name: k.Name, Network: around(k)})
	}
	for _, p := range networks {
		t.Run(p.Name, func(t *testing.T) {
			s := small(p.Network)
			net, err := layer.New[float64](s, rng())
			if err != nil {
				t.Fatal(err)
			}
			// Running statistics, and biases away from zero, as after some training.
			trainer := newTrainer(t, net, 8)
			for range 3 {
				fill(trainer.Batch(), s.Layers[len(s.Layers)-1].(spec.Affine).Units)
				trainer.Update()
			}
			state := layer.Convert[float64](net).State()
			b, err := train.NewBatch(net, 4, true)
			if err != nil {
				t.Fatal(err)
			}
			fill(b, s.Layers[len(s.Layers)-1].(spec.Affine).Units)
			check := train.NewGradientCheck(b, 1e-5, 25, rng())
			for check.Next() {
			}
			for _, r := range check.Results() {
				if r.MeanAbsDiff > 1e-9 || r.Checked == 0 {
					t.Errorf("%+v", r)
				}
			}
			if !reflect.DeepEqual(net.State(), state) {
				t.Error("the check changed the running statistics")
			}
			checkTestMode(t, b)
		})
	}
}

// checkTestMode compares the gradients of a prediction: with running statistics and without masks.
func checkTestMode(t *testing.T, b *train.Batch[float64]) {
	t.Helper()
	b.ForwardTest()
	b.Backward()
	for _, p := range b.Graph.Params() {
		largest := 0.0
		for i := 0; i < len(p.Value.Data); i += 1 + len(p.Value.Data)/10 {
			numerical := train.NumericalGradient(b.ForwardTest, p.Value.Data, i, 1e-5)
			largest = max(largest, numerical-p.Grad.Data[i], p.Grad.Data[i]-numerical)
		}
		if !(largest <= 1e-8) {
			t.Errorf("%s: in Test mode a gradient is off by %v", p.Name, largest)
		}
	}
}

func TestSimpleConvNetLearns(t *testing.T) {
	r := rng()
	set := bars(200, r)
	net, err := layer.New[float32](spec.SimpleConvNet(), r)
	if err != nil {
		t.Fatal(err)
	}
	trainer, err := train.New(net, 20, &train.Adam[float32]{LearningRate: 0.001, Beta1: 0.9, Beta2: 0.999})
	if err != nil {
		t.Fatal(err)
	}
	first := trainer.Step(set, r)
	for range 60 {
		trainer.Step(set, r)
	}
	p, err := train.NewPredictor(net, 50)
	if err != nil {
		t.Fatal(err)
	}
	if a := p.Accuracy(set); math.Abs(float64(first)-math.Log(10)) > 0.05 || a < 0.95 {
		t.Errorf("the loss began at %v, want log 10; accuracy %v after 61 steps, want 0.95", first, a)
	}
}

func TestPresetStepsAllocateNothing(t *testing.T) {
	for _, p := range spec.Presets() {
		r := rng()
		net, err := layer.New[float32](p.Network, r)
		if err != nil {
			t.Fatal(err)
		}
		trainer := newTrainer(t, net, 2)
		set := bars(10, r)
		if n := testing.AllocsPerRun(3, func() { trainer.Step(set, r) }); n != 0 {
			t.Errorf("%s: %v allocations in a step", p.Name, n)
		}
	}
}

// With BatchNormalization and Dropout training goes on with the same bits from what is kept: parameters, state, random
// numbers.
func TestResumeWithState(t *testing.T) {
	set := bars(50, rng())
	pcg := rand.NewPCG(4, 0)
	net, err := layer.New[float32](spec.NormalizedMLP(), rand.New(pcg))
	if err != nil {
		t.Fatal(err)
	}
	trainer := newTrainer(t, net, 10)
	r := rand.New(pcg)
	for range 5 {
		trainer.Step(set, r)
	}
	kept := layer.Convert[float32](net)
	random := *pcg

	other := rand.NewPCG(0, 0)
	resumed, err := layer.New[float32](spec.NormalizedMLP(), rand.New(other))
	if err != nil {
		t.Fatal(err)
	}
	*other = random
	if err := layer.Set(resumed, kept.Params()); err != nil {
		t.Fatal(err)
	}
	if err := layer.SetState(resumed, kept.State()); err != nil {
		t.Fatal(err)
	}
	continued := newTrainer(t, resumed, 10)
	r2 := rand.New(other)
	for range 5 {
		if a, b := trainer.Step(set, r), continued.Step(set, r2); a != b {
			t.Fatalf("loss %v, resumed %v", a, b)
		}
	}
	if !reflect.DeepEqual(net.Params(), resumed.Params()) || !reflect.DeepEqual(net.State(), resumed.State()) {
		t.Error("resumed training differs")
	}
}
