package state

import (
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/engine"
	"github.com/inkgrad/inkgrad/web/phrase"
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

// LayersInShort lists the layers in order. Those that follow a layer with weights are listed with it.
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

// NetworkText says which network is the current one.
func (s State) NetworkText() string {
	e := s.Engine
	switch {
	case e.Phase == engine.Dead:
		return "There is no network while the engine is not running."
	case e.Phase == engine.Fetching && e.Loaded > 0:
		return "The engine is on its way: " + phrase.Loaded(e.Loaded, e.Total) + "."
	case e.Phase < engine.Ready:
		return "The engine is on its way."
	case e.Status.TrainImages == 0 && e.File.File != "":
		return "MNIST is on its way: " + phrase.Loaded(e.File.Loaded, e.File.Total) + "."
	}
	what := "A network of your own"
	if e.Status.Builtin {
		what = "The built-in network"
	}
	images := "no training images yet"
	if n := e.Status.TrainImages; n > 0 {
		images = phrase.Grouped(n) + " training images"
	}
	if n, share := len(s.Own.List), e.Status.Settings.OwnShare; n > 0 && share > 0 {
		images += " and " + phrase.Counted(n, "drawing") + " of yours, which are " + phrase.Percent(share) +
			" of each batch"
	}
	return what + " with " + phrase.Grouped(e.Status.Parameters) + " parameters, " + images + ": " +
		NetworkInShort(e.Status.Settings) + "."
}
