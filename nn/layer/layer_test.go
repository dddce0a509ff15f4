package layer_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func rng() *rand.Rand { return rand.New(rand.NewPCG(1, 0)) }

func Example() {
	net, err := layer.New[float32](layer.TwoLayerNet(), rng())
	if err != nil {
		panic(err)
	}
	for _, p := range net.Params() {
		fmt.Println(p.Name, p.Value.Shape)
	}
	g := graph.New[float32]()
	logits := net.Logits(g, g.Input("x", tensor.New[float32](100, 784)))
	fmt.Println(logits.Scope, logits.Value.Shape)
	// Output:
	// W1 [784 50]
	// b1 [50]
	// W2 [50 10]
	// b2 [10]
	// Affine2 [100 10]
}

func newNet(t *testing.T, s layer.Spec) *layer.Network[float64] {
	t.Helper()
	net, err := layer.New[float64](s, rng())
	if err != nil {
		t.Fatal(err)
	}
	return net
}

func TestFreshWeights(t *testing.T) {
	affine := layer.TwoLayerNet()
	filters := spec.Network{Input: []int{16, 6, 6}, Layers: []spec.Layer{
		spec.Convolution{Filters: 100, Kernel: 5, Stride: 1}, spec.Affine{Units: 2}}}
	cases := []struct {
		init string
		spec layer.Spec
		std  float64
	}{
		{"", affine, layer.InitStd},
		{spec.InitNormal, filters, layer.InitStd},
		{spec.InitStandard, affine, 1},
		{spec.InitStandard, filters, 1},
		{spec.InitXavier, affine, 1 / 28.}, // √(1/784)
		{spec.InitHe, affine, math.Sqrt2 / 28},
		{spec.InitXavier, filters, 1 / 20.}, // √(1/(16·5·5))
		{spec.InitHe, filters, math.Sqrt2 / 20},
		{spec.InitZeros, affine, 0},
	}
	tested := map[string]bool{}
	for _, c := range cases {
		tested[c.init] = true
		c.spec.Init = c.init
		net := newNet(t, c.spec)
		w, b := net.Params()[0], net.Params()[1]
		sum, square := 0.0, 0.0
		for _, v := range w.Value.Data {
			sum += v
			square += v * v
		}
		// Of n draws the mean strays by std/√n, the deviation by std/√(2n): five times that.
		n := float64(len(w.Value.Data))
		mean, std := sum/n, math.Sqrt(square/n)
		if math.Abs(mean) > 5*c.std/math.Sqrt(n) || math.Abs(std-c.std) > 5*c.std/math.Sqrt(2*n) {
			t.Errorf("%s %s has mean %v and standard deviation %v, want 0 and %v", c.init, w.Name, mean, std, c.std)
		}
		if slices.ContainsFunc(b.Value.Data, func(v float64) bool { return v != 0 }) {
			t.Errorf("%s is not zero", b.Name)
		}
		if !w.Weight || b.Weight {
			t.Errorf("%s a weight: %t, %s: %t", w.Name, w.Weight, b.Name, b.Weight)
		}
		if again := newNet(t, c.spec); !reflect.DeepEqual(again.Params(), net.Params()) {
			t.Error("the same seed gave other weights")
		}
	}
	for _, init := range spec.Inits() {
		if !tested[init] {
			t.Errorf("nobody knows what %s is", init)
		}
	}
}

func TestNewReturnsTheSpecsError(t *testing.T) {
	_, err := layer.New[float64](layer.MLP(4, []int{3, 0}, spec.KindReLU, 2), rng())
	const want = "layer: Affine2: units must be 1 to 10000, not 0"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestGraphHasAScopeForEachLayer(t *testing.T) {
	net, err := layer.New[float64](layer.MLP(4, []int{3}, spec.KindSigmoid, 2), rng())
	if err != nil {
		t.Fatal(err)
	}
	g := graph.New[float64]()
	net.Loss(g, g.Input("x", tensor.New[float64](5, 4)), g.Target("t", tensor.New[float64](5)))
	var got []string
	for _, n := range g.Snapshot().Nodes {
		got = append(got, fmt.Sprintf("%s/%s%s%v", n.Scope, n.Kind, n.Name, n.Shape))
	}
	want := []string{"/Inputx[5 4]", "/Targett[5]",
		"Affine1/ParamW1[4 3]", "Affine1/MatMul[5 3]", "Affine1/Paramb1[3]", "Affine1/Add[5 3]",
		"Sigmoid1/Sigmoid[5 3]",
		"Affine2/ParamW2[3 2]", "Affine2/MatMul[5 2]", "Affine2/Paramb2[2]", "Affine2/Add[5 2]",
		"SoftmaxWithLoss/SoftmaxWithLossloss[1]"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("nodes\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSetRefusesWhatDoesNotFit(t *testing.T) {
	net, err := layer.New[float64](layer.MLP(4, nil, spec.KindReLU, 2), rng())
	if err != nil {
		t.Fatal(err)
	}
	before := net.Params()[0].Value.Clone()
	p := func(name string, shape ...int) layer.Param[float32] {
		return layer.Param[float32]{Name: name, Value: tensor.New[float32](shape...)}
	}
	for want, params := range map[string][]layer.Param[float32]{
		"layer: 1 tensors, needs 2":              {p("W1", 4, 2)},
		"layer: b1 is missing":                   {p("W1", 4, 2), p("b2", 2)},
		"layer: b1 has shape [3], needs [2]":     {p("W1", 4, 2), p("b1", 3)},
		"layer: W1 has shape [2 4], needs [4 2]": {p("b1", 2), p("W1", 2, 4)},
	} {
		if err := layer.Set(net, params); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if !reflect.DeepEqual(net.Params()[0].Value, before) {
		t.Error("a Set that failed changed the network")
	}
	if err := layer.Set(net, []layer.Param[float32]{p("b1", 2), p("W1", 4, 2)}); err != nil {
		t.Error(err)
	}
	if net.Params()[0].Value.Data[0] != 0 {
		t.Error("Set changed nothing")
	}
}

func TestConvert(t *testing.T) {
	net, err := layer.New[float32](layer.TwoLayerNet(), rng())
	if err != nil {
		t.Fatal(err)
	}
	wide := layer.Convert[float64](net)
	if back := layer.Convert[float32](wide); !reflect.DeepEqual(back.Params(), net.Params()) {
		t.Error("float32 to float64 and back changed the parameters")
	}
	if net.Size() != 39_760 || wide.Size() != net.Size() {
		t.Errorf("%d and %d parameters, want 39760", net.Size(), wide.Size())
	}
}
