package state

import (
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
)

// NetworkInShort names a network in a line: 784–50–10, or its layers.
func NetworkInShort(s setting.Settings) string {
	if s.Network != "" {
		return LayersInShort(s.Spec())
	}
	shape := strconv.Itoa(form.Pixels)
	for _, n := range s.Hidden {
		shape += "–" + strconv.Itoa(n)
	}
	return shape + "–" + strconv.Itoa(form.Classes)
}

// LayersInShort tells the layers in their order; what follows a layer with weights is told with it.
func LayersInShort(n spec.Network) string {
	var b strings.Builder
	for i, l := range n.Layers {
		switch {
		case i == 0:
		case l.Kind().Stage:
			b.WriteString(" → ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(l.String())
	}
	return b.String()
}
