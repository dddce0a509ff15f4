package state

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/excerpt"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Graph is the graph on the page, and how it is shown.
type Graph struct {
	// Own asks for the graph of the drawing, rather than of the batch that training used last. Label is the target that
	// the learner gives the drawing, or -1 for the digit that the network sees.
	Own   bool
	Label int
	// Reader asks for the graph of the reader, if it is one of a drawing.
	Reader bool
	// Mode is a setting.GraphMode: how the graph is to be computed.
	Mode string
	// Look is a setting.GraphLook: pictures or numbers at the wires.
	Look string
	// Pad says that there is a drawing area beside the graph. Until the learner chooses, the graph is of the drawing
	// then, be it blank paper.
	Pad    bool
	chosen bool
	// Down says that the page is narrow: the graph runs from top to bottom.
	Down bool
	// Graph is the latest graph, or nil. Of is its subject, Step the network's step and Samples the size of its batch.
	Graph         *snapshot.Graph
	Of            GraphSubject
	Step, Samples int
	// Network is the version of the network of Graph, and Name says which network it is.
	Network int
	Name    NetworkName
	// Unfolded are the scopes shown in full. Selected is the node whose tensors are shown, or -1.
	Unfolded map[string]bool
	Selected int
	// Sought is a kind of layer that is to be chosen, and looked at, as soon as there is a graph on the page, or "".
	Sought string
	// Picture is Graph drawn, and Tensors are those of Selected. Each may be nil.
	Picture *graphview.Element
	Tensors *Tensors
	// Element is the chosen element of Selected's tensors, as an index of their data. Table says that all elements are
	// listed.
	Element int
	Table   bool
	// image is the image of the batch that is looked at where the chosen node has no row for each: see Image.
	image int
	// Top is how many products of an element are shown one by one, or 0 for the usual number. Product holds them, or is
	// nil.
	Top     int
	Product *Product
	// Told is how the chosen element came about, or nil. It may be of the graph before, or the element before.
	Told *Told
	// Digit is the image of Graph, or nil. Plain leaves out the gradient on top of it.
	Digit *DigitView
	Plain bool
	// Was is the Graph with another target, and Tried what a step would change. Each is nil if it is not known.
	Was   *Earlier
	Tried *Tried
	// Stepping goes through the graph step by step. Walk is the walk, or nil without Stepping, and At the position, or
	// setting.AllSteps for the end.
	Stepping bool
	Walk     *walk.Walk
	At       int
	// Problem says why there is no new graph, or is "".
	Problem string
	// awaits says that a link has chosen or unfolded something, and that the graph of its network may still be to come.
	awaits bool
}

// GraphSubject is the subject of a graph: a version of the drawing with a target, or a batch, and whether it is
// computed as in training.
type GraphSubject struct {
	Own            bool
	Drawing, Label int
	Train, Reader  bool
	// Growing says that the pen is still on the paper: then the values count, and the gradients come when it is lifted.
	Growing bool
}

// Question returns the Command for the wanted graph, or false if there is nothing to make a graph of.
func (g *Graph) Question(e *Engine, d *Draw) (GraphSubject, protocol.Graph, bool) {
	train := g.Trains()
	if !g.Own {
		return GraphSubject{Train: train}, protocol.Graph{Train: train}, e.CanTrain()
	}
	subject := GraphSubject{Own: true, Drawing: d.Version, Label: g.Label, Train: train, Reader: g.Reader}
	command := protocol.Graph{Label: g.Label, Train: train, Reader: g.Reader}
	switch seen := d.Seen; {
	case d.Drawing.Empty() && g.Pad:
		command.Pixels = make([]float64, form.Pixels)
	case seen == nil:
		return GraphSubject{}, protocol.Graph{}, false
	case d.Open && g.Pad:
		subject.Drawing, subject.Growing, command.Pixels = d.SeenVersion, true, seen.Pixels
	case d.Open || d.SeenVersion != d.Version:
		return GraphSubject{}, protocol.Graph{}, false
	default:
		command.Pixels = seen.Pixels
	}
	return subject, command, e.Ready()
}

// Blank says that the graph is of paper without ink.
func (g *Graph) Blank(d *Draw) bool { return g.Pad && g.Own && d.Drawing.Empty() }

// BesidePad says that there is a drawing area beside the graph, or not.
func (g *Graph) BesidePad(pad bool) *Graph {
	n := *g
	n.Pad = pad
	n.begin()
	return &n
}

// WithDown draws the graph from top to bottom, or from left to right.
func (g *Graph) WithDown(on bool) *Graph {
	if g.Down == on {
		return g
	}
	n := *g
	n.Down = on
	n.draw()
	return &n
}

// begin makes the graph that of the drawing, or of a batch, until the learner chooses: of the drawing beside a drawing
// area, and where it is the reader's.
func (g *Graph) begin() {
	if !g.chosen {
		g.Own = g.Pad || g.Reader
	}
}

// Numbers says that there are numbers at the wires, rather than pictures.
func (g *Graph) Numbers() bool { return g.Look == setting.GraphNumbers }

// WithNumbers shows numbers at the wires, or pictures.
func (g *Graph) WithNumbers(on bool) *Graph {
	n := *g
	if n.Look = setting.GraphPictures; on {
		n.Look = setting.GraphNumbers
	}
	n.draw()
	return &n
}

// WithSource chooses the subject of the graph.
func (g *Graph) WithSource(own bool, label int) *Graph {
	n := *g
	n.Own, n.Label, n.chosen = own, label, true
	return &n
}

// WithReader makes the graph that of the reader, or of the network that is trained here. That of the reader is of the
// drawing.
func (g *Graph) WithReader(on bool) *Graph {
	n := *g.Select(-1)
	if n.Reader = on; on && !n.Own {
		n.Own, n.chosen = true, true
	}
	return &n
}

// withLabel chooses the target of the drawing.
func (g *Graph) withLabel(label int) *Graph {
	n := *g
	n.Label = label
	return &n
}

// Named records which network the graph is of.
func (g *Graph) Named(name NetworkName) *Graph {
	n := *g
	n.Name = name
	return &n
}

// Answered records the answer about a subject, from that version of the network.
func (g *Graph) Answered(subject GraphSubject, answer protocol.Event, network int) *Graph {
	n := *g
	switch answer := answer.(type) {
	case protocol.Graphed:
		first := n.Graph == nil && n.Selected < len(answer.Graph.Nodes) // then a link has chosen
		if n.Selected >= 0 && !first && !sameNode(n.Graph, answer.Graph, n.Selected) {
			n.Selected = -1
		}
		if subject.Label == protocol.SeenLabel {
			subject.Label = answer.Label
		}
		n.remember(subject, network)
		n.Graph, n.Of, n.Step, n.Samples, n.Problem = answer.Graph, subject, answer.Step, answer.Samples, ""
		n.Digit = viewDigit(&n)
		n.draw()
		n.measure()
		if n.Sought != "" {
			return n.Seek(n.Sought)
		}
	case protocol.Failed:
		n.Problem = ProblemOf(answer)
	}
	return &n
}

// Graphed records the answer about a subject. A graph of the network that a link describes is shown as the link says,
// whatever there was to see before.
func (s State) Graphed(subject GraphSubject, answer protocol.Event) State {
	s.Graph = s.Graph.Answered(subject, answer, s.Engine.Network).Named(s.Engine.NameOf(subject))
	g := s.Graph
	_, came := answer.(protocol.Graphed)
	wanted := came && subject.Own == g.Own && (!g.Own || subject.Reader == g.Reader)
	if g.awaits && !s.comes() && wanted {
		g = g.withView(s.Settings.Wanted)
		g.awaits = false
		for _, what := range g.dropMissing(s.Settings.Wanted.GraphElement) {
			s.Settings = s.Settings.ignoring("The graph has no " + what + ".")
		}
		s.Graph = g
	}
	return s
}

// dropMissing drops what a link has chosen or unfolded and the graph has not, and says what. The element is that of the
// link.
func (g *Graph) dropMissing(element int) (missing []string) {
	scopes := graphview.Scopes(g.Graph)
	for scope := range g.Unfolded {
		if !slices.Contains(scopes, scope) {
			delete(g.Unfolded, scope)
			missing = append(missing, "part "+excerpt.Quote(scope)+" to unfold")
		}
	}
	slices.Sort(missing)
	switch {
	case g.Selected < 0:
	case g.Selected >= len(g.Graph.Nodes):
		missing = append(missing, "node "+strconv.Itoa(g.Selected))
		*g = *g.Select(-1)
	default:
		n := g.Graph.Nodes[g.Selected]
		if size := snapshot.Len(n.Shape); element >= size {
			missing = append(missing, "element "+strconv.Itoa(element)+" of its node "+strconv.Itoa(g.Selected)+
				", which has "+phrase.Counted(size, "element"))
		}
	}
	if len(missing) > 0 {
		g.draw()
	}
	return missing
}

// WithSought chooses the first layer of a kind, for somebody who is on the way to the graph.
func (g *Graph) WithSought(kind string) *Graph {
	n := *g.Seek(kind)
	n.Sought = kind // until the graph is on the page
	return &n
}

// Seek chooses the first layer of a kind, by what it computes last: at once, or when there is a graph.
func (g *Graph) Seek(kind string) *Graph {
	n := *g
	n.Sought = kind
	if n.Graph == nil {
		return &n
	}
	n.Sought = ""
	scope, last := "", -1
	for _, node := range n.Graph.Nodes {
		if LayerKind(node.Scope) == kind && (scope == "" || node.Scope == scope) && !IsLeaf(node.Kind) {
			scope, last = node.Scope, node.ID
		}
	}
	if last < 0 {
		return &n
	}
	return n.Select(last)
}

// sameNode reports whether a node means the same in both graphs.
func sameNode(a, b *snapshot.Graph, id int) bool {
	if a == nil || b == nil || id >= len(a.Nodes) || id >= len(b.Nodes) {
		return false
	}
	m, n := a.Nodes[id], b.Nodes[id]
	return m.Kind == n.Kind && m.Name == n.Name && m.Scope == n.Scope
}

// Toggle folds or unfolds a scope.
func (g *Graph) Toggle(scope string) *Graph {
	n := *g
	unfolded := maps.Clone(n.Unfolded)
	if unfolded == nil {
		unfolded = map[string]bool{}
	}
	unfolded[scope] = !unfolded[scope]
	n.Unfolded = unfolded
	n.draw()
	return &n
}

// Select shows the tensors of a node.
func (g *Graph) Select(id int) *Graph {
	n := *g
	if n.Selected != id {
		n.Element, n.Product, n.Told = 0, nil, nil
	}
	n.Selected, n.awaits = id, false
	n.draw()
	n.measure()
	return &n
}

// view returns how to draw the graph.
func (g *Graph) view() graphview.View {
	view := graphview.View{ID: "net", Unfolded: g.Unfolded, Pictures: !g.Numbers(), Down: g.Down,
		Growing: g.Of.Growing}
	if g.Selected >= 0 {
		view.Selected = []int{g.Selected}
	}
	if g.Walk != nil {
		view.Moment = g.Walk.Moment(g.At)
	}
	return view
}

// Drawn returns the graph with its picture.
func (g *Graph) Drawn() graphview.Drawn {
	return graphview.Drawn{Graph: g.Graph, View: g.view(), Root: g.Picture}
}

func (g *Graph) draw() {
	g.Picture, g.Walk = nil, nil
	if g.Graph == nil {
		return
	}
	if g.Stepping && graphview.Validate(g.Graph) == nil {
		g.Walk = walk.New(g.Graph, g.Unfolded)
	}
	picture, err := graphview.Draw(g.Graph, g.view())
	if err != nil {
		g.Problem = phrase.Sentence(err.Error())
		return
	}
	g.Picture = picture
}

// WithSteps goes through the graph step by step, from its beginning, or shows all of it.
func (g *Graph) WithSteps(on bool) *Graph {
	n := *g
	n.Stepping, n.At = on, 0
	n.draw()
	return &n
}

// Position returns the walk through the graph, which may be nil, and the page's position on it.
func (g *Graph) Position() (*walk.Walk, int) {
	w := g.Walk
	if w == nil {
		return nil, 0
	}
	return w, w.Clamp(g.At)
}

// GoTo shows the graph at a position of its walk. The end stays the end, however many steps there are after unfolding.
func (g *Graph) GoTo(at int) *Graph {
	n := *g
	if n.At = at; n.Walk != nil && at >= n.Walk.End() {
		n.At = setting.AllSteps
	}
	n.draw()
	return &n
}

// withView shows the graph as the settings say.
func (g *Graph) withView(s setting.Settings) *Graph {
	n := *g
	n.Unfolded = map[string]bool{}
	for _, scope := range strings.FieldsFunc(s.Unfolded, func(c rune) bool { return c == ',' }) {
		n.Unfolded[scope] = true
	}
	n.awaits = s.Node != setting.NoNode || s.Unfolded != ""
	n.Selected, n.Element, n.Mode, n.Look = s.Node, s.GraphElement, s.GraphMode, s.GraphLook
	n.Reader, n.Label = s.GraphOf == setting.GraphReader, s.GraphTarget
	switch {
	case s.GraphInput != setting.GraphAuto:
		n.Own, n.chosen = s.GraphInput == setting.GraphDrawing, true
	case s.Drawn():
		n.Own, n.chosen = true, true
	default:
		n.chosen = false
		n.begin()
	}
	n.Stepping, n.At = s.GraphStep != setting.NoSteps, max(s.GraphStep, setting.AllSteps)
	n.draw()
	n.measure()
	return &n
}

// unfolded names the scopes that are shown in full, as the settings have them.
func (g *Graph) unfolded() string {
	var scopes []string
	for scope, unfolded := range g.Unfolded {
		if unfolded {
			scopes = append(scopes, scope)
		}
	}
	slices.Sort(scopes)
	return strings.Join(scopes, ",")
}
