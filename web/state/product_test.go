package state_test

import (
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/web/graphview"
	"github.com/inkgrad/inkgrad/web/state"
	"github.com/inkgrad/inkgrad/web/state/statetest"
)

func TestProductIsUnfolded(t *testing.T) {
	g := state.New().Graph.Answered(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small()}, 0)
	if _, _, ok := g.Select(1).ProductQuestion(); ok {
		t.Error("a parameter has products")
	}
	g = g.Select(2)
	of, c, ok := g.ProductQuestion()
	if !ok || c != (protocol.Products{Node: 2, Element: 0, Top: state.UsualTop}) {
		t.Fatalf("the question is %+v, %v", c, ok)
	}
	answer := protocol.Unfolded{Graph: statetest.Small(), Shown: 8, Rest: 776, RestTotal: -0.5}
	g = g.ProductAnswered(of, answer)
	p := g.Product
	if p == nil || p.Drawn.Root == nil || p.Drawn.Root.Find("product-n0") == nil {
		t.Fatalf("product %+v", p)
	}
	if words := p.Words(state.KindMatMul); !strings.Contains(words, "784 products, 11. The 8 largest are drawn; "+
		"the other 776 add up to −0.5.") {
		t.Errorf("it says %q", words)
	}
	if n := g.WithTop(" 500 "); n.ShownTop() != state.MaxTop {
		t.Errorf("500 products become %d", n.ShownTop())
	}
	if n := g.WithTop("many"); n != g {
		t.Error("what is no number changes something")
	}
	more := g.WithTop("9")
	if n := more.ProductAnswered(of, answer); n != more {
		t.Error("an answer about fewer products is taken")
	}
	again, _, _ := more.ProductQuestion()
	if n := more.ProductAnswered(again, protocol.Failed{Message: "no"}); n.Product.Problem != "no" ||
		n.Product.Drawn.Root == nil {
		t.Errorf("after a refusal: %+v", n.Product)
	}
	if n := g.Select(1); n.Product != nil {
		t.Error("a parameter shows the products of another node")
	}
	all := state.Product{Unfolded: protocol.Unfolded{Graph: statetest.Small(), Shown: 2}}
	if !strings.Contains(all.Words(state.KindMatMul), "All of them are drawn") {
		t.Errorf("it says %q", all.Words(state.KindMatMul))
	}
}

func TestDrawnTellsAboutItsElements(t *testing.T) {
	d := state.New().Graph.Answered(state.GraphSubject{}, protocol.Graphed{Graph: statetest.Small()}, 0).Drawn()
	for id, want := range map[string]string{
		"net-n0":   "x. Value 1×2",
		"net-e0":   "x. Value 1×2",
		"net-b0-1": "Affine1, 1 operation, parameters W1 2×1.",
		"net-n9":   "", "": "",
	} {
		if got := d.Words(id); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	if (graphview.Drawn{}).Words("net-n0") != "" {
		t.Error("there is something to tell without a picture")
	}
}
