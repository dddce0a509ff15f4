package state_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/web/code"
	"github.com/inkgrad/inkgrad/web/state"
)

// stepping goes through the graph of a small network with a batch of 2, in steps.
func stepping(t *testing.T) *state.Graph {
	t.Helper()
	network := spec.Network{Input: []int{4}, Init: spec.InitHe,
		Layers: []spec.Layer{spec.Affine{Units: 3}, spec.BatchNormalization{Momentum: 0.9}, spec.Affine{Units: 10}}}
	net, err := layer.New[float32](network, rand.New(rand.NewPCG(1, 0)))
	if err != nil {
		t.Fatal(err)
	}
	g := graph.New[float32]()
	loss := net.Loss(g, g.Input("x", tensor.New[float32](2, 4)), g.Target("t", tensor.New[float32](2)))
	g.Forward(graph.Train)
	g.Backward(loss)
	return state.New().Graph.Answered(state.GraphSubject{Train: true}, protocol.Graphed{Graph: g.Snapshot()}, 0).
		WithSteps(true)
}

// A folded layer is at work as a whole, with the shapes and numbers of its variables.
func TestLayersAtWork(t *testing.T) {
	g := stepping(t)
	w, _ := g.Position()
	type want struct {
		at         int
		layer      string
		operations []string
		backward   bool
		values     map[string]string
	}
	for _, c := range []want{
		{at: 0}, {at: w.Turn()}, {at: w.End()},
		{1, "Affine", []string{"MatMul", "Add"}, false, map[string]string{"out": "2 × 3", "dW": "4 × 3", "db": "3"}},
		{2, "BatchNormalization", []string{"Mean", "Variance", "Normalize", "Mul", "Add"}, false,
			map[string]string{"mu": "3", "var": "3", "xn": "2 × 3", "out": "2 × 3"}},
		{w.Turn() + 3, "BatchNormalization", []string{"Mean", "Variance", "Normalize", "Mul", "Add"}, true,
			map[string]string{"dx": "2 × 3", "dgamma": "3", "dbeta": "3", "dmu": "3", "dvar": "3", "dxn": "2 × 3"}},
		{4, spec.KindSoftmaxWithLoss, []string{"SoftmaxWithLoss"}, false, map[string]string{"loss": "2.30259"}},
	} {
		kind, operations, work := g.GoTo(c.at).Work()
		if kind != c.layer || !slices.Equal(operations, c.operations) || (work == nil) != (c.layer == "") {
			t.Errorf("at %d: %q, %q, %+v", c.at, kind, operations, work)
			continue
		}
		if work == nil {
			continue
		}
		for name, value := range c.values {
			if work.Values[name] != value {
				t.Errorf("at %d %s is %q, want %q", c.at, name, work.Values[name], value)
			}
		}
		if work.Backward != c.backward || work.Predicts || work.Part {
			t.Errorf("at %d: %+v", c.at, work)
		}
		lit := map[bool]int{}
		for _, l := range code.PythonLines(code.Class(kind, operations...), work) {
			lit[l.Lit]++
		}
		if lit[true] == 0 {
			t.Errorf("at %d no line is lit: %v", c.at, slices.Collect(maps.Keys(work.Values)))
		}
	}
}

// In a layer that is unfolded one operation is at work, which its class does not tell from the others.
func TestPartAtWork(t *testing.T) {
	g := stepping(t).Toggle("Affine1").GoTo(1)
	kind, operations, work := g.Work()
	if kind != "Affine" || !slices.Equal(operations, []string{"MatMul"}) || work == nil || !work.Part {
		t.Fatalf("%q, %q, %+v", kind, operations, work)
	}
	for _, l := range code.PythonLines(code.Class(kind), work) {
		if l.Lit {
			t.Errorf("%q is lit", l.Text)
		}
	}
	if kind, _, _ := state.New().Graph.Work(); kind != "" {
		t.Error("something works before there is a graph")
	}
}
