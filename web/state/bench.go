package state

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/graphview/walk"
	"github.com/inkgrad/inkgrad/web/phrase"
)

// Bench is the layer on the bench as the engine computed it. The settings have the layer and its numbers.
type Bench struct {
	// Of is the subject of the latest answer. Benched is the latest that could be computed; its Graph is nil before
	// the first.
	Of      BenchSubject
	Benched protocol.Benched
	// Problem says what is wrong with the layer or the numbers of Of, or is "".
	Problem string
	// Walk is the walk through the graph, or nil before the first.
	Walk *walk.Walk
	// Refused says why the latest change was not made, or is "": it would not fit on the bench.
	Refused string
	// Draft is the cell that is being typed in, with its text.
	Draft BenchCell
}

// BenchSubject is what an answer depends on.
type BenchSubject struct {
	Layer, Numbers, Mode string
	Mask                 int
	Story                protocol.Element
}

// BenchCell is an element of one of the arrays on the bench, with the text in its field.
type BenchCell struct {
	Array string
	Index int
	Text  string
}

// Question returns the Command for what is wanted, or false if its answer is here. What cannot be read gives no
// Command: see onBench.
func (b *Bench) Question(w setting.Settings) (BenchSubject, protocol.Bench, bool) {
	of, err := onBench(w)
	subject := BenchSubject{Layer: w.Layer, Numbers: w.Numbers, Mode: w.LayerMode, Mask: w.Mask,
		Story: b.element(w)}
	if err != nil {
		return subject, protocol.Bench{}, false
	}
	return subject, protocol.Bench{Layer: spec.FormatAlone(of.Layer), Arrays: of.Arrays,
		Train: w.LayerMode == setting.GraphTrain, Mask: w.Mask, Story: subject.Story}, subject != b.Of
}

// onBench returns the layer and the numbers that the settings put on the bench. The error says what is wrong with
// them.
func onBench(w setting.Settings) (spec.Bench, error) { return spec.ReadBench(w.Layer, w.Numbers) }

// Answered records the answer about a subject. While something is wrong, the latest graph stays.
func (b *Bench) Answered(of BenchSubject, answer protocol.Event) *Bench {
	n := *b
	n.Of, n.Problem = of, ""
	switch answer := answer.(type) {
	case protocol.Benched:
		if err := graphview.Validate(answer.Graph); err != nil || answer.Graph == nil || len(answer.Graph.Nodes) == 0 {
			n.Problem = "The engine’s graph cannot be shown."
			break
		}
		unfolded := map[string]bool{}
		for _, node := range answer.Graph.Nodes {
			unfolded[node.Scope] = true
		}
		n.Benched, n.Walk = answer, walk.New(answer.Graph, unfolded)
	case protocol.Failed:
		n.Problem = phrase.Sentence(answer.Message)
	}
	return &n
}

// Trouble says what is wrong with what is wanted, or is "".
func (b *Bench) Trouble(w setting.Settings) string {
	if _, err := onBench(w); err != nil {
		return unfit(err)
	}
	if b.Refused != "" {
		return b.Refused
	}
	return b.Problem
}

// Stale says that the graph is of other numbers, because those that are wanted cannot be computed.
func (b *Bench) Stale(w setting.Settings) bool {
	return b.Walk != nil && b.Refused == "" && b.Trouble(w) != ""
}

// Position returns the walk through the graph, which may be nil, and the page's position on it.
func (b *Bench) Position(w setting.Settings) (*walk.Walk, int) {
	if b.Walk == nil {
		return nil, 0
	}
	return b.Walk, b.Walk.Clamp(w.LayerStep)
}

// HasMask says that a mask was drawn at random.
func (b *Bench) HasMask() bool {
	return b.Benched.Graph != nil && slices.ContainsFunc(b.Benched.Graph.Nodes,
		func(n snapshot.Node) bool { return n.Kind == "Mask" })
}

// element returns the element that the settings name, in the latest graph.
func (b *Bench) element(w setting.Settings) protocol.Element {
	none := protocol.Element{Node: protocol.NoElement}
	if b.Benched.Graph == nil || w.Element == "" || b.Of.Layer != w.Layer {
		return none
	}
	name, places, _ := strings.Cut(w.Element, ".")
	for i := range b.Benched.Graph.Nodes {
		n := &b.Benched.Graph.Nodes[i]
		value, gradient := b.NamesOf(n)
		if name != value && name != gradient {
			continue
		}
		index := 0
		words := strings.Split(places, ".")
		for axis, word := range words {
			at, err := strconv.Atoi(word)
			if err != nil || len(words) != len(n.Shape) || at < 0 || at >= n.Shape[axis] {
				return none
			}
			index = index*n.Shape[axis] + at
		}
		return protocol.Element{Node: i, Index: index, Gradient: name == gradient}
	}
	return none
}

// NamesOf returns what a node of the graph and its gradient are called: out and dout, W and dW.
func (b *Bench) NamesOf(n *snapshot.Node) (value, gradient string) {
	if n.ID == len(b.Benched.Graph.Nodes)-1 {
		return n.Name, spec.AloneDout
	}
	return n.Name, "d" + n.Name
}

// Story returns the story of the chosen element, or nil.
func (b *Bench) Story() *protocol.Story { return b.Benched.Story }

// unfit says why something does not fit on the bench.
func unfit(err error) string { return phrase.Sentence(strings.TrimPrefix(err.Error(), "layer: ")) }

// refusing records why a change was not made.
func (b *Bench) refusing(why string) *Bench {
	if b.Refused == why {
		return b
	}
	n := *b
	n.Refused = why
	return &n
}

// withDraft records what is being typed.
func (b *Bench) withDraft(c BenchCell) *Bench {
	if b.Draft == c {
		return b
	}
	n := *b
	n.Draft = c
	return &n
}

// CellText returns what the field of a cell shows: what is typed there, or its number.
func (b *Bench) CellText(array string, index int, v float64) string {
	if b.Draft.Array == array && b.Draft.Index == index {
		return b.Draft.Text
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// CellWrong says that what is typed in a cell is not a number.
func (b *Bench) CellWrong(array string, index int) bool {
	_, err := parseCell(b.Draft.Text)
	return b.Draft.Array == array && b.Draft.Index == index && err
}

func parseCell(text string) (v float64, wrong bool) {
	v, err := parseValue(strings.Replace(text, "−", "-", 1))
	return v, err != nil || math.IsNaN(v) || math.IsInf(v, 0)
}
