package train

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestThePictureOfADistribution(t *testing.T) {
	s := state.New().Observe(statetest.Measured(0, 0)).Observe(statetest.Measured(100, protocol.DensityBins-1))
	all := spreads(s.Distributions.Showing(protocol.OfWeight))
	if len(all) != 1 || all[0].Name != "W1" {
		t.Fatalf("%+v", all)
	}
	axis := scaleOf(all)
	if axis != (scale{Low: -1, High: 1}) {
		t.Fatalf("axis %+v", axis)
	}
	pix := all[0].pix(axis, 0, 100)
	alpha := func(x, y int) byte { return pix[4*(y*spreadWidth+x)+3] }
	for _, c := range []struct {
		name  string
		x, y  int
		alpha byte
	}{
		{"the first step is at the bottom", 0, spreadHeight - 1, 255}, {"and not at the top", 0, 0, 0},
		{"the last step is at the top", spreadWidth - 1, 0, 255}, {"and not at the bottom", spreadWidth - 1,
			spreadHeight - 1, 0},
	} {
		if got := alpha(c.x, c.y); got != c.alpha {
			t.Errorf("%s: %d, want %d", c.name, got, c.alpha)
		}
	}
	grads := spreads(s.Distributions.Showing(protocol.OfWeightGradient))
	if axis := scaleOf(grads); !axis.Log || axis.Low != -13 || axis.High != 3 { // 2^-40 is 9e-13, 2^8 is 256
		t.Errorf("axis of gradients %+v", axis)
	}
	if axis := scaleOf(nil); !(axis.Low < axis.High) {
		t.Errorf("axis of nothing %+v", axis)
	}
}

// All elements of a weight may be the same, as those that begin at 0 are.
func TestThePictureOfZeros(t *testing.T) {
	d := protocol.NewDistribution("W1", protocol.OfWeight, 0, 0, 1, 0, 0, make([]float64, protocol.DensityBins))
	one := spread{Name: "W1", Steps: []int{0}, Values: []protocol.Distribution{d}}
	for _, v := range one.pix(scaleOf([]spread{one}), 0, 0) {
		if v != 0 && v != 0x72 && v != 0xb2 {
			t.Fatal("something is drawn")
		}
	}
}

// What is opened late begins where it was opened, and says so; of a large tensor it says how much was looked at.
func TestWhatWasMeasuredIsTold(t *testing.T) {
	s := state.New().Observe(statetest.Measured(1200, 0)).Observe(statetest.Measured(2000, protocol.DensityBins-1))
	one := spreads(s.Distributions.Showing(protocol.OfWeight))[0]
	pix := one.pix(scaleOf([]spread{one}), 1200, 2000)
	for x, y := range map[int]int{0: spreadHeight - 1, spreadWidth - 1: 0} {
		if pix[4*(y*spreadWidth+x)+3] != 255 {
			t.Errorf("column %d has nothing at %d", x, y)
		}
	}
	for first, want := range map[int]string{
		0:    "Measured from step 0 on.",
		1200: "Measured from step 1,200 on, when this was opened; what came before is not known.",
	} {
		if got := sinceText(first); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	d := protocol.NewDistribution("W1", protocol.OfWeight, 0, 0.5, 0, -1, 1, nil)
	for _, c := range []struct {
		elements, looked int
		want             string
	}{
		{500, 500, "RMS 0.5"},
		{39200, 980, "RMS 0.5; range and figures of 980 of its 39,200 elements"},
	} {
		if d.Elements, d.Looked = c.elements, c.looked; figuresText(d) != c.want {
			t.Errorf("%q, want %q", figuresText(d), c.want)
		}
	}
}
