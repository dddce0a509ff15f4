package layer_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// stateful has both layers with a state, each twice.
func stateful() layer.Spec {
	return spec.Network{Input: []int{4}, Layers: []spec.Layer{
		spec.Default(spec.KindBatchNormalization), spec.Default(spec.KindDropout),
		spec.Affine{Units: 40}, spec.Default(spec.KindBatchNormalization), spec.Default(spec.KindDropout),
		spec.Affine{Units: 3},
	}}
}

// run builds net and computes it on a batch that is always the same, and returns the logits.
func run(net *layer.Network[float64], mode graph.Mode, times int) []float64 {
	x := tensor.New[float64](5, 4)
	r := rng()
	for i := range x.Data {
		x.Data[i] = 3 + r.NormFloat64()
	}
	g := graph.New[float64]()
	logits := net.Logits(g, g.Input("x", x))
	for range times {
		g.Forward(mode)
	}
	return logits.Value.Data
}

func values(params []layer.Param[float64]) map[string][]float64 {
	m := map[string][]float64{}
	for _, p := range params {
		m[p.Name] = slices.Clone(p.Value.Data)
	}
	return m
}

func TestOnlyALearnerMovesTheState(t *testing.T) {
	net := newNet(t, stateful())
	before := values(net.State())
	if want := "map[runningMean1:[0 0 0 0] runningMean2"; len(before) != 4 || fmt.Sprint(before)[:len(want)] != want {
		t.Fatalf("fresh state %v", before)
	}
	train := run(net, graph.Train, 3)
	test := run(net, graph.Test, 3)
	if !slices.Equal(run(net, graph.Train, 1), train) || !slices.Equal(run(net, graph.Test, 1), test) {
		t.Error("computing the network again gave something else")
	}
	if !reflect.DeepEqual(values(net.State()), before) {
		t.Error("computing the network changed its state")
	}

	run(net.Learner(), graph.Test, 1)
	if !reflect.DeepEqual(values(net.State()), before) {
		t.Error("a learner in Test mode changed the state")
	}
	learned := run(net.Learner(), graph.Train, 1)
	after := values(net.State())
	for name := range before {
		if slices.Equal(after[name], before[name]) {
			t.Errorf("%s did not follow", name)
		}
	}
	if slices.Equal(learned, train) {
		t.Error("the learner drew no new masks")
	}
	if !slices.Equal(run(net, graph.Train, 1), learned) {
		t.Error("the network does not show the masks of its learner's last step")
	}
	if slices.Equal(run(net, graph.Test, 1), test) {
		t.Error("in Test mode the running statistics do not count")
	}
}

// The same seed, the same steps: the same bits, whatever else was computed in between.
func TestLearnerIsDeterministic(t *testing.T) {
	one, other := newNet(t, stateful()), newNet(t, stateful())
	a := run(one.Learner(), graph.Train, 4)
	run(other.Learner(), graph.Train, 2)
	run(other, graph.Train, 3)
	layer.Convert[float32](other).Learner()
	b := run(other.Learner(), graph.Train, 2)
	if !slices.Equal(a, b) || !reflect.DeepEqual(values(one.State()), values(other.State())) {
		t.Error("looking at a network changed how it learns")
	}
}

func TestMasksOfDifferentLayersDiffer(t *testing.T) {
	s := spec.Network{Input: []int{100}, Layers: []spec.Layer{
		spec.Default(spec.KindDropout), spec.Default(spec.KindDropout), spec.Affine{Units: 2}}}
	net := newNet(t, s)
	for _, n := range []*layer.Network[float64]{net, net.Learner()} {
		g := graph.New[float64]()
		n.Logits(g, g.Input("x", tensor.New[float64](2, 100)))
		g.Forward(graph.Train)
		var masks [][]float64
		for _, node := range g.Snapshot().Nodes {
			if node.Kind == "Mask" {
				masks = append(masks, node.Value.Data)
			}
		}
		if len(masks) != 2 || slices.Equal(masks[0], masks[1]) {
			t.Errorf("%d masks, the same ones", len(masks))
		}
	}
}

func TestConvertTakesTheStateAlong(t *testing.T) {
	net := newNet(t, stateful())
	run(net.Learner(), graph.Train, 2)
	c := layer.Convert[float64](net)
	if !reflect.DeepEqual(c.State(), net.State()) {
		t.Error("the state differs")
	}
	for _, mode := range []graph.Mode{graph.Train, graph.Test} {
		if !slices.Equal(run(c, mode, 1), run(net, mode, 1)) {
			t.Errorf("mode %v: the copy computes something else", mode)
		}
	}
}

func TestSetState(t *testing.T) {
	net, other := newNet(t, stateful()), newNet(t, stateful())
	run(net.Learner(), graph.Train, 2)
	if err := layer.SetState(other, net.State()); err != nil || !reflect.DeepEqual(other.State(), net.State()) {
		t.Errorf("state %v, error %v", other.State(), err)
	}
	const want = "layer: 3 tensors, needs 4"
	if err := layer.SetState(other, net.State()[1:]); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// An operation that does not fit must not end in a panic further on.
func TestLayersAfterAnError(t *testing.T) {
	net := newNet(t, stateful())
	g := graph.New[float64]()
	net.Logits(g, g.Input("x", tensor.New[float64](5, 3)))
	const want = "graph: BatchNormalization1: Mean: input [5 3] with running [4], needs N×… and …"
	if err := g.Err(); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// By hand: of the batch (1, 5) the mean is 3, the variance 4, and with a momentum of 0.9 a tenth of them goes into (0,
// 1).
func TestMomentum(t *testing.T) {
	net := newNet(t, spec.Network{Input: []int{1}, Layers: []spec.Layer{
		spec.BatchNormalization{Momentum: 0.9}, spec.Affine{Units: 2}}})
	g := graph.New[float64]()
	net.Learner().Logits(g, g.Input("x", tensor.FromSlice([]float64{1, 5}, 2, 1)))
	g.Forward(graph.Train)
	mean, variance := net.State()[0].Value.Data[0], net.State()[1].Value.Data[0]
	if math.Abs(mean-0.3) > 1e-15 || math.Abs(variance-1.3) > 1e-15 {
		t.Errorf("running mean %v, variance %v; want 0.3, 1.3", mean, variance)
	}
}
