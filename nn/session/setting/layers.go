package setting

import (
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

// SetLayers describes a network by its layers: by hidden sizes and an activation where they will do, and otherwise by
// Network. On an error, which is that of spec.Network.ForDigits or says that the description is too long, s is
// unchanged.
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

// setHidden describes n by hidden sizes and an activation, and says whether that is possible.
func (s *Settings) setHidden(n spec.Network) bool {
	var sizes []int
	var words []string
	for _, l := range n.Layers[:len(n.Layers)-1] {
		if l, ok := l.(spec.Affine); ok {
			sizes, words = append(sizes, l.Units), append(words, strconv.Itoa(l.Units))
		}
	}
	row, _ := Find("activation")
	// of a network without hidden layers any will do
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
