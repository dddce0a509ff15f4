package state_test

import (
	"math"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
)

// Each operation of a BatchNormalization shows one unit over the batch, by the mean and the variance that normalized
// it.
func TestUnit(t *testing.T) {
	const scope = "BatchNormalization1"
	for _, c := range []struct {
		name    string
		images  int
		mode    graph.Mode
		running bool
		words   string
	}{
		{"a batch in training", 50, graph.Train, false, "Over the 50 images of this batch"},
		{"a batch in a prediction", 50, graph.Test, true, "these images are like those of training"},
		{"an image in training", 1, graph.Train, false, "A batch of one image is its own mean"},
		{"an image in a prediction", 1, graph.Test, true, "which followed the batches of training. Times γ = "},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := graphOfBatch(t, c.images, c.mode)
			for _, kind := range []string{"Normalize", "Mul", "Add", "Param"} {
				chosen := choose(t, g, kind, scope).WithUnit(2)
				u := chosen.Unit()
				if u == nil || u.At != 2 || u.Units != 3 || len(u.Before.Values) != c.images ||
					len(u.After.Values) != c.images || u.Running != c.running || !strings.Contains(u.Words(), c.words) {
					t.Fatalf("%s: %+v %s", kind, u, u.Words())
				}
				for i, x := range u.Before.Values {
					normal := (x - u.Before.Mean) / math.Sqrt(u.Before.Deviation*u.Before.Deviation+layer.Epsilon)
					if want := u.Gamma*normal + u.Beta; math.Abs(u.After.Values[i]-want) > 1e-9 {
						t.Errorf("%s, image %d: %v becomes %v, want %v", kind, i, x, u.After.Values[i], want)
					}
				}
				// ε is 1e-6, and takes about as much of the deviation.
				if c.images > 1 && !c.running && (math.Abs(u.After.Mean-u.Beta) > 1e-9 ||
					math.Abs(u.After.Deviation-u.Gamma) > 1e-4) {
					t.Errorf("%s: after it %v and %v, with β = %v and γ = %v", kind, u.After.Mean, u.After.Deviation,
						u.Beta, u.Gamma)
				}
				if u := chosen.WithUnit(3).Unit(); u.At != 2 {
					t.Errorf("there is a unit %d", u.At)
				}
			}
		})
	}
	if u := choose(t, graphOfBatch(t, 3, graph.Train), "MatMul", "Affine1").Unit(); u != nil {
		t.Errorf("MatMul has %+v", u)
	}
}
