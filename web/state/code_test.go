package state_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/web/state"
)

// The code is folded at first, and in Python. A browser tells of a fold that was opened by the page, too: that changes
// nothing.
func TestCode(t *testing.T) {
	c := state.New().Code
	if c.Open || c.InGo || c.Wants() {
		t.Fatalf("it begins as %+v", *c)
	}
	opened := c.WithOpen(true)
	inGo := opened.In(true)
	if !opened.Open || opened.InGo || !inGo.Open || !inGo.InGo {
		t.Errorf("opened %+v, in Go %+v", *opened, *inGo)
	}
	if c.Open || opened.InGo || inGo.WithOpen(true) != inGo || inGo.In(true) != inGo {
		t.Error("a part was changed, or made anew for nothing")
	}
	if folded := inGo.WithOpen(false); folded.Open || !folded.InGo || folded.In(false).InGo {
		t.Errorf("folded %+v", *folded)
	}
}

// The sources are fetched when somebody looks, once; and again by whoever opens the fold again after a failure.
func TestSources(t *testing.T) {
	asked := state.New().Code.WithOpen(true)
	if !asked.Wants() {
		t.Error("it does not want them when it is opened")
	}
	if asked = asked.Ask(); asked.Wants() {
		t.Error("it wants them twice")
	}
	for name, failed := range map[string]*state.Code{
		"nothing": asked.Answered("", false), "a page that is not the file": asked.Answered("<!doctype html>", true)} {
		if failed.Problem == "" || failed.Sources != nil || failed.Wants() {
			t.Errorf("after %s it is %+v", name, *failed)
		}
		if again := failed.WithOpen(false).WithOpen(true); !again.Wants() || again.Problem != "" {
			t.Errorf("opened again it is %+v", *again)
		}
	}
	there := asked.Answered(`{"ReLU": {"File": "nn/op/relu.go", "Text": "type ReLU"}}`, true)
	if there.Sources["ReLU"] != (state.Source{File: "nn/op/relu.go", Text: "type ReLU"}) || there.Problem != "" ||
		there.Wants() || asked.Sources != nil {
		t.Errorf("it has %+v", *there)
	}
}

// Leaves were given, not computed.
func TestIsLeaf(t *testing.T) {
	for kind, want := range map[string]bool{graph.KindInput: true, graph.KindTarget: true, graph.KindParam: true,
		graph.KindConstant: true, "MatMul": false, "Mask": false, "KeptShare": false} {
		if state.IsLeaf(kind) != want {
			t.Errorf("%s is a leaf: %v", kind, !want)
		}
	}
}
