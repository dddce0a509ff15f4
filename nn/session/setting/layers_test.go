package setting

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

func TestSetLayers(t *testing.T) {
	for _, c := range []struct{ layers, network, hidden, activation string }{
		{"affine50-relu-affine10", "", "50", "ReLU"},
		{"affine30-sigmoid-affine20-sigmoid-affine10", "", "30,20", "Sigmoid"},
		{"affine10", "", "", "ReLU"},
		{"affine30-relu-affine20-sigmoid-affine10", "affine30-relu-affine20-sigmoid-affine10", "50", "ReLU"},
		{"affine30-affine10", "affine30-affine10", "50", "ReLU"},
		{"affine1001-relu-affine10", "affine1001-relu-affine10", "50", "ReLU"}, // more than a hidden size can be
		{"flatten-affine50-relu-affine10", "flatten-affine50-relu-affine10", "50", "ReLU"},
		{"conv8k5-relu-pool2-affine10", "conv8k5-relu-pool2-affine10", "50", "ReLU"},
	} {
		n, err := spec.Parse(c.layers)
		if err != nil {
			t.Fatal(err)
		}
		s := Default()
		s.Network = "affine10"
		if err := s.SetLayers(n.Layers); err != nil {
			t.Errorf("%s: %v", c.layers, err)
		}
		if s.Network != c.network || s.Text("hidden") != c.hidden || s.Activation != c.activation {
			t.Errorf("%s: network %q, hidden %q, %s", c.layers, s.Network, s.Text("hidden"), s.Activation)
		}
		if got := s.Spec().Format(); got != c.layers {
			t.Errorf("%s has become %s", c.layers, got)
		}
	}
}

func TestSetLayersThatDoNotFit(t *testing.T) {
	s := Default()
	n, err := spec.Parse("conv8k5-affine9")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetLayers(n.Layers); err == nil || s.Network != "" || s.Text("hidden") != "50" {
		t.Errorf("error %v, settings %+v", err, s)
	}
	if err := s.SetLayers(nil); err == nil {
		t.Error("a network of no layers was taken")
	}
}
