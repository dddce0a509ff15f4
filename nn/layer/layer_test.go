package layer_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
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

func TestFreshWeights(t *testing.T) {
	net, err := layer.New[float64](layer.TwoLayerNet(), rng())
	if err != nil {
		t.Fatal(err)
	}
	w, b := net.Params()[0].Value.Data, net.Params()[1].Value.Data
	sum, square := 0.0, 0.0
	for _, v := range w {
		sum += v
		square += v * v
	}
	n := float64(len(w))
	// Of 39,200 draws the mean strays by 0.01/√39200 = 5e-5, the deviation by 0.01/√(2·39200) = 4e-5: five times that.
	if mean, std := sum/n, math.Sqrt(square/n); math.Abs(mean) > 2.5e-4 || math.Abs(std-layer.InitStd) > 2e-4 {
		t.Errorf("W1 has mean %v and standard deviation %v, want 0 and %v", mean, std, layer.InitStd)
	}
	if !reflect.DeepEqual(b, make([]float64, 50)) {
		t.Error("b1 is not zero")
	}
	if again, _ := layer.New[float64](layer.TwoLayerNet(), rng()); !reflect.DeepEqual(again.Params(), net.Params()) {
		t.Error("the same seed gave other weights")
	}
}

func TestSpecErrors(t *testing.T) {
	affine := layer.LayerSpec{Kind: layer.KindAffine, Units: 3}
	for name, c := range map[string]struct {
		spec layer.Spec
		want string
	}{
		"no input":     {layer.Spec{Layers: []layer.LayerSpec{affine}}, "layer: input shape []"},
		"zero input":   {layer.Spec{Input: []int{0}, Layers: []layer.LayerSpec{affine}}, "layer: input shape [0]"},
		"no layers":    {layer.Spec{Input: []int{4}}, "layer: 0 layers, needs 1 to 50"},
		"many layers":  {layer.MLP(4, make([]int, 26), layer.KindReLU, 2), "layer: 53 layers"},
		"zero units":   {layer.MLP(4, []int{3, 0}, layer.KindReLU, 2), "layer: Affine2: 0 units, needs 1 to 10000"},
		"unknown kind": {layer.MLP(4, []int{3}, "Swish", 2), `layer: Swish1: there is no layer of kind "Swish"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := layer.New[float64](c.spec, rng())
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

func TestGraphHasAScopeForEachLayer(t *testing.T) {
	net, err := layer.New[float64](layer.MLP(4, []int{3}, layer.KindSigmoid, 2), rng())
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
	net, err := layer.New[float64](layer.MLP(4, nil, layer.KindReLU, 2), rng())
	if err != nil {
		t.Fatal(err)
	}
	before := net.Params()[0].Value.Clone()
	p := func(name string, shape ...int) layer.Param[float32] {
		return layer.Param[float32]{Name: name, Value: tensor.New[float32](shape...)}
	}
	for want, params := range map[string][]layer.Param[float32]{
		"layer: 1 parameters for a network of 2": {p("W1", 4, 2)},
		"layer: there is no parameter b1":        {p("W1", 4, 2), p("b2", 2)},
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
