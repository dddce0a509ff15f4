package code

import (
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// bookClasses are the layers of the book's common/layers.py.
var bookClasses = []string{
	"Relu", "Sigmoid", "Affine", "SoftmaxWithLoss", "Dropout", "BatchNormalization", "Convolution", "Pooling"}

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

// Every kind of layer is one of the book's classes, or one that the program defines, with a gradient for each
// parameter.
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
			if l.source == "" {
				if !slices.Contains(bookClasses, l.class) {
					t.Errorf("%s is of a class %s that nobody defines", kind.Name, l.class)
				}
				continue
			}
			if slices.Contains(bookClasses, l.class) || !strings.HasPrefix(l.source, "class "+l.class+":\n") {
				t.Errorf("%s defines a class %s by %s", kind.Name, l.class, l.source)
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
