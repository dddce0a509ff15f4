package state

import (
	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// Earlier is the graph of the same drawing in the same network with another target, computed alike.
type Earlier struct {
	Graph *snapshot.Graph
	Label int
}

// remember keeps the graph that is about to be replaced, if only the target changes. It forgets an earlier graph of
// another drawing or network.
func (g *Graph) remember(next GraphSubject, network int) {
	same := g.Graph != nil && g.Of.Own && next.Own && g.Of.Drawing == next.Drawing && g.Of.Train == next.Train &&
		g.Network == network
	switch {
	case !same:
		g.Was = nil
	case g.Of.Label != next.Label:
		g.Was = &Earlier{g.Graph, g.Of.Label}
	}
	if !same || g.Of.Label != next.Label {
		g.Tried = nil
	}
	g.Network = network
}

// DigitView is the image of a graph, and the gradient of the loss with respect to its pixels.
type DigitView struct {
	Pixels []float64
	Grad   graphview.Pixmap
}

// viewDigit returns nil if the graph is not of a single image.
func viewDigit(g *Graph) *DigitView {
	if !g.Of.Own {
		return nil
	}
	for _, n := range g.Graph.Nodes {
		if n.Kind == "Input" && n.Value != nil && len(n.Value.Data) == form.Pixels {
			v := &DigitView{Pixels: n.Value.Data}
			if n.Grad != nil {
				v.Grad = graphview.Heatmap(&snapshot.Tensor{Shape: []int{form.Side, form.Side}, Data: n.Grad.Data}, 0)
			}
			return v
		}
	}
	return nil
}

// InkGradient returns how each pixel of the drawing changes the loss, and the square of the paper, of Paper a side,
// that the pixels show. It has no pixels while the graph is of something else, or the pen is on the paper.
func (s *State) InkGradient() (graphview.Pixmap, form.Frame) {
	g, d := s.Graph, s.Draw
	frame := form.Frame{Side: Paper} // of an image that fills the paper
	current := g.Digit != nil && !g.Plain && !g.Of.Growing && g.Of.Drawing == d.Version && !d.Drawing.Empty()
	switch {
	case !current:
		return graphview.Pixmap{}, frame
	case len(d.Drawing.Strokes) > 0 && d.Seen != nil && d.SeenVersion == d.Version:
		frame = d.Seen.Frame
	}
	return g.Digit.Grad, frame
}

// WithPlain shows the image without the gradient on top of it, or with it.
func (g *Graph) WithPlain(plain bool) *Graph {
	n := *g
	n.Plain = plain
	return &n
}

// Compared is a number in two graphs.
type Compared struct {
	// Of is the node's name. Gradient says that the number is the norm of its gradient rather than its value.
	Of            string
	Gradient      bool
	Before, After float64
}

// Compare compares two graphs of one network: their results, and the sizes of the gradients of inputs and parameters.
func Compare(before, after *snapshot.Graph) []Compared {
	var rows []Compared
	for i := range after.Nodes {
		if !sameNode(before, after, i) {
			return nil
		}
		a, b := before.Nodes[i], after.Nodes[i]
		switch {
		case a.Grad == nil || b.Grad == nil:
		case i == len(after.Nodes)-1 && len(b.Value.Data) == 1:
			rows = append([]Compared{{b.Name, false, a.Value.Data[0], b.Value.Data[0]}}, rows...)
		case len(b.Inputs) == 0:
			rows = append(rows, Compared{b.Name, true, a.Grad.Stats().Norm, b.Grad.Stats().Norm})
		}
	}
	return rows
}

// Tried is what one step on the drawing changes.
type Tried struct {
	Of     GraphSubject
	Answer protocol.Tried
	// Asking says that the answer is pending. Problem says why there is none, or is "".
	Asking  bool
	Problem string
}

// TryQuestion returns the Command for a step on the drawing of the graph, or false if there is none.
func (g *Graph) TryQuestion(e *Engine) (GraphSubject, protocol.TryStep, bool) {
	if g.Digit == nil || !e.Ready() {
		return GraphSubject{}, protocol.TryStep{}, false
	}
	return g.Of, protocol.TryStep{Pixels: g.Digit.Pixels, Label: g.Of.Label}, true
}

// Trying records that a step was asked for. The last answer remains until the new one is here.
func (g *Graph) Trying(of GraphSubject) *Graph {
	n := *g
	t := Tried{Of: of}
	if n.Tried != nil {
		t = *n.Tried
	}
	t.Asking = true
	n.Tried = &t
	return &n
}

// StepAnswered records the answer about a step on that drawing. If the page shows another drawing by now, nothing
// changes.
func (g *Graph) StepAnswered(of GraphSubject, answer protocol.Event) *Graph {
	if g.Of != of {
		return g
	}
	n := *g
	t := Tried{Of: of}
	switch answer := answer.(type) {
	case protocol.Tried:
		t.Answer = answer
	case protocol.Failed:
		t.Problem = ProblemOf(answer)
	}
	n.Tried = &t
	return &n
}
