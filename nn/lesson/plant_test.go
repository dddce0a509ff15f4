package lesson_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/lesson"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

// wrong says which parameters each mistake shows in, planted in the last layer where it can be.
var wrong = map[string][]string{
	"sign":      {"W3"},
	"bias":      {"b3"},
	"transpose": {"W1", "b1", "W2", "b2"},
	"mask":      {"W1", "b1", "W2", "b2"},
	"mean":      {"W1", "b1", "W2", "b2", "W3", "b3"},
	"stale":     {"W3"},
}

func newNet(t *testing.T) *layer.Network[float64] {
	t.Helper()
	rng := rand.New(rand.NewPCG(5, 0))
	net, err := layer.New[float64](layer.MLP(6, []int{5, 4}, spec.KindReLU, 3), rng)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range net.Params() {
		for i := range p.Value.Data { // far from the kinks, and with units on and off
			p.Value.Data[i] = rng.NormFloat64()
		}
	}
	return net
}

// fill puts random images into a batch.
func fill(b *train.Batch[float64], seed uint64) {
	rng := rand.New(rand.NewPCG(seed, 0))
	for i := range b.X.Data {
		b.X.Data[i] = rng.Float64()
	}
	for i := range b.T.Data {
		b.T.Data[i] = float64(rng.IntN(3))
	}
}

// check plants a mistake and returns the parameters whose gradients are wrong.
func check(t *testing.T, net *layer.Network[float64], name, scope string) []string {
	t.Helper()
	g := graph.New[float64]()
	if name != "" {
		g.Replace = lesson.Plant[float64](name, scope)
	}
	b, err := train.BuildBatch(g, net, 3)
	if err != nil {
		t.Fatal(err)
	}
	fill(b, 1)
	b.Forward() // the batch before
	fill(b, 2)
	c := train.NewGradientCheck(b, 1e-6, 0, nil)
	for c.Next() {
	}
	var names []string
	for _, p := range c.Results() {
		if p.Differing > 0 {
			names = append(names, p.Name)
		}
	}
	return names
}

func TestEachMistakeShowsWhereItShould(t *testing.T) {
	net := newNet(t)
	if names := check(t, net, "", ""); names != nil {
		t.Fatalf("without a mistake %v differ", names)
	}
	clean, err := train.NewBatch(net, 3, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, bug := range protocol.Bugs() {
		t.Run(bug.Name, func(t *testing.T) {
			scopes := lesson.Scopes(clean.Graph.Snapshot(), bug.Name)
			if len(scopes) == 0 {
				t.Fatal("nowhere to plant it")
			}
			if got := check(t, net, bug.Name, scopes[len(scopes)-1]); !reflect.DeepEqual(got, wrong[bug.Name]) {
				t.Errorf("in %s it shows in %v, want %v", scopes[len(scopes)-1], got, wrong[bug.Name])
			}
			for _, scope := range scopes {
				if check(t, net, bug.Name, scope) == nil {
					t.Errorf("in %s it cannot be found", scope)
				}
			}
		})
	}
	if len(protocol.Bugs()) < 6 || len(wrong) != len(protocol.Bugs()) {
		t.Errorf("%d mistakes", len(protocol.Bugs()))
	}
}

// The forward pass, and a graph that is built without Replace, know nothing of the mistake.
func TestMistakesStayInTheirGraph(t *testing.T) {
	net := newNet(t)
	before := layer.Convert[float64](net)
	for _, bug := range protocol.Bugs() {
		planted := graph.New[float64]()
		planted.Replace = lesson.Plant[float64](bug.Name, "Affine2")
		b, err := train.BuildBatch(planted, net, 2)
		if err != nil {
			t.Fatal(err)
		}
		c, err := train.NewBatch(net, 2, false)
		if err != nil {
			t.Fatal(err)
		}
		fill(b, 3)
		fill(c, 3)
		if x, y := b.Forward(), c.Forward(); x != y || math.IsNaN(x) {
			t.Errorf("%s: the loss is %v, without it %v", bug.Name, x, y)
		}
	}
	if !reflect.DeepEqual(net.Params(), before.Params()) {
		t.Error("planting changed the parameters")
	}
	if names := check(t, net, "", ""); names != nil {
		t.Errorf("afterwards %v differ", names)
	}
}

func TestScopes(t *testing.T) {
	net := newNet(t)
	b, err := train.NewBatch(net, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	s := b.Graph.Snapshot()
	for name, want := range map[string][]string{
		"sign":       {"Affine1", "Affine2", "Affine3"},
		"stale":      {"Affine2", "Affine3"},
		"mask":       {"ReLU1", "ReLU2"},
		"mean":       {"SoftmaxWithLoss"},
		"off by one": nil,
	} {
		if got := lesson.Scopes(s, name); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestPlantPanicsOnAnUnknownMistake(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	lesson.Plant[float32]("off by one", "Affine1")
}
