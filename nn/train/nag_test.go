package train_test

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
	"github.com/inkgrad/inkgrad/nn/train/method"
)

// v = (−0.05, 0.1), then (0.9·−0.05 − 0.025, 0.9·0.1 − 0.05) = (−0.07, 0.04); W moves by 0.9·v and −0.1·g.
func init() {
	byHand["NAG"] = updates{method.Values{"momentum": 0.9}, [2]float64{0.905, 2.19}, [2]float64{0.817, 2.176}}
}

// The parameters are the point θ + μ·v of the paper's form, which takes the gradient there: here of 2·x², at some
// point.
func TestNAGLooksAhead(t *testing.T) {
	const mu, eta = 0.8, 0.05
	theta, v := 3.0, 0.0
	g := graph.New[float64]()
	w := g.Param("W", tensor.FromSlice([]float64{theta}, 1))
	o := &train.NAG[float64]{LearningRate: eta, Momentum: mu}
	for step := range 20 {
		v = mu*v - eta*4*(theta+mu*v)
		theta += v
		w.Grad.Data[0] = 4 * w.Value.Data[0]
		o.Update(g.Params())
		if got, want := w.Value.Data[0], theta+mu*v; math.Abs(got-want) > 1e-14 { // some roundings of numbers below 3
			t.Fatalf("after step %d W is %v, want %v", step, got, want)
		}
	}
	if math.Abs(theta) > 0.1 {
		t.Errorf("it has come from 3 to %v, not to 0", theta)
	}
}
