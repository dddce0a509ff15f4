package reader_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/reader"
	"github.com/inkgrad/inkgrad/nn/train"
)

// The graph gives what Read gives, and its gradient is the slope of that, through all five looks.
func TestSlope(t *testing.T) {
	r, err := reader.New(newNet(t, small()), reader.Sure)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(2, 0))
	image, read := make([]float64, digits.Pixels), make([]float64, digits.Classes)
	for i := range image {
		if rng.IntN(4) == 0 {
			image[i] = 0.2 + 0.6*rng.Float64()
		}
	}
	s := train.NewSlope(r.Batch(&graph.Graph[float32]{InputGradient: true}))
	for i, v := range image {
		s.Pixels()[i] = float32(v)
	}
	const label = 3
	probabilities, gradient, loss := s.Run(label)
	r.Read(read, image)
	for d, p := range probabilities {
		if math.Abs(float64(p)-read[d]) > 1e-5 { // float32, whose sums have a few thousand terms
			t.Errorf("digit %d has probability %v, Read says %v", d, p, read[d])
		}
	}
	if want := -math.Log(read[label]); math.Abs(float64(loss)-want) > 1e-5 {
		t.Errorf("the loss is %v, want %v", loss, want)
	}
	lossAt := func(at []float64) float64 {
		r.Read(read, at)
		return -math.Log(read[label])
	}
	// All pixels go a little along a direction: one that the gradient does not know, and each of some pixels alone.
	directions := [][]float64{make([]float64, digits.Pixels)}
	for i := range directions[0] {
		directions[0][i] = rng.Float64() - 0.5
	}
	for range 20 {
		one := make([]float64, digits.Pixels)
		one[rng.IntN(digits.Pixels)] = 1
		directions = append(directions, one)
	}
	// Of a ReLU network the loss is smooth but for kinks. float32 leaves 1e-7 of a loss of about 2, so that a
	// difference over 2h is right to about 1e-5.
	const h = 0.01
	for k, d := range directions {
		plus, minus, want := make([]float64, digits.Pixels), make([]float64, digits.Pixels), 0.0
		for i, v := range image {
			plus[i], minus[i] = v+h*d[i], v-h*d[i]
			want += d[i] * float64(gradient[i])
		}
		got := (lossAt(plus) - lossAt(minus)) / (2 * h)
		if math.Abs(got-want) > 1e-3+0.03*math.Abs(want) {
			t.Errorf("direction %d: the loss goes up by %v, the gradient says %v", k, got, want)
		}
	}
}
