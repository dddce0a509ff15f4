package train_test

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// A unit whose input is 3e-6 crosses 0 when its bias moves by 1e-5, and does not when it moves by 1e-6.
func TestGradientCheckReportsKinks(t *testing.T) {
	net := newNet[float64](t, rng(), 4)
	b := newBatch(t, net, 2)
	b.X.Zero() // the input of the units is then their bias
	bias := net.Params()[1].Value.Data
	copy(bias, []float64{0.5, 3e-6, -0.5, 0.5})
	for h, want := range map[float64]int{1e-6: 0, 1e-5: 2} { // once for each image
		all := train.NewGradientCheck(b, h, 0, nil)
		for all.Next() {
		}
		if !all.OK() || all.Results()[1].Checked != 4 || all.Results()[1].MeanAbsDiff > 1e-9 {
			t.Errorf("h = %g: %+v", h, all.Results()) // a step to the other side, or a smaller one, decides
		}
		kinks, count := all.Kinks()
		if count != want || len(kinks) != want {
			t.Fatalf("h = %g: %d kinks %+v, want %d", h, count, kinks, want)
		}
		for i, k := range kinks {
			if k.Param != "b1" || k.Element != 1 || k.Scope != "ReLU1" || k.Unit != 1 ||
				k.Image != i || k.Crossing != "its input crosses 0" {
				t.Errorf("h = %g: %+v", h, k)
			}
		}
	}
}

// Truncation falls with h², rounding grows with 1/h, and float32 rounds 10⁹ times more coarsely.
func TestErrorCurve(t *testing.T) {
	net := layer.MLP(digits.Pixels, []int{6}, spec.KindSigmoid, 10)
	wide, err := layer.New[float64](net, rng())
	if err != nil {
		t.Fatal(err)
	}
	for i := range wide.Params()[0].Value.Data {
		wide.Params()[0].Value.Data[i] *= 20 // where the sigmoid bends
	}
	b := newBatch(t, wide, 3)
	n := newBatch(t, layer.Convert[float32](wide), 3)
	tensor.Convert(n.X.Data, b.X.Data)
	curve := train.NewErrorCurve(n, b, 20, rng())
	steps := 0
	for curve.Next() {
		steps++
	}
	points := curve.Points()
	if steps != curve.Total() || len(points) != 23 || points[0].H != 0.1 {
		t.Fatalf("%d steps of %d, %d points", steps, curve.Total(), len(points))
	}
	at := func(exponent int) train.CurvePoint { return points[2*(exponent-1)] } // h = 10^-exponent
	if r := at(1).Float64 / at(2).Float64; r < 50 || r > 200 {
		t.Errorf("from h = 1e-1 to 1e-2 the error falls by %.0f, want about 100", r)
	}
	if r := at(12).Float64 / at(10).Float64; r < 20 || r > 500 {
		t.Errorf("from h = 1e-10 to 1e-12 the error grows by %.0f, want about 100", r)
	}
	if at(5).Float64 > 1e-9 || at(5).Float32 < 1e3*at(5).Float64 {
		t.Errorf("at h = 1e-5 the errors are %g in float64, %g in float32", at(5).Float64, at(5).Float32)
	}
	for _, p := range points {
		if p.Crossed != 0 {
			t.Errorf("h = %g: %d steps cross a kink, and a sigmoid has none", p.H, p.Crossed)
		}
	}
}

// A bias of 3e-5 crosses the kink of its ReLU with steps above that, whatever the rest does.
func TestErrorCurveSaysWhereKinksAre(t *testing.T) {
	wide := newNet[float64](t, rng(), 4)
	copy(wide.Params()[1].Value.Data, []float64{0.5, 3e-5, -0.5, 0.5})
	b := newBatch(t, wide, 2)
	n := newBatch(t, layer.Convert[float32](wide), 2)
	b.X.Zero()
	n.X.Zero()
	curve := train.NewErrorCurve(n, b, 0, nil)
	for curve.Next() {
	}
	for _, p := range curve.Points() {
		if small := p.H < 3e-5; small != (p.Crossed == 0) || p.H > 4e-5 && p.H < 0.4 && p.Crossed != 1 {
			t.Errorf("h = %g: %d steps cross a kink", p.H, p.Crossed)
		}
	}
}

// The mean gradient is what a mean difference is to be compared with.
func TestGradientCheckTellsTheMeanGradient(t *testing.T) {
	net := newNet[float64](t, rng(), 4)
	b := newBatch(t, net, 2)
	all := train.NewGradientCheck(b, 1e-5, 0, nil)
	for all.Next() {
	}
	b.Forward()
	b.Backward()
	for i, p := range b.Graph.Params() {
		want := 0.0
		for _, g := range p.Grad.Data {
			want += math.Abs(g) / float64(len(p.Grad.Data))
		}
		if got := all.Results()[i].MeanAbs; math.Abs(got-want) > 1e-12 || want == 0 {
			t.Errorf("%s: %g, want %g", p.Name, got, want)
		}
	}
}
