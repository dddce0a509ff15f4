package state

import (
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// Told is how an element of the graph came about.
type Told struct {
	Of ToldSubject
	protocol.Told
	// Problem says why it is not known, or is "".
	Problem string
}

// ToldSubject is what a Told depends on.
type ToldSubject struct {
	Graph         *snapshot.Graph
	Node, Element int
}

// toldTop is how many terms of a sum are told one by one: all of a softmax.
const toldTop = 10

// ToldQuestion returns the Command for the chosen element, or false if there is nothing to tell of it.
func (g *Graph) ToldQuestion() (ToldSubject, protocol.Tell, bool) {
	if g.Tensors == nil {
		return ToldSubject{}, protocol.Tell{}, false
	}
	subject := ToldSubject{g.Graph, g.Selected, g.Element}
	return subject, protocol.Tell{Node: subject.Node, Element: subject.Element, Top: toldTop}, true
}

// ToldAnswered records the answer about a subject. An answer about an older subject changes nothing.
func (g *Graph) ToldAnswered(of ToldSubject, answer protocol.Event) *Graph {
	if now, _, ok := g.ToldQuestion(); !ok || now != of {
		return g
	}
	n := *g
	switch answer := answer.(type) {
	case protocol.Told:
		n.Told = &Told{Of: of, Told: answer}
	case protocol.Failed:
		n.Told = &Told{Of: of, Problem: ProblemOf(answer)}
	}
	return &n
}
