package web

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestMistakesAreAskedForWhenThereIsTime(t *testing.T) {
	ready := statetest.MeasuredMistakes()
	due := func(m *state.Mistakes, of state.State) bool { return m.Due(of.Engine) }
	if due(ready.Mistakes, ready) {
		t.Error("due when they are known")
	}
	moved := ready.Observe(protocol.Checkpoint{Step: 600})
	if !due(moved.Mistakes, moved) {
		t.Error("not due of a changed network")
	}
	if due(moved.Mistakes, moved.StartTraining(protocol.Train{Steps: 5})) {
		t.Error("due while training")
	}
	asking := moved.Mistakes.Ask(moved.Engine)
	if due(asking, moved) {
		t.Error("due while on their way")
	}
	if !due(asking.Answered(protocol.Failed{Code: protocol.CodeCancelled}), moved) {
		t.Error("not due after something else came first")
	}
	if !due(asking.Answered(statetest.Confused()), moved.Observe(protocol.Checkpoint{Step: 700})) {
		t.Error("not due of a network that changed meanwhile")
	}
	refused := moved
	refused.Mistakes = asking.Answered(protocol.Failed{Code: protocol.CodeNotReady, Message: "No test images."})
	if due(refused.Mistakes, refused) || !strings.Contains(html(t, refused, "mistakes"), "No test images.") {
		t.Error("a refusal is not told, or asked for again and again")
	}
}

func TestMistakesPanel(t *testing.T) {
	s := statetest.MeasuredMistakes()
	s.Mistakes = s.Mistakes.WithCell(state.Cell{Label: 4, Digit: 9})
	got := html(t, s, "mistakes")
	for _, want := range []string{"Your network, 784–50–10, at step 500, takes 3 of 6 test images for another digit.", `role="grid"`,
		`id="confusion-now"`, "50.0%",
		"Test image 22, labelled 4, taken for 9 with 90.0%, for its label with 10.0%", "All mistakes"} {
		if !strings.Contains(got, want) {
			t.Errorf("the panel does not say %q", want)
		}
	}
	if n := strings.Count(got, `role="gridcell"`); n != 110 {
		t.Errorf("%d cells", n)
	}
	if strings.Contains(got, "in the Graph") {
		t.Error("a panel alone promises the graph")
	}
	if got := html(t, statetest.Trained(0), "mistakes"); !strings.Contains(got, "as soon as the test images are here") {
		t.Error("an empty panel does not say so")
	}
}
