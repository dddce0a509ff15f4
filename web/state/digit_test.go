package state_test

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestAnotherTargetIsCompared(t *testing.T) {
	s := state.New().Graph.Answered(statetest.About(1, 7), protocol.Graphed{Graph: statetest.OfDigit(0.25)}, 0)
	if s.Was != nil {
		t.Fatal("there is something to compare with from the beginning")
	}
	next := s.Answered(statetest.About(1, 3), protocol.Graphed{Graph: statetest.OfDigit(4)}, 0).Select(1)
	if w := next.Was; w == nil || w.Label != 7 || w.Graph != s.Graph {
		t.Fatalf("remembered: %+v", w)
	}
	if was := next.Tensors.Grad.Was; was == nil || was.Norm != 0.25 {
		t.Errorf("the gradient of W1 was %+v", was)
	}
	want := []state.Compared{{Of: "loss", Gradient: false, Before: 0.25, After: 4},
		{Of: "x", Gradient: true, Before: 0.25, After: 4}, {Of: "W1", Gradient: true, Before: 0.25, After: 4}}
	if got := state.Compare(next.Was.Graph, next.Graph); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	page := state.New()
	if page.Graph = next; page.Unlinked() == "" {
		t.Error("it is not said that a link has no target to compare with")
	}
	if again := next.Answered(statetest.About(1, 3), protocol.Graphed{Graph: statetest.OfDigit(4)},
		0); again.Was == nil {
		t.Error("a fresh graph with the same target forgets the other")
	}
	if drawn := next.Answered(statetest.About(2, 3), protocol.Graphed{Graph: statetest.OfDigit(4)},
		0); drawn.Was != nil {
		t.Error("another drawing is compared")
	}
	trained := next.Answered(statetest.About(1, 7), protocol.Graphed{Graph: statetest.OfDigit(4)}, 1)
	if trained.Was != nil {
		t.Error("another network is compared")
	}
	other := statetest.Small()
	other.Nodes[1].Name = "W9"
	if rows := state.Compare(other, statetest.OfDigit(1)); rows != nil {
		t.Errorf("graphs of different networks are compared: %v", rows)
	}
}

func TestDigitView(t *testing.T) {
	s := state.New().Graph.Answered(statetest.About(1, 7), protocol.Graphed{Graph: statetest.OfDigit(2)}, 0)
	d := s.Digit
	if d == nil || d.Pixels[5] != 1 || d.Grad.Max != 2 || d.Grad.Pix[4*5+3] != 255 ||
		d.Grad.Pix[4*5+2] < d.Grad.Pix[4*5+1] {
		t.Fatalf("the gradient, which is negative, is not painted in purple: %+v", d)
	}
	if s = s.Answered(state.GraphSubject{}, protocol.Graphed{Graph: statetest.OfDigit(2)}, 0); s.Digit != nil {
		t.Error("a batch is one image")
	}
	if n := s.WithPlain(true); !n.Plain || s.Plain {
		t.Error("the gradient cannot be left out")
	}
}
