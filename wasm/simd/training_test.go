package simd

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/train"
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/gonum"
)

// use puts loops in place for a test.
func use(t *testing.T, b blas.Float32, k kernel.Kernels) {
	beforeB, beforeK := blas32.Implementation(), kernel.Implementation()
	blas32.Use(b)
	kernel.Use(k)
	t.Cleanup(func() {
		blas32.Use(beforeB)
		kernel.Use(beforeK)
	})
}

// someDigits are images with as many zeros as MNIST's.
func someDigits(n int) *digits.Set {
	r := rand.New(rand.NewPCG(5, 0))
	s := &digits.Set{Pixels: make([]byte, n*digits.Pixels), Labels: make([]byte, n)}
	for i := range n {
		s.Labels[i] = byte(i % digits.Classes)
		for p := 200; p < 350; p++ {
			s.Pixels[i*digits.Pixels+(p+20*int(s.Labels[i]))] = byte(r.IntN(256))
		}
	}
	return s
}

// smallCNN has two convolutions, each with ReLU and max pooling.
func smallCNN() spec.Network {
	n := spec.Network{Input: []int{1, 28, 28}, Init: spec.InitHe}
	for _, filters := range []int{4, 6} {
		n.Layers = append(n.Layers, spec.Convolution{Filters: filters, Kernel: 5, Stride: 1, Pad: 2},
			spec.Default(spec.KindReLU), spec.Pooling{Pool: spec.PoolMax, Size: 2, Stride: 2})
	}
	n.Layers = append(n.Layers, spec.Affine{Units: digits.Classes})
	return n
}

// trained returns the loss after some steps, and all parameters.
func trained(t *testing.T, s spec.Network, set *digits.Set, steps, batch int) []float32 {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 0))
	net, err := layer.New[float32](s, rng)
	if err != nil {
		t.Fatal(err)
	}
	trainer, err := train.New(net, batch, &train.SGD[float32]{LearningRate: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	var result []float32
	for range steps {
		result = append(result, trainer.Step(set, rng))
	}
	for _, p := range net.Params() {
		result = append(result, p.Value.Data...)
	}
	return result
}

func TestTraining(t *testing.T) {
	for _, c := range []struct {
		name         string
		net          spec.Network
		steps, batch int
	}{
		{"TwoLayerNet", spec.TwoLayerNet(), 20, 30},
		{"small CNN", smallCNN(), 4, 10},
		{"LeNet", spec.LeNet(), 2, 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := someDigits(50)
			use(t, gonum.Implementation{}, &kernel.Portable{})
			want := trained(t, c.net, set, c.steps, c.batch)
			m := newMachine(t)
			use(t, &BLAS{kernels: m}, &Kernels{kernels: m})
			got := trained(t, c.net, set, c.steps, c.batch)
			for i := range want {
				// Parameters are around 0.1, and a step changes them by sums of thousands of products: their rounding,
				// a hundred units in the last place, is what may add up over the steps.
				if d := math.Abs(float64(got[i] - want[i])); !(d <= 1e-5) {
					t.Fatalf("after %d steps number %d is %v, want %v", c.steps, i, got[i], want[i])
				}
			}
			if again := trained(t, c.net, set, c.steps, c.batch); !slices.Equal(again, got) {
				t.Error("the same seed gave other bits")
			}
			set.Index()
			if sparse := trained(t, c.net, set, c.steps, c.batch); !slices.Equal(sparse, got) {
				t.Error("compressed sparse rows gave other bits")
			}
		})
	}
}

func TestTrainingAllocatesNothing(t *testing.T) {
	if _, ok := any(newMachine(t)).(interface{ copies() }); ok {
		t.Skip("calls by wazero copy")
	}
	m := newMachine(t)
	use(t, &BLAS{kernels: m}, &Kernels{kernels: m})
	for _, s := range []spec.Network{spec.TwoLayerNet(), smallCNN()} {
		rng := rand.New(rand.NewPCG(1, 0))
		net, err := layer.New[float32](s, rng)
		if err != nil {
			t.Fatal(err)
		}
		trainer, err := train.New(net, 10, &train.SGD[float32]{LearningRate: 0.1})
		if err != nil {
			t.Fatal(err)
		}
		set := someDigits(50)
		set.Index()
		if n := testing.AllocsPerRun(5, func() { trainer.Step(set, rng) }); n != 0 {
			t.Errorf("%v allocations in a step of %v", n, s.Layers[0])
		}
	}
}
