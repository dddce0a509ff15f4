package session_test

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// TestGraphAside looks at the graph of a batch while somebody looks at that of a drawing, and asks about it.
func TestGraphAside(t *testing.T) {
	h := newHost()
	s := started(t, h, small())
	s.Handle(2, protocol.Sample{Index: 5})
	s.Handle(3, protocol.Graph{Pixels: answer[protocol.Sampled](t, h, 2).Pixels, Label: 3})
	node := 0
	for i, n := range answer[protocol.Graphed](t, h, 3).Graph.Nodes {
		if n.Name == "W2" {
			node = i
		}
	}
	type answers struct {
		pulled protocol.Pulled
		told   protocol.Told
	}
	about := func(id int) answers {
		s.Handle(id, pulls(node, 7))
		s.Handle(id+1, protocol.Tell{Node: node, Element: 7, Top: 10})
		return answers{answer[protocol.Pulled](t, h, id), answer[protocol.Told](t, h, id+1)}
	}
	before := about(10)
	s.Handle(20, protocol.Graph{Train: true, Aside: true})
	if n := answer[protocol.Graphed](t, h, 20).Samples; n < 2 {
		t.Fatalf("the graph aside is of %d images", n)
	}
	if after := about(30); !reflect.DeepEqual(after, before) {
		t.Errorf("after a look aside the answers are\n%+v, before it\n%+v", after, before)
	}
	s.Handle(40, protocol.Graph{Train: true})
	if after := about(50); reflect.DeepEqual(after, before) {
		t.Error("about the graph of a batch, the answers are those about the graph of a drawing")
	}
}
