package state

import (
	"github.com/inkgrad/inkgrad/web/phrase"
	"github.com/inkgrad/inkgrad/web/unit"
)

// Unit returns the unit that the chosen element belongs to, or nil if it belongs to none. In the reader's graph, whose
// rows are looks at one image, there are none.
func (g *Graph) Unit() *unit.Unit {
	if g.Tensors == nil || g.Of.Reader {
		return nil
	}
	return unit.Of(g.Graph, g.Samples, g.Selected, g.Element, g.Image())
}

// WithUnit looks at another unit of the same value.
func (g *Graph) WithUnit(at int) *Graph {
	u := g.Unit()
	if u == nil || at < 0 || at >= u.Units {
		return g
	}
	return g.WithElement(u.ElementOf(at))
}

// ShowUnit looks at a unit of another value for the same image, and of a channel at the place of its largest value.
func (g *Graph) ShowUnit(node, at int) *Graph {
	n := g.Select(node).WithImage(g.Image()).WithUnit(at)
	u := n.Unit()
	if u == nil {
		return n
	}
	values := u.Map(u.Image)
	largest := unit.Largest(1, len(values), func(i int) float64 { return values[i] })[0]
	return n.WithElement(u.ElementOf(at) - u.Index() + largest)
}

// UnitSubject returns what the test images' effect on the unit depends on, and how many are to be looked at: few while
// training goes on.
func (s *State) UnitSubject() (of unit.Subject, images int, ok bool) {
	u := s.Graph.Unit()
	if u == nil {
		return unit.Subject{}, 0, false
	}
	images = unit.AllImages
	if s.Engine.Status.Running {
		images = unit.FewImages
	}
	return unit.Subject{Network: s.Graph.Network, Step: s.Graph.Step, Node: u.Node, At: u.At}, images, true
}

// ExcitementText says which test images in which network excite the unit, or how far the engine has come.
func (s *State) ExcitementText() string {
	of, images, _ := s.UnitSubject()
	e := s.Excitement
	x := e.About(of)
	done, all := e.Progress()
	switch {
	case e.Problem(of) != "":
		return e.Problem(of)
	case x == nil && all > 0:
		return phrase.Grouped(done) + " of " + phrase.Grouped(all) + " test images have been looked at."
	case x == nil && s.Engine.LoadingImages() != "":
		return s.Engine.LoadingImages()
	case x == nil:
		return "The test images are looked at while this is in sight."
	}
	text := phrase.Sentence("the first " + phrase.Grouped(x.Images) + " test images in " + s.Graph.Name.At(x.Of.Step))
	if s.ModeWords() != "" && s.Graph.Trains() {
		text += " The network computes them as a prediction, and the graph as training does."
	}
	if all > 0 && !e.Knows(of, images) {
		text += " They are looked at anew: " + phrase.Grouped(done) + " so far."
	}
	return text
}
