package graph

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestStepIsTried(t *testing.T) {
	if _, _, ok := statetest.Trained(0).Graph.TryQuestion(statetest.Trained(0).Engine); ok {
		t.Error("a step is offered without a digit")
	}
	e := statetest.Trained(0).Engine
	g := state.New().Graph.Answered(statetest.About(1, 7), protocol.Graphed{Graph: statetest.OfDigit(2)}, 0)
	of, c, ok := g.TryQuestion(e)
	if !ok || of != statetest.About(1, 7) || c.Label != 7 || len(c.Pixels) != form.Pixels {
		t.Fatalf("the question is %+v about %+v, %v", c, of, ok)
	}
	g = g.Trying(of)
	if !g.Tried.Asking {
		t.Error("the page does not know that it asked")
	}
	answer := protocol.Tried{Before: statetest.OfDigit(2), After: statetest.OfDigit(1),
		ProbabilitiesBefore: make([]float64, 10), ProbabilitiesAfter: make([]float64, 10)}
	answer.ProbabilitiesAfter[7] = 0.5
	g = g.StepAnswered(of, answer)
	if got := g.Tried; got.Asking || got.Answer.After != answer.After {
		t.Errorf("answered: %+v", got)
	}
	if words := triedWords(g.Tried); words != "The probability of 7 goes from 0.0% to 50.0%." {
		t.Errorf("it says %q", words)
	}
	if n := g.StepAnswered(statetest.About(2, 7), protocol.Failed{Message: "late"}); n != g {
		t.Error("an answer about another drawing is taken")
	}
	if n := g.Answered(statetest.About(1, 3), protocol.Graphed{Graph: statetest.OfDigit(2)}, 0); n.Tried != nil {
		t.Error("what a step with another target changed is still shown")
	}
	if n := g.StepAnswered(of, protocol.Failed{Message: "no"}); n.Tried.Problem != "no" {
		t.Errorf("refused: %+v", n.Tried)
	}
}
