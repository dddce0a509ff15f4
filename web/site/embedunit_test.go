package site_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/web/browsertest"
)

// TestEmbedUnit holds what a frame shows of a unit against what its graph and its parameters are for the page around
// it.
func TestEmbedUnit(t *testing.T) {
	t.Parallel()
	p := openNotes(t, "")
	p.Run(`await mount("graph", { state: { node: 6, graphElement: 17 } })`)
	f := p.Frame("/embed/graph", `document.querySelector("iframe")`)
	f.WaitVisible(".unit .fed")
	g := browsertest.Eval[graph](p, "panels.graph.graph()")
	params := browsertest.Eval[map[string]tensor](p, "panels.graph.params()")
	shows := func(of, text string, want float64) {
		t.Helper()
		got, err := strconv.ParseFloat(strings.NewReplacer("−", "-", "→ ", "", "← ", "").Replace(text), 64)
		if err != nil || math.Abs(got-want) > 5.1e-3*math.Abs(want) { // three digits are shown
			t.Errorf("%s is %s in the frame, and %v for the page around it", of, text, want)
		}
	}
	for _, n := range g.Nodes {
		if n.Kind == "ReLU" {
			shows("the value", f.Text(".unit-value .key-forward"), n.Value.Data[17])
			shows("the gradient", f.Text(".unit-value .key-backward"), n.Grad.Data[17])
		}
	}
	w2 := params["W2"]
	fed := browsertest.Eval[[][2]string](f, `[...document.querySelectorAll(".fed")].map(
		(b) => [b.dataset.unit, b.querySelector(".fed-number").textContent])`)
	if len(fed) != 5 {
		t.Fatalf("it feeds %v", fed)
	}
	for _, to := range fed {
		digit, _ := strconv.Atoi(to[0])
		shows("what it feeds digit "+to[0], to[1], w2.Data[17*10+digit])
	}
	largest := 0.0
	for i := 17; i < len(params["W1"].Data); i += 50 {
		largest = max(largest, math.Abs(params["W1"].Data[i]))
	}
	shows("the largest weight", strings.TrimSuffix(f.Text(".unit-weights .scale-bar + span"), " green"), largest)
}
