package code

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// ofKind returns the settings of a network with a layer of that kind: for each of its choices, the layer with that.
func ofKind(t *testing.T, kind *spec.Kind) []setting.Settings {
	t.Helper()
	layers := []spec.Layer{kind.Default}
	for _, f := range kind.Fields {
		for _, choice := range f.Choices[min(1, len(f.Choices)):] {
			l := kind.Default
			f.SetChoice(&l, choice)
			layers = append(layers, l)
		}
	}
	var all []setting.Settings
	for _, l := range layers {
		s := setting.Default()
		if err := s.SetLayers([]spec.Layer{l, spec.Affine{Units: spec.Classes}}); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// Every kind of layer has a class, with a gradient for each parameter.
func TestEveryKindInPython(t *testing.T) {
	for _, kind := range spec.Kinds() {
		if pythonLayers[kind.Name] == nil {
			t.Errorf("no Python form for %s", lacking("kind", kind.Name))
			continue
		}
		for _, s := range ofKind(t, kind) {
			layers, err := s.Spec().Resolve()
			if err != nil {
				t.Fatal(err)
			}
			l := pythonLayers[kind.Name](layers[0].Layer)
			if len(l.gradients) != len(layers[0].Params) {
				t.Errorf("%s has %d gradients for %d parameters", kind.Name, len(l.gradients), len(layers[0].Params))
			}
			if !strings.HasPrefix(l.source, "class "+l.class+":\n") {
				t.Errorf("%s defines a class %s by %s", kind.Name, l.class, l.source)
			}
			takes := strings.Contains(l.source, "def forward(self, x, train_flg=True):")
			if l.modes != kind.Modes() || l.modes != takes {
				t.Errorf("%s has modes: %v; its class takes them by %s", kind.Name, kind.Modes(), l.source)
			}
			for _, g := range l.gradients {
				if !strings.Contains(l.source, "self."+g+" = ") {
					t.Errorf("the class %s does not set self.%s", l.class, g)
				}
			}
		}
	}
	if len(pythonLayers) != len(spec.Kinds()) {
		t.Errorf("%d kinds are registered, there are %d", len(pythonLayers), len(spec.Kinds()))
	}
}

// Each way for weights to begin has an expression of its own.
func TestEveryInitInPython(t *testing.T) {
	want := map[string]string{
		spec.InitNormal:   "0.01 * np.random.randn(784, 50)",
		spec.InitStandard: "np.random.randn(784, 50)",
		spec.InitXavier:   "np.sqrt(1.0 / 784) * np.random.randn(784, 50)",
		spec.InitHe:       "np.sqrt(2.0 / 784) * np.random.randn(784, 50)",
		spec.InitZeros:    "np.zeros((784, 50))",
	}
	for _, init := range spec.Inits() {
		w := spec.Tensor{Name: "W1", Shape: []int{784, 50}, FanIn: 784}
		if got := begin(init, w); got != want[init] {
			t.Errorf("%s begins with %s, want %s", init, got, want[init])
		}
	}
}
