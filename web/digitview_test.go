package web

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestStepIsTried(t *testing.T) {
	if _, _, ok := statetest.Trained(0).TryQuestion(); ok {
		t.Error("a step is offered without a digit")
	}
	s := statetest.Trained(0).Graphed(statetest.About(1, 7), protocol.Graphed{Graph: statetest.OfDigit(2)})
	of, c, ok := s.TryQuestion()
	if !ok || of != statetest.About(1, 7) || c.Label != 7 || len(c.Pixels) != form.Pixels {
		t.Fatalf("the question is %+v about %+v, %v", c, of, ok)
	}
	s = s.Trying(of)
	if !s.Graph.Tried.Asking {
		t.Error("the page does not know that it asked")
	}
	answer := protocol.Tried{Before: statetest.OfDigit(2), After: statetest.OfDigit(1), ProbabilitiesBefore: make([]float64, 10), ProbabilitiesAfter: make([]float64, 10)}
	answer.ProbabilitiesAfter[7] = 0.5
	s = s.Tried(of, answer)
	if g := s.Graph.Tried; g.Asking || g.Answer.After != answer.After {
		t.Errorf("answered: %+v", g)
	}
	if words := triedWords(s.Graph.Tried); words != "The probability of 7 goes from 0.0% to 50.0%." {
		t.Errorf("it says %q", words)
	}
	if n := s.Tried(statetest.About(2, 7), protocol.Failed{Message: "late"}); n.Graph != s.Graph {
		t.Error("an answer about another drawing is taken")
	}
	if n := s.Graphed(statetest.About(1, 3), protocol.Graphed{Graph: statetest.OfDigit(2)}); n.Graph.Tried != nil {
		t.Error("what a step with another target changed is still shown")
	}
	if n := s.Tried(of, protocol.Failed{Message: "no"}); n.Graph.Tried.Problem != "no" {
		t.Errorf("refused: %+v", n.Graph.Tried)
	}
}
