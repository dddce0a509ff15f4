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
	case e.Status.TrainImages == 0 && e.LoadingImages() != "":
		return e.LoadingImages()
	}
	if e.Status.Builtin {
		return s.builtinText()
	}
	text := e.NetworkName().String()
	if n := e.Awaits(); n > 0 {
		return text + ". Training begins when all " + phrase.Grouped(n) + " images are here: " +
			phrase.Grouped(e.Awaited()) + " so far."
	}
	text += ", with " + phrase.Grouped(e.Status.Parameters) + " parameters"
	n, all := e.Status.TrainImages, e.Status.Settings.DataSize
	switch {
	case n == 0:
		text += " and no training images yet"
	case n < all:
		text += ". " + phrase.Grouped(n) + " of " + phrase.Grouped(all) + " training images are here"
	default:
		text += " and " + phrase.Grouped(n) + " training images"
	}
	if n, share := len(s.Own.List), e.Status.Settings.OwnShare; n > 0 && share > 0 {
		text += "; " + phrase.Counted(n, "drawing") + " of yours are " + phrase.Percent(share) + " of each batch"
	}
	return text + "."
}

// builtinText says how the built-in network was trained.
func (s State) builtinText() string {
	e := s.Engine.Status
	text := s.Engine.NetworkName().String() + ": trained for " + phrase.Grouped(e.Step) + " steps on " +
		phrase.Grouped(e.BuiltinImages) + " images"
	if v := s.Train.Evaluated; v.TestImages > 0 {
		text += ", right on " + phrase.Accuracy(v.TestAccuracy) + " of the test images"
	}
	return text + "."
}

// Whose a network can be.
const (
	builtinNetwork = "Built-in network"
	yourNetwork    = "Your network"
	readerNetwork  = "Reader"
)

// NetworkName says which network something is about.
type NetworkName struct {
	// Whose is builtinNetwork or yourNetwork, or "" before there is one, and Shape its layers: 784–50–10.
	Whose, Shape string
}

// NameOf returns that of the network that a graph is of.
func (e *Engine) NameOf(of GraphSubject) NetworkName {
	if of.Reader {
		return NetworkName{Whose: readerNetwork}
	}
	return e.NetworkName()
}

// NetworkName returns that of the network that is trained here, and whose graph and mistakes are shown.
func (e *Engine) NetworkName() NetworkName {
	switch s := e.Status; {
	case s.Parameters == 0:
		return NetworkName{}
	case s.Builtin:
		return NetworkName{builtinNetwork, NetworkInShort(s.Settings)}
	default:
		return NetworkName{yourNetwork, NetworkInShort(s.Settings)}
	}
}

func (n NetworkName) String() string { return n.Whose + ", " + n.Shape }

// shortShape is how many characters a shape may have within a sentence; the panel Train has longer ones.
const shortShape = 24

// At names the network at a step, within a sentence.
func (n NetworkName) At(step int) string {
	name := "the network"
	switch n.Whose {
	case readerNetwork:
		return "the reader" // which does not train
	case yourNetwork:
		name = "your network"
	case builtinNetwork:
		name = "the built-in network"
	}
	if n.Shape != "" && len([]rune(n.Shape)) <= shortShape {
		name += ", " + n.Shape
	}
	return name + ", at step " + phrase.Grouped(step)
}
