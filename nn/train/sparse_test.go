package train_test

import (
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/train"
)

// sparse has kernels for CSRs, and counts how often they are used.
type sparse struct {
	kernel.Portable
	products int
}

func (*sparse) FastCSR() bool { return true }

func (s *sparse) MulCSR(c []float32, a *kernel.CSR, b []float32, n int) {
	s.products++
	s.Portable.MulCSR(c, a, b, n)
}

// A network that begins with a product is given a CSR, and nobody who looks at the batch sees a difference.
func TestSparseBatch(t *testing.T) {
	k := &sparse{}
	kernel.Use(k)
	defer kernel.Use(&kernel.Portable{})
	set := bars(8, rng())
	indexed := bars(8, rng())
	indexed.Index()
	for _, c := range []struct {
		name     string
		net      spec.Network
		products bool
	}{
		{"Affine first", layer.MLP(digits.Pixels, []int{5}, spec.KindReLU, digits.Classes), true},
		{"Convolution first", spec.SimpleConvNet(), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var batches [2][]float32
			var losses [2]float32
			for i, s := range []*digits.Set{set, indexed} {
				net, err := layer.New[float32](c.net, rng())
				if err != nil {
					t.Fatal(err)
				}
				k.products = 0
				trainer := newTrainer(t, net, 4)
				trainer.Step(set, rng()) // what is left of it is not to be seen later
				losses[i] = trainer.Step(s, rng())
				batches[i] = slices.Clone(trainer.Batch().X.Data)
				if (k.products > 0) != (c.products && s == indexed) {
					t.Errorf("%d products of a CSR", k.products)
				}
			}
			if losses[0] != losses[1] || !slices.Equal(batches[0], batches[1]) {
				t.Errorf("losses %v, the same batch: %v", losses, slices.Equal(batches[0], batches[1]))
			}
		})
	}
}

// A Predictor that has answered for images answers for pixels.
func TestPredictAfterSparseImages(t *testing.T) {
	kernel.Use(&sparse{})
	defer kernel.Use(&kernel.Portable{})
	set := bars(3, rng())
	set.Index()
	p, err := train.NewPredictor(newNet[float32](t, rng(), 20), 1)
	if err != nil {
		t.Fatal(err)
	}
	pixels, probabilities := make([]float64, digits.Pixels), make([]float64, digits.Classes)
	p.Correct(set, 1, 3)
	set.Floats(pixels, 0)
	p.Predict(probabilities, pixels)
	p.Answers(set, 0, 1, func(_ int, want []float64) {
		if !slices.Equal(probabilities, want) {
			t.Errorf("Predict says %v, Answers %v", probabilities, want)
		}
	})
}
