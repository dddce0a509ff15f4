package layer

import (
	"fmt"
	"slices"
)

// Spec is a network as plain data: what goes in, and the layers in order. The loss, SoftmaxWithLoss, is not part of it.
type Spec struct {
	// Input is the shape of one image, without the batch.
	Input []int `json:"input"`
	// Layers are applied one after the other.
	Layers []LayerSpec `json:"layers"`
}

// LayerSpec is one layer.
type LayerSpec struct {
	// Kind is Affine, ReLU or Sigmoid.
	Kind string `json:"kind"`
	// Units is the number of outputs of an Affine.
	Units int `json:"units,omitempty"`
}

// The kinds of layers.
const (
	KindAffine  = "Affine"
	KindReLU    = "ReLU"
	KindSigmoid = "Sigmoid"
)

// TwoLayerNet is the chapter's network: 784-50-10 with ReLU.
func TwoLayerNet() Spec { return MLP(784, []int{50}, KindReLU, 10) }

// MLP is a multilayer perceptron: an Affine for each hidden size, each followed by the activation, then an Affine with out units.
func MLP(in int, hidden []int, activation string, out int) Spec {
	s := Spec{Input: []int{in}}
	for _, units := range hidden {
		s.Layers = append(s.Layers, LayerSpec{Kind: KindAffine, Units: units}, LayerSpec{Kind: activation})
	}
	s.Layers = append(s.Layers, LayerSpec{Kind: KindAffine, Units: out})
	return s
}

// Bounds of what a Spec may ask for; they keep a typing error from taking all memory.
const (
	maxUnits  = 10_000
	maxLayers = 50
)

// Validate returns an error unless the network can be built: it names the layer, what it got and what it needs.
func (s Spec) Validate() error {
	_, err := s.Shapes()
	return err
}

// Shapes returns the shape of one image's value after each layer.
func (s Spec) Shapes() ([][]int, error) {
	if len(s.Input) == 0 || slices.Min(s.Input) < 1 {
		return nil, fmt.Errorf("layer: input shape %v, needs sizes of at least 1", s.Input)
	}
	if len(s.Layers) == 0 || len(s.Layers) > maxLayers {
		return nil, fmt.Errorf("layer: %d layers, needs 1 to %d", len(s.Layers), maxLayers)
	}
	names := s.names()
	shape := s.Input
	shapes := make([][]int, len(s.Layers))
	for i, l := range s.Layers {
		var err error
		if shape, err = l.shape(shape); err != nil {
			return nil, fmt.Errorf("layer: %s: %w", names[i], err)
		}
		shapes[i] = shape
	}
	return shapes, nil
}

func (l LayerSpec) shape(in []int) ([]int, error) {
	switch l.Kind {
	case KindAffine:
		if l.Units < 1 || l.Units > maxUnits {
			return nil, fmt.Errorf("%d units, needs 1 to %d", l.Units, maxUnits)
		}
		return []int{l.Units}, nil
	case KindReLU, KindSigmoid:
		return in, nil
	}
	return nil, fmt.Errorf("there is no layer of kind %q", l.Kind)
}

// names numbers the layers by kind: Affine1, ReLU1, Affine2.
func (s Spec) names() []string {
	count := map[string]int{}
	names := make([]string, len(s.Layers))
	for i, l := range s.Layers {
		count[l.Kind]++
		names[i] = fmt.Sprintf("%s%d", l.Kind, count[l.Kind])
	}
	return names
}
