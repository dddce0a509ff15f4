package web

import (
	"maps"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
)

// GraphState is the graph that is shown, and how.
type GraphState struct {
	// Own asks for the graph of the drawing, rather than of the batch that training used last; Label is the target that the learner
	// gives the drawing, or -1 for the digit that the network sees.
	Own   bool
	Label int
	// Graph is the latest, or nil; Of is what it is of, Step the network's and Samples the size of its batch.
	Graph         *snapshot.Graph
	Of            GraphSubject
	Step, Samples int
	// Unfolded are the scopes shown in full, and Selected the node whose tensors are shown, or -1.
	Unfolded map[string]bool
	Selected int
	// Picture is Graph drawn, and Tensors are those of Selected; nil where there are none.
	Picture *graphview.Element
	Tensors *Tensors
	// Problem says why the last graph did not come, or is "".
	Problem string
}

// GraphSubject is what a graph is of: the drawing of a version with a target, or a batch.
type GraphSubject struct {
	Own            bool
	Drawing, Label int
}

// GraphQuestion returns the Command for the graph that is wanted; false where there is nothing to make a graph of.
func (s State) GraphQuestion() (GraphSubject, protocol.Graph, bool) {
	if !s.Graph.Own {
		return GraphSubject{}, protocol.Graph{}, s.Engine.CanTrain()
	}
	seen := s.Draw.Seen
	if seen == nil || s.Draw.Open || s.Draw.SeenVersion != s.Draw.Version {
		return GraphSubject{}, protocol.Graph{}, false
	}
	label := s.Graph.Label
	if label < 0 {
		label = seen.Digit
	}
	return GraphSubject{true, s.Draw.Version, label}, protocol.Graph{Pixels: seen.Pixels, Label: label}, true
}

// WithSource chooses what the graph is of.
func (s State) WithSource(own bool, label int) State {
	g := *s.Graph
	g.Own, g.Label = own, label
	s.Graph = &g
	return s
}

// Graphed notes the answer about a subject.
func (s State) Graphed(subject GraphSubject, answer protocol.Event) State {
	g := *s.Graph
	switch answer := answer.(type) {
	case protocol.Graphed:
		if g.Selected >= 0 && !sameNode(g.Graph, answer.Graph, g.Selected) {
			g.Selected = -1
		}
		g.Graph, g.Of, g.Step, g.Samples, g.Problem = answer.Graph, subject, answer.Step, answer.Samples, ""
		g.draw()
		g.measure()
	case protocol.Failed:
		g.Problem = problem(answer)
	}
	s.Graph = &g
	return s
}

// sameNode says that a node means the same in both graphs.
func sameNode(a, b *snapshot.Graph, id int) bool {
	if a == nil || b == nil || id >= len(a.Nodes) || id >= len(b.Nodes) {
		return false
	}
	m, n := a.Nodes[id], b.Nodes[id]
	return m.Kind == n.Kind && m.Name == n.Name && m.Scope == n.Scope
}

// Toggle folds or unfolds a scope.
func (s State) Toggle(scope string) State {
	g := *s.Graph
	unfolded := maps.Clone(g.Unfolded)
	if unfolded == nil {
		unfolded = map[string]bool{}
	}
	unfolded[scope] = !unfolded[scope]
	g.Unfolded = unfolded
	g.draw()
	s.Graph = &g
	return s
}

// Select shows the tensors of a node.
func (s State) Select(id int) State {
	g := *s.Graph
	g.Selected = id
	g.draw()
	g.measure()
	s.Graph = &g
	return s
}

func (g *GraphState) draw() {
	g.Picture = nil
	if g.Graph == nil {
		return
	}
	view := graphview.View{Unfolded: g.Unfolded}
	if g.Selected >= 0 {
		view.Selected = []int{g.Selected}
	}
	picture, err := graphview.Draw(g.Graph, view)
	if err != nil {
		g.Problem = sentence(err.Error())
		return
	}
	g.Picture = picture
}

// Tensors is what is shown of a node: its value and its gradient.
type Tensors struct {
	Node        snapshot.Node
	Words       string
	Value, Grad *TensorView
}

// TensorView is a tensor as a picture and in figures.
type TensorView struct {
	snapshot.Stats
	Shape  []int
	Pixmap graphview.Pixmap
	// Tiles says what a tile of Pixmap is, where there are tiles.
	Tiles string
	// Number is the only element of a scalar.
	Number float64
}

func (g *GraphState) measure() {
	g.Tensors = nil
	if g.Graph == nil || g.Selected < 0 || g.Selected >= len(g.Graph.Nodes) {
		return
	}
	n := g.Graph.Nodes[g.Selected]
	g.Tensors = &Tensors{
		Node: n, Words: graphview.Describe(g.Graph, g.Selected),
		Value: viewTensor(n.Value), Grad: viewTensor(n.Grad),
	}
}

// digitPixels is the length of an image of a digit, which is shown as one.
const digitPixels = 28 * 28

// viewTensor returns nil for a tensor without data.
func viewTensor(t *snapshot.Tensor) *TensorView {
	if t == nil || len(t.Data) == 0 {
		return nil
	}
	v := &TensorView{Stats: t.Stats(), Shape: t.Shape, Number: t.Data[0]}
	switch n := len(t.Shape); {
	case n == 2 && t.Shape[1] == digitPixels:
		rows := t.Shape[0]
		t = &snapshot.Tensor{Shape: []int{rows, 1, 28, 28}, Data: t.Data}
		if rows > 1 {
			v.Tiles = "A tile is a row, as the image that it is."
		}
	case n == 2 && t.Shape[0] == digitPixels:
		t = &snapshot.Tensor{Shape: []int{t.Shape[1], 1, 28, 28}, Data: transpose(t.Data, t.Shape[0], t.Shape[1])}
		v.Tiles = "A tile is a column: what one unit looks for in the image."
	}
	v.Pixmap = graphview.Heatmap(t, 0)
	return v
}

// transpose returns the columns of a rows×cols matrix one after another.
func transpose(data []float64, rows, cols int) []float64 {
	turned := make([]float64, 0, len(data))
	for c := range cols {
		for r := range rows {
			turned = append(turned, data[r*cols+c])
		}
	}
	return turned
}
