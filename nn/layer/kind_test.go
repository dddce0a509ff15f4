package layer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// ofKind is a network of a layer of a kind, with an Affine at the end.
func ofKind(k *spec.Kind) layer.Spec {
	return spec.Network{Input: []int{2, 6, 5}, Layers: []spec.Layer{k.Default, spec.Affine{Units: 3}}}
}

// images returns a batch of n random images for ofKind.
func images(n int) *tensor.Tensor[float64] {
	x := tensor.New[float64](n, 2, 6, 5)
	r := rng()
	for i := range x.Data {
		x.Data[i] = r.NormFloat64()
	}
	return x
}

// One layer of each kind computes what its description says, in its scope and of either type, holds as many values, and
// has the parameters that the description says.
func TestEachKindIsBuiltAsDescribed(t *testing.T) {
	const batch = 7 // no other size in the network
	for _, k := range spec.Kinds() {
		described, err := ofKind(k).Resolve()
		if err != nil {
			t.Fatal(err)
		}
		net := newNet(t, ofKind(k))
		g := graph.New[float64]()
		net.Logits(g, g.Input("x", images(batch)))
		if err := g.Err(); err != nil {
			t.Fatal(err)
		}
		var out []int
		values := 0
		for _, n := range g.Snapshot().Nodes {
			if n.Scope != described[0].Name {
				continue
			}
			out = n.Shape
			if len(n.Shape) > 0 && n.Shape[0] == batch {
				values += len(n.Value.Data)
			}
		}
		if !slices.Equal(out, append([]int{batch}, described[0].Out...)) {
			t.Errorf("%s: output %v, want %d of %v", k, out, batch, described[0].Out)
		}
		if values != batch*described[0].Values() {
			t.Errorf("%s: %d images have %d values in the graph, %d in the description",
				k, batch, values, batch*described[0].Values())
		}
		checkTensors(t, k.Name, net.Params(), slices.Concat(described[0].Params, described[1].Params))
		checkTensors(t, k.Name, net.State(), described[0].State)
		for i, p := range net.Params() {
			if g.Params()[i].Value != p.Value {
				t.Errorf("%s: %s is not parameter %d of the graph", k, p.Name, i)
			}
		}
		if converted := layer.Convert[float32](net); len(converted.Params()) != len(net.Params()) {
			t.Errorf("%s: %d parameters after a conversion", k, len(converted.Params()))
		}
	}
}

func checkTensors(t *testing.T, kind string, got []layer.Param[float64], want []spec.Tensor) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d tensors, want %d", kind, len(got), len(want))
	}
	for i, p := range got {
		w := want[i]
		if p.Name != w.Name || !slices.Equal(p.Value.Shape, w.Shape) || p.Weight != (w.FanIn > 0) ||
			!p.Weight && p.Value.Data[0] != w.Start {
			t.Errorf("%s: %s %v, want %+v", kind, p.Name, p.Value.Shape, w)
		}
	}
}

// forward returns what a learner of the network makes of a batch.
func forward(net *layer.Network[float64], x *tensor.Tensor[float64], mode graph.Mode) []float64 {
	g := graph.New[float64]()
	logits := net.Learner().Logits(g, g.Input("x", x))
	g.Forward(mode)
	return logits.Value.Data
}

// A kind says truly whether training and prediction differ, and whether an image's answer depends on what else is in
// the batch.
func TestKindsSayHowTheyCompute(t *testing.T) {
	x := images(6)
	part := tensor.FromSlice(x.Data[4*60:], 2, 2, 6, 5)
	for _, k := range spec.Kinds() {
		fresh := func() *layer.Network[float64] { return newNet(t, ofKind(k)) }
		whole := forward(fresh(), x, graph.Train)
		if test := forward(fresh(), x, graph.Test); slices.Equal(test, whole) == k.Modes() {
			t.Errorf("%s: modes differ: %v, want %v", k, !k.Modes(), k.Modes())
		}
		if settled(t, k, graph.Train) || settled(t, k, graph.Test) != k.Modes() {
			t.Errorf("%s: what is learned or set is not shown so in Test mode, and nowhere else", k)
		}
		one, blank := images(1), tensor.New[float64](1, 2, 6, 5)
		same := slices.Equal(forward(fresh(), one, graph.Train), forward(fresh(), blank, graph.Train))
		if same != (k.OneImage != "") {
			t.Errorf("%s: of a batch of one image it says %q", k, k.OneImage)
		}
		if got := forward(fresh(), part, graph.Train); slices.Equal(got, whole[4*3:]) != k.EachImage {
			t.Errorf("%s: each image by itself: %v, want %v", k, !k.EachImage, k.EachImage)
		}
	}
}

// settled says whether a snapshot has leaves that are neither data nor parameters: what does not depend on the image in
// a mode. They have no gradient.
func settled(t *testing.T, k *spec.Kind, mode graph.Mode) bool {
	t.Helper()
	net := newNet(t, ofKind(k))
	g := &graph.Graph[float64]{InputGradient: true}
	logits := net.Logits(g, g.Input("x", images(2)))
	g.Forward(mode)
	g.Backward(logits)
	found := false
	for _, n := range g.Snapshot().Nodes {
		if len(n.Inputs) > 0 || n.Kind == graph.KindInput || n.Kind == graph.KindParam || n.Kind == "Mask" {
			continue
		}
		found = true
		if n.Grad != nil || n.Name == "" {
			t.Errorf("%s: %s has the name %q and the gradient %v", k, n.Kind, n.Name, n.Grad)
		}
	}
	return found
}

func TestAssignRefusesTwoOfOneName(t *testing.T) {
	p := func(name string, v float64) layer.Param[float64] {
		return layer.Param[float64]{Name: name, Value: tensor.FromSlice([]float64{v}, 1)}
	}
	for want, lists := range map[string][2][]layer.Param[float64]{
		"layer: W1 is there twice": {{p("W1", 0), p("W1", 0)}, {p("W1", 1), p("W1", 2)}},
		"layer: b1 is missing":     {{p("W1", 0), p("b1", 0)}, {p("W1", 1), p("W1", 2)}},
	} {
		into := lists[0]
		if err := layer.Assign(into, lists[1]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
		if into[0].Value.Data[0] != 0 || into[1].Value.Data[0] != 0 {
			t.Error("an Assign that failed wrote something")
		}
	}
}
