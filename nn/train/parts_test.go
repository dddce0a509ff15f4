package train_test

import (
	"math"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// tiny is a network with a convolution, in few computations.
func tiny() spec.Network {
	return spec.Network{Input: []int{1, digits.Side, digits.Side}, Init: spec.InitHe, Layers: []spec.Layer{
		spec.Convolution{Filters: 3, Kernel: 5, Stride: 2}, spec.ReLU{},
		spec.Pooling{Pool: spec.PoolMax, Size: 2, Stride: 2}, spec.Affine{Units: digits.Classes},
	}}
}

func tinyNet[T tensor.Float](t testing.TB) *layer.Network[T] {
	t.Helper()
	net, err := layer.New[T](tiny(), rng())
	if err != nil {
		t.Fatal(err)
	}
	return net
}

func tinyParts[T tensor.Float](t testing.TB, net *layer.Network[T], n, k int) *train.Parts[T] {
	t.Helper()
	p, err := train.NewParts(net, n, k, &train.SGD[T]{LearningRate: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	p.WeightDecay = 0.01
	return p
}

// around is a network in which a layer of a kind stands behind a convolution, so that gradients pass through it.
func around(k *spec.Kind) spec.Network {
	return spec.Network{Input: []int{1, digits.Side, digits.Side}, Init: spec.InitHe, Layers: []spec.Layer{
		spec.Convolution{Filters: 3, Kernel: 5, Stride: 4}, k.Default, spec.Affine{Units: digits.Classes},
	}}
}

// In float64, parts and the whole differ by rounding alone.
func TestPartsAreTheWhole(t *testing.T) {
	for _, k := range []int{1, 2, 3, 4} {
		checkParts(t, tiny(), k)
	}
}

// A batch is cut where every layer computes each image by itself, and then it makes no difference. Of other kinds it is
// never cut.
func TestPartsOfEveryKind(t *testing.T) {
	cut := 0
	for _, k := range spec.Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			parts := train.CountParts(around(k), 12)
			if k.EachImage != (parts == 4) || !k.EachImage && parts != 1 {
				t.Fatalf("each image by itself: %v, but a batch is cut in %d parts", k.EachImage, parts)
			}
			if k.EachImage {
				cut++
				checkParts(t, around(k), parts)
			}
		})
	}
	if cut == 0 || cut == len(spec.Kinds()) {
		t.Errorf("%d of %d kinds are cut", cut, len(spec.Kinds()))
	}
}

// checkParts trains a network in k parts, and as a whole.
func checkParts(t *testing.T, s spec.Network, k int) {
	t.Helper()
	r := rng()
	set := bars(60, r)
	newNet := func() *layer.Network[float64] {
		net, err := layer.New[float64](s, rng())
		if err != nil {
			t.Fatal(err)
		}
		return net
	}
	whole, cut := newNet(), newNet()
	trainer, parts := newTrainer(t, whole, 12), tinyParts(t, cut, 12, k)
	trainer.WeightDecay = parts.WeightDecay
	one, other := rng(), rng()
	for step := range 5 {
		parts.Draw(set, other)
		a, b := trainer.Step(set, one), parts.Update()
		if math.Abs(a-b) > 1e-12 {
			t.Errorf("%d parts, step %d: the loss is %v, of the whole %v", k, step, b, a)
		}
	}
	for i, p := range cut.Params() {
		for j, v := range p.Value.Data {
			if math.Abs(v-whole.Params()[i].Value.Data[j]) > 1e-12 {
				t.Fatalf("%d parts: %s[%d] is %v, of the whole %v", k, p.Name, j, v, whole.Params()[i].Value.Data[j])
			}
		}
	}
}

// Parts that are computed elsewhere, and come in any order, give the same bits.
func TestPartsComputedElsewhere(t *testing.T) {
	r := rng()
	set := bars(60, r)
	here, there := tinyNet[float32](t), tinyNet[float32](t)
	alone, team := tinyParts(t, here, 16, 4), tinyParts(t, there, 16, 4)
	elsewhere := tinyNet[float32](t)
	helper, err := train.NewPart(elsewhere, 4)
	if err != nil {
		t.Fatal(err)
	}
	one, other := rng(), rng()
	for range 4 {
		alone.Draw(set, one)
		team.Draw(set, other)
		for i, p := range there.Params() {
			copy(elsewhere.Params()[i].Value.Data, p.Value.Data)
		}
		for _, i := range []int{3, 1} {
			// The helper has but the images of its part.
			images := &digits.Set{}
			for _, j := range team.Images(i) {
				images.Append(set.Slice(j, j+1))
			}
			grads := make([]float32, there.Size())
			team.Put(i, helper.Compute(grads, images, []int{0, 1, 2, 3}), grads)
		}
		if !team.Known(1) || team.Known(0) {
			t.Fatal("which parts are known is not known")
		}
		if a, b := alone.Update(), team.Update(); a != b {
			t.Errorf("the loss is %v, alone %v", b, a)
		}
	}
	for i, p := range there.Params() {
		if !slices.Equal(p.Value.Data, here.Params()[i].Value.Data) {
			t.Errorf("%s has other bits than alone", p.Name)
		}
	}
}

func TestPartsAllocateNothing(t *testing.T) {
	r := rng()
	set := bars(60, r)
	parts := tinyParts(t, tinyNet[float32](t), 16, 4)
	if n := testing.AllocsPerRun(5, func() {
		parts.Draw(set, r)
		parts.Update()
	}); n != 0 {
		t.Errorf("a step allocates %v times", n)
	}
}

func TestCountParts(t *testing.T) {
	with := func(kind string) spec.Network {
		s := tiny()
		s.Layers = append(s.Layers, spec.Default(kind))
		return s
	}
	for name, c := range map[string]struct {
		spec    spec.Network
		n, want int
	}{
		"a hundred images":   {tiny(), 100, 4},
		"an even number":     {tiny(), 50, 2},
		"an odd number":      {tiny(), 25, 1},
		"one image":          {tiny(), 1, 1},
		"without pictures":   {layer.TwoLayerNet(), 100, 1},
		"batch statistics":   {with(spec.KindBatchNormalization), 100, 1},
		"masks":              {with(spec.KindDropout), 100, 1},
		"the book's network": {spec.SimpleConvNet(), 100, 4},
	} {
		t.Run(name, func(t *testing.T) {
			if got := train.CountParts(c.spec, c.n); got != c.want {
				t.Errorf("%d parts, want %d", got, c.want)
			}
		})
	}
}
