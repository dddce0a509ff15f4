package web

import (
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
)

// ofDigit is the graph of x·W1 of one image, with a loss of that size and a gradient of W1 as long.
func ofDigit(loss float64) *snapshot.Graph {
	g := small()
	x := make([]float64, digitPixels)
	x[5] = 1
	grad := make([]float64, digitPixels)
	grad[5] = -loss
	g.Nodes[0].Shape = []int{1, digitPixels}
	g.Nodes[0].Value = &snapshot.Tensor{Shape: g.Nodes[0].Shape, Data: x}
	g.Nodes[0].Grad = &snapshot.Tensor{Shape: g.Nodes[0].Shape, Data: grad}
	g.Nodes[1].Grad.Data = []float64{0, loss}
	g.Nodes[2].Name = "loss"
	g.Nodes[2].Value.Data = []float64{loss}
	g.Nodes[2].Grad = &snapshot.Tensor{Shape: []int{1}, Data: []float64{1}}
	return g
}

func about(drawing, label int) GraphSubject {
	return GraphSubject{Own: true, Drawing: drawing, Label: label}
}

func TestAnotherTargetIsCompared(t *testing.T) {
	s := trained(0).Graphed(about(1, 7), protocol.Graphed{Graph: ofDigit(0.25)})
	if s.Graph.Was != nil {
		t.Fatal("there is something to compare with from the beginning")
	}
	next := s.Graphed(about(1, 3), protocol.Graphed{Graph: ofDigit(4)}).Select(1)
	if w := next.Graph.Was; w == nil || w.Label != 7 || w.Graph != s.Graph.Graph {
		t.Fatalf("remembered: %+v", w)
	}
	if was := next.Graph.Tensors.Grad.Was; was == nil || was.Norm != 0.25 {
		t.Errorf("the gradient of W1 was %+v", was)
	}
	want := []Compared{{"loss", false, 0.25, 4}, {"x", true, 0.25, 4}, {"W1", true, 0.25, 4}}
	if got := compare(next.Graph.Was.Graph, next.Graph.Graph); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if again := next.Graphed(about(1, 3), protocol.Graphed{Graph: ofDigit(4)}); again.Graph.Was == nil {
		t.Error("a fresh graph with the same target forgets the other")
	}
	if drawn := next.Graphed(about(2, 3), protocol.Graphed{Graph: ofDigit(4)}); drawn.Graph.Was != nil {
		t.Error("another drawing is compared")
	}
	trained := next.Observe(protocol.Progress{Step: 1}).Graphed(about(1, 7), protocol.Graphed{Graph: ofDigit(4)})
	if trained.Graph.Was != nil {
		t.Error("another network is compared")
	}
	other := small()
	other.Nodes[1].Name = "W9"
	if rows := compare(other, ofDigit(1)); rows != nil {
		t.Errorf("graphs of different networks are compared: %v", rows)
	}
}

func TestDigitView(t *testing.T) {
	s := trained(0).Graphed(about(1, 7), protocol.Graphed{Graph: ofDigit(2)})
	d := s.Graph.Digit
	if d == nil || d.Pixels[5] != 1 || d.Grad.Max != 2 || d.Grad.Pix[4*5+3] != 255 || d.Grad.Pix[4*5] < d.Grad.Pix[4*5+2] {
		t.Fatalf("the gradient, which is negative, is not painted in orange: %+v", d)
	}
	if s = s.Graphed(GraphSubject{}, protocol.Graphed{Graph: ofDigit(2)}); s.Graph.Digit != nil {
		t.Error("a batch is one image")
	}
	if n := s.WithPlain(true); !n.Graph.Plain || s.Graph.Plain {
		t.Error("the gradient cannot be left out")
	}
}

func TestStepIsTried(t *testing.T) {
	if _, _, ok := trained(0).TryQuestion(); ok {
		t.Error("a step is offered without a digit")
	}
	s := trained(0).Graphed(about(1, 7), protocol.Graphed{Graph: ofDigit(2)})
	of, c, ok := s.TryQuestion()
	if !ok || of != about(1, 7) || c.Label != 7 || len(c.Pixels) != digitPixels {
		t.Fatalf("the question is %+v about %+v, %v", c, of, ok)
	}
	s = s.Trying(of)
	if !s.Graph.Tried.Asking {
		t.Error("the page does not know that it asked")
	}
	answer := protocol.Tried{Before: ofDigit(2), After: ofDigit(1), ProbabilitiesBefore: make([]float64, 10), ProbabilitiesAfter: make([]float64, 10)}
	answer.ProbabilitiesAfter[7] = 0.5
	s = s.Tried(of, answer)
	if g := s.Graph.Tried; g.Asking || g.Answer.After != answer.After {
		t.Errorf("answered: %+v", g)
	}
	if words := triedWords(s.Graph.Tried); words != "The probability of 7 goes from 0.0% to 50.0%." {
		t.Errorf("it says %q", words)
	}
	if n := s.Tried(about(2, 7), protocol.Failed{Message: "late"}); n.Graph != s.Graph {
		t.Error("an answer about another drawing is taken")
	}
	if n := s.Graphed(about(1, 3), protocol.Graphed{Graph: ofDigit(2)}); n.Graph.Tried != nil {
		t.Error("what a step with another target changed is still shown")
	}
	if n := s.Tried(of, protocol.Failed{Message: "no"}); n.Graph.Tried.Problem != "no" {
		t.Errorf("refused: %+v", n.Graph.Tried)
	}
}
