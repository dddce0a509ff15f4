package op_test

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func gelu() graph.Op[float64] { return &op.GELU[float64]{} }

func TestGELU(t *testing.T) {
	checkOp(t, gelu, []int{4, 3}, leaf{shape: []int{4, 3}})
	checkOp(t, gelu, []int{2, 3, 1, 2}, leaf{shape: []int{2, 3, 1, 2}})
	if _, err := gelu().Shape([]int{2}, []int{2}); err == nil || err.Error() != "GELU: 2 inputs, needs 1" {
		t.Errorf("error %v", err)
	}
}

// ofGELU returns the output for x and the derivative.
func ofGELU[T tensor.Float](xs ...T) (y, dx []T) {
	g := graph.New[T]()
	x := g.Param("x", tensor.FromSlice(xs, len(xs)))
	out := g.Apply(&op.GELU[T]{}, x)
	g.Forward(graph.Train)
	g.Backward(out)
	return out.Value.Data, x.Grad.Data
}

func TestGELUIsNearTheErrorFunction(t *testing.T) {
	for x := -6.0; x <= 6; x += 0.125 {
		below := (1 + math.Erf(x/math.Sqrt2)) / 2
		density := math.Exp(-x*x/2) / math.Sqrt(2*math.Pi)
		y, dx := ofGELU(x)
		if d := math.Abs(y[0] - x*below); d > 0.0005 {
			t.Errorf("GELU(%v) is %v, with the error function %v", x, y[0], x*below)
		}
		// The derivatives differ by up to 0.00087, near ±2.
		if d := math.Abs(dx[0] - below - x*density); d > 0.0009 {
			t.Errorf("its derivative at %v is %v, with the error function %v", x, dx[0], below+x*density)
		}
	}
}

// By hand: at 1, c · (1 + k) = 0.8335620, whose tanh is 0.6823840.
func TestGELUByHand(t *testing.T) {
	y, dx := ofGELU[float64](0, 1, -1)
	for i, want := range []float64{0, 0.8411920, -0.1588080} {
		if math.Abs(y[i]-want) > 1e-7 {
			t.Errorf("output %d is %v, want %v", i, y[i], want)
		}
	}
	// 0.5; (1.6823840 + (1 − 0.4656479) · 0.7978846 · 1.134145) / 2 = 1.0829641; and 1 less that.
	for i, want := range []float64{0.5, 1.0829641, -0.0829641} {
		if math.Abs(dx[i]-want) > 1e-7 {
			t.Errorf("derivative %d is %v, want %v", i, dx[i], want)
		}
	}
}

// Far from 0 it is the identity or 0, though the cube of a float32 is infinite there.
func TestGELUFarFromZero(t *testing.T) {
	y, dx := ofGELU[float32](1e30, -1e30)
	if y[0] != 1e30 || y[1] != 0 || dx[0] != 1 || dx[1] != 0 {
		t.Errorf("outputs %v, derivatives %v", y, dx)
	}
	if y, dx := ofGELU(math.NaN()); !math.IsNaN(y[0]) || !math.IsNaN(dx[0]) {
		t.Errorf("of no number: output %v, derivative %v", y, dx)
	}
}
