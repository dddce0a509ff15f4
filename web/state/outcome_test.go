package state_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/web/state"
)

// graphOfBatch is the graph of a network with BatchNormalization and random images, as the engine has it.
func graphOfBatch(t *testing.T, images int, mode graph.Mode) *state.Graph {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	net, err := layer.New[float64](spec.Network{Input: []int{4}, Init: spec.InitHe,
		Layers: []spec.Layer{spec.Affine{Units: 3}, spec.BatchNormalization{Momentum: 0.9}, spec.Affine{Units: 10}}}, r)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range net.Params() {
		for i := range p.Value.Data {
			p.Value.Data[i] += 0.2
		}
	}
	g := &graph.Graph[float64]{InputGradient: true, Unfold: true}
	x, labels := tensor.New[float64](images, 4), tensor.New[float64](images)
	for i := range x.Data {
		x.Data[i] = r.NormFloat64()
	}
	for i := range labels.Data {
		labels.Data[i] = float64(i * 3 % 10)
	}
	loss := net.Loss(g, g.Input("x", x), g.Target("t", labels))
	g.Forward(mode)
	g.Backward(loss)
	return state.New().Graph.Answered(state.GraphSubject{Train: mode == graph.Train},
		protocol.Graphed{Graph: g.Snapshot(), Samples: images}, 0)
}

// choose chooses the first node of a kind in a scope.
func choose(t *testing.T, g *state.Graph, kind, scope string) *state.Graph {
	t.Helper()
	for _, n := range g.Graph.Nodes {
		if n.Kind == kind && n.Scope == scope {
			return g.Select(n.ID)
		}
	}
	t.Fatalf("there is no %s in %s", kind, scope)
	return nil
}

// Each operation of SoftmaxWithLoss shows y, t, and y − t of an image, which is the gradient of the scores times the
// number of images.
func TestOutcome(t *testing.T) {
	const images = 5
	g := graphOfBatch(t, images, graph.Train)
	for _, kind := range []string{"Softmax", "LogOfSoftmax", "CrossEntropy"} {
		chosen := choose(t, g, kind, spec.KindSoftmaxWithLoss).WithImage(2)
		o := chosen.Outcome()
		if o == nil || o.Image != 2 || o.Images != images || o.T[6] != 1 {
			t.Fatalf("%s: %+v", kind, o)
		}
		for class, d := range o.Difference {
			if d != o.Y[class]-o.T[class] || math.Abs(d-images*o.Sent[class]) > 1e-12 {
				t.Errorf("%s, class %d: y − t is %v, and the gradient %v", kind, class, d, o.Sent[class])
			}
		}
		if far := chosen.WithImage(images); far.Image() != 2 {
			t.Errorf("%s: there is an image %d", kind, far.Image())
		}
		if kind == "Softmax" && chosen.WithElement(41).Image() != 4 {
			t.Error("the image does not follow the chosen element")
		}
	}
	if o := choose(t, g, "MatMul", "Affine1").Outcome(); o != nil {
		t.Errorf("MatMul has %+v", o)
	}
}
