package setting

import (
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// SetLayers describes a network by its layers: by hidden sizes and an activation if they suffice, and otherwise by
// Network. The error comes from spec.Network.ForDigits, or says that the description is too long; then s is unchanged.
func (s *Settings) SetLayers(layers []spec.Layer) error {
	n := spec.ForImages(layers)
	if err := n.ForDigits(); err != nil {
		return err
	}
	into := s.Clone()
	into.Network = ""
	if !into.setHidden(n) {
		if err := into.Set("network", n.Format()); err != nil {
			return err
		}
	}
	*s = into
	return nil
}

// setHidden describes n by hidden sizes and an activation, and reports whether that is possible.
func (s *Settings) setHidden(n spec.Network) bool {
	var sizes []int
	var words []string
	for _, l := range n.Layers[:len(n.Layers)-1] {
		if l, ok := l.(spec.Affine); ok {
			sizes, words = append(sizes, l.Units), append(words, strconv.Itoa(l.Units))
		}
	}
	row, _ := Find("activation")
	// without hidden layers any activation will do
	for _, activation := range append([]string{s.Activation}, row.Choices...) {
		if !slices.Equal(n.Layers, spec.MLP(spec.Side*spec.Side, sizes, activation, spec.Classes).Layers) {
			continue
		}
		if s.Set("hidden", strings.Join(words, ",")) != nil {
			return false
		}
		s.Activation = activation
		return true
	}
	return false
}
