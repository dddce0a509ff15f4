package state_test

import (
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// The story of the chosen element is asked for, of a parameter, too, and an answer about another element is dropped.
func TestTold(t *testing.T) {
	g := stepping(t)
	if _, _, ok := g.ToldQuestion(); ok {
		t.Error("nothing is chosen, and a story is asked for")
	}
	for id := range g.Graph.Nodes {
		of, c, ok := g.Select(id).ToldQuestion()
		if !ok || c.Node != id || c.Element != 0 || c.Top < 1 {
			t.Fatalf("node %d: %+v, %v", id, c, ok)
		}
		answer := protocol.Told{Gradient: &protocol.Story{Name: "db[0]"}}
		told := g.Select(id).ToldAnswered(of, answer)
		if told.Told == nil || told.Told.Of != of || told.Told.Gradient != answer.Gradient {
			t.Errorf("node %d: %+v", id, told.Told)
		}
		if other := told.Select((id + 1) % len(g.Graph.Nodes)); other.Told != nil ||
			other.ToldAnswered(of, answer) != other {
			t.Error("the story of another node stays, or comes back")
		}
		failed := told.ToldAnswered(of, protocol.Failed{Code: protocol.CodeBadRequest, Message: "no such thing"}).Told
		if failed.Problem == "" || failed.Gradient != nil {
			t.Errorf("what went wrong is told as %+v", failed)
		}
	}
	w := slices.IndexFunc(g.Graph.Nodes, func(n snapshot.Node) bool { return len(n.Shape) == 2 })
	if _, c, _ := g.Select(w).WithElement(3).ToldQuestion(); c.Node != w || c.Element != 3 {
		t.Errorf("the question is %+v", c)
	}
}
