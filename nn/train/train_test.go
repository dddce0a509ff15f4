package train_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// bars is a set that is easy to learn: digit d has row 2d inked, in noise.
func bars(n int, rng *rand.Rand) *digits.Set {
	s := &digits.Set{Pixels: make([]byte, n*digits.Pixels), Labels: make([]byte, n)}
	for i := range n {
		label := rng.IntN(digits.Classes)
		s.Labels[i] = byte(label)
		image := s.Image(i)
		for j := range image {
			image[j] = byte(rng.IntN(64))
			if j/digits.Side == 2*label {
				image[j] = 255
			}
		}
	}
	return s
}

func newNet[T tensor.Float](t testing.TB, rng *rand.Rand, hidden ...int) *layer.Network[T] {
	t.Helper()
	net, err := layer.New[T](layer.MLP(digits.Pixels, hidden, spec.KindReLU, digits.Classes), rng)
	if err != nil {
		t.Fatal(err)
	}
	return net
}

func newTrainer[T tensor.Float](t testing.TB, net *layer.Network[T], batch int) *train.Trainer[T] {
	t.Helper()
	trainer, err := train.New(net, batch, &train.SGD[T]{LearningRate: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	return trainer
}

func rng() *rand.Rand { return rand.New(rand.NewPCG(3, 0)) }

func TestTrainingLearns(t *testing.T) {
	r := rng()
	set := bars(500, r)
	net := newNet[float32](t, r, 20)
	trainer := newTrainer(t, net, 50)
	first := trainer.Step(set, r)
	var last float32
	for range 500 {
		last = trainer.Step(set, r)
	}
	if math.Abs(float64(first)-math.Log(10)) > 0.05 || last > 0.1 {
		t.Errorf("the loss went from %v to %v, want from log 10 to nearly 0", first, last)
	}
	p, err := train.NewPredictor(net, 64) // 500 is not a multiple of 64
	if err != nil {
		t.Fatal(err)
	}
	if a := p.Accuracy(set); a < 0.99 {
		t.Errorf("accuracy %v", a)
	}
}

func TestSameSeedSameBits(t *testing.T) {
	run := func() []layer.Param[float32] {
		r := rng()
		set := bars(100, r)
		net := newNet[float32](t, r, 7)
		trainer := newTrainer(t, net, 10)
		for range 30 {
			trainer.Step(set, r)
		}
		return net.Params()
	}
	if !reflect.DeepEqual(run(), run()) {
		t.Error("two runs with the same seed differ")
	}
}

func TestStepAllocatesNothing(t *testing.T) {
	r := rng()
	set := bars(200, r)
	trainer := newTrainer(t, newNet[float32](t, r, 50, 300), 100)
	trainer.WeightDecay = 1e-4
	if n := testing.AllocsPerRun(10, func() { trainer.Step(set, r) }); n != 0 {
		t.Errorf("%v allocations in a step", n)
	}
}

// λ·W is added to the gradient of weights, and of weights alone.
func TestWeightDecay(t *testing.T) {
	s := spec.NormalizedMLP()
	update := func(decay float64) *layer.Network[float64] {
		net, err := layer.New[float64](s, rng())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range net.Params() {
			for i := range p.Value.Data {
				p.Value.Data[i] += 0.5
			}
		}
		trainer := newTrainer(t, net, 3) // with a learning rate of 0.1
		trainer.WeightDecay = decay
		trainer.Step(bars(20, rng()), rng())
		return net
	}
	fresh, err := layer.New[float64](s, rng())
	if err != nil {
		t.Fatal(err)
	}
	without, with := update(0), update(0.01)
	for i, p := range fresh.Params() {
		decayed := 0
		for j, w := range p.Value.Data {
			want := 0.0
			if p.Weight {
				want = 0.1 * 0.01 * (w + 0.5)
			}
			got := without.Params()[i].Value.Data[j] - with.Params()[i].Value.Data[j]
			if math.Abs(got-want) > 1e-14 {
				t.Fatalf("%s: weight decay moved an element by %v, want %v", p.Name, got, want)
			}
			if got != 0 {
				decayed++
			}
		}
		if weight := p.Name[0] == 'W'; (decayed > 0) != weight {
			t.Errorf("%s: %d elements decayed", p.Name, decayed)
		}
	}
}

func TestPredictAgreesWithCorrect(t *testing.T) {
	r := rng()
	set := bars(37, r)
	net := newNet[float64](t, r, 20)
	one, err := train.NewPredictor(net, 1)
	if err != nil {
		t.Fatal(err)
	}
	many, err := train.NewPredictor(net, 10)
	if err != nil {
		t.Fatal(err)
	}
	correct := 0
	probabilities, pixels := make([]float64, digits.Classes), make([]float64, digits.Pixels)
	for i := range set.Len() {
		for j, v := range set.Image(i) {
			pixels[j] = float64(v) / 255
		}
		one.Predict(probabilities, pixels)
		sum := 0.0
		for _, p := range probabilities {
			sum += p
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Fatalf("probabilities sum to %v", sum)
		}
		if train.Argmax(probabilities) == set.Label(i) {
			correct++
		}
	}
	if got := many.Correct(set, 0, set.Len()); got != correct {
		t.Errorf("Correct counts %d, Predict %d", got, correct)
	}
	if got := many.Correct(set, 5, 8) + many.Correct(set, 8, 37) + many.Correct(set, 0, 5); got != correct {
		t.Errorf("Correct in parts counts %d, want %d", got, correct)
	}
}

func newBatch[T tensor.Float](t testing.TB, net *layer.Network[T], n int) *train.Batch[T] {
	t.Helper()
	b, err := train.NewBatch(net, n, false)
	if err != nil {
		t.Fatal(err)
	}
	idx := make([]int, n)
	digits.Choose(idx, 20, rng())
	digits.Gather(b.X.Data, b.T.Data, bars(20, rng()), idx)
	return b
}

func TestGradientCheck(t *testing.T) {
	for _, activation := range []string{spec.KindReLU, spec.KindSigmoid} {
		t.Run(activation, func(t *testing.T) {
			net, err := layer.New[float64](layer.MLP(digits.Pixels, []int{5, 4}, activation, 10), rng())
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range net.Params() {
				if len(p.Value.Shape) == 1 {
					p.Value.Fill(0.1) // away from the kink of ReLU, where units of zeros would be
				}
			}
			before := layer.Convert[float64](net)
			check := train.NewGradientCheck(newBatch(t, net, 3), 1e-5, 40, rng())
			steps := 0
			for check.Next() {
				steps++
			}
			if steps != check.Total() || steps != 40+5+20+4+40+10 {
				t.Errorf("%d elements checked of %d", steps, check.Total())
			}
			for _, p := range check.Results() {
				if p.MeanAbsDiff > 1e-9 || p.Checked == 0 || p.Checked > p.Size {
					t.Errorf("%+v", p)
				}
			}
			if !check.OK() {
				t.Error("not OK")
			}
			if !reflect.DeepEqual(net.Params(), before.Params()) {
				t.Error("the check changed the network")
			}
		})
	}
}

// A gradient that is wrong in one element of one parameter must not pass.
func TestGradientCheckFindsAMistake(t *testing.T) {
	net := newNet[float64](t, rng(), 3)
	b := newBatch(t, net, 2)
	check := train.NewGradientCheck(b, 1e-5, 0, nil)
	b.Graph.Params()[3].Grad.Data[7] *= -1
	for check.Next() {
	}
	for _, p := range check.Results() {
		if wrong := p.MeanAbsDiff > 1e-9; wrong != (p.Name == "b2") {
			t.Errorf("%+v", p)
		}
	}
	if check.OK() {
		t.Error("OK with a wrong gradient of b2")
	}
}

func ExampleNumericalGradient() {
	x := []float64{3}
	square := func() float64 { return x[0] * x[0] }
	fmt.Printf("%.6f\n", train.NumericalGradient(square, x, 0, 1e-5))
	// Output: 6.000000
}
