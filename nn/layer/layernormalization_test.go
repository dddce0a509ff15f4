package layer_test

import (
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// By hand: of the image (1, 5, 3, 3) the mean is 3, the variance 2; γ = (1, 2, 3, 4) and β = (0, 0, 0, 7) come after.
func TestLayerNormalizationByHand(t *testing.T) {
	net := newNet(t, spec.Network{Input: []int{1, 2, 2}, Layers: []spec.Layer{
		spec.LayerNormalization{}, spec.Affine{Units: 2}}})
	copy(net.Params()[0].Value.Data, []float64{1, 2, 3, 4})
	net.Params()[1].Value.Data[3] = 7
	g := graph.New[float64]()
	logits := net.Logits(g, g.Input("x", tensor.FromSlice([]float64{0, 0, 0, 0, 1, 5, 3, 3}, 2, 1, 2, 2)))
	g.Forward(graph.Train)
	out := logits.Inputs()[0].Inputs()[0].Value // of Add, of MatMul
	want := []float64{0, 0, 0, 7, -math.Sqrt2, 2 * math.Sqrt2, 0, 7}
	for i, v := range out.Data {
		if math.Abs(v-want[i]) > 1e-6 { // ε moves it by a quarter of 1e-6
			t.Fatalf("outputs %v, want %v", out.Data, want)
		}
	}
}
