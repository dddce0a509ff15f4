package unit_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/web/unit"
)

// images is the size of the batch of the tests. It is that of no layer.
const images = 3

// small has layers of few units, so that all of those that a unit feeds are among the largest, and every way from one
// layer to the next: over element-wise operations, poolings, normalizations, a Flatten, and none.
const small = "conv2k3-relu-pool2-conv3k1-batchnorm-tanh-conv4k3p1-avgpool2-flatten-dropout0.25-affine4-layernorm-" +
	"affine5-relu-affine10"

// networks are the presets and small.
func networks(t *testing.T) map[string]spec.Network {
	t.Helper()
	n, err := spec.Parse(small)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]spec.Network{"small": n}
	for _, p := range spec.Presets() {
		all[p.Name] = p.Network
	}
	return all
}

// snap returns the graph of a batch of random images; change may set the parameters.
func snap(t *testing.T, s spec.Network, change func(name string, data []float32)) *snapshot.Graph {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	s.Init = spec.InitHe
	net, err := layer.New[float32](s, r)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range net.Params() {
		change(p.Name, p.Value.Data)
	}
	g := &graph.Graph[float32]{InputGradient: true, Unfold: true}
	x, labels := tensor.New[float32](append([]int{images}, s.Input...)...), tensor.New[float32](images)
	for i := range x.Data {
		x.Data[i] = r.Float32()
	}
	loss := net.Loss(g, g.Input("x", x), g.Target("t", labels))
	g.Forward(graph.Test)
	g.Backward(loss)
	return g.Snapshot()
}

func asDrawn(string, []float32) {}

// values calls see with each value that has a row for each image, and its first, second and last unit.
func values(g *snapshot.Graph, see func(n *snapshot.Node, u *unit.Unit)) {
	for i := range g.Nodes {
		n := &g.Nodes[i]
		if len(n.Inputs) == 0 || len(n.Shape) < 2 || n.Shape[0] != images ||
			layerKind(n.Scope) == spec.KindSoftmaxWithLoss {
			continue
		}
		size := snapshot.Len(n.Shape[1:]) / n.Shape[1]
		for _, at := range []int{0, 1, n.Shape[1] - 1} {
			element := (2*n.Shape[1]+at)*size + size/3
			see(n, unit.Of(g, images, i, element, 0))
		}
	}
}

func layerKind(scope string) string {
	for _, k := range append(spec.Kinds(), &spec.Kind{Name: spec.KindSoftmaxWithLoss}) {
		if len(scope) >= len(k.Name) && scope[:len(k.Name)] == k.Name {
			return k.Name
		}
	}
	return ""
}

// Each value of each network has units, with the numbers of the node; all but those before the first product have
// weights, which are those in the graph: of a column, their products with what comes in make the value.
func TestUnitsOfNetworks(t *testing.T) {
	for name, s := range networks(t) {
		t.Run(name, func(t *testing.T) {
			g := snap(t, s, asDrawn)
			seen := 0
			values(g, func(n *snapshot.Node, u *unit.Unit) {
				seen++
				if u == nil || u.Node != n.ID || u.Image != 2 || u.Units != n.Shape[1] || u.Images != images {
					t.Fatalf("%s in %s: %+v", n.Kind, n.Scope, u)
				}
				element := u.ElementOf(u.At)
				if grad, ok := u.Grad(); u.Value() != n.Value.Data[element] || !ok || grad != n.Grad.Data[element] {
					t.Errorf("%s in %s: element %d, value %v, gradient %v", n.Kind, n.Scope, element, u.Value(), grad)
				}
				if next := u.ElementOf(0); unit.Of(g, images, n.ID, next, 0).At != 0 ||
					unit.Of(g, images, n.ID, next, 0).Place != u.Place {
					t.Errorf("%s in %s: unit 0 is element %d", n.Kind, n.Scope, next)
				}
				w := u.Weights()
				if w == nil {
					t.Fatalf("%s in %s has no weights", n.Kind, n.Scope)
				}
				checkWeights(t, g, w)
			})
			if seen < 6 {
				t.Errorf("%d values", seen)
			}
		})
	}
}

// checkWeights holds weights against the parameter and the product that reads it.
func checkWeights(t *testing.T, g *snapshot.Graph, w *unit.Weights) {
	t.Helper()
	param := g.Nodes[w.Param]
	product := g.Nodes[slices.IndexFunc(g.Nodes, func(n snapshot.Node) bool {
		return len(n.Inputs) == 2 && n.Inputs[1] == w.Param
	})]
	if param.Kind != "Param" || w.Filter != (product.Kind == "Convolution") {
		t.Fatalf("weights are of %s, for %s", param.Kind, product.Kind)
	}
	if snapshot.Len(w.Tensor.Shape) != len(w.Tensor.Data) {
		t.Fatalf("%d weights of shape %v", len(w.Tensor.Data), w.Tensor.Shape)
	}
	if w.Filter {
		size := len(w.Tensor.Data)
		if !slices.Equal(w.Tensor.Data, param.Value.Data[w.At*size:][:size]) {
			t.Errorf("they are not filter %d of %s", w.At, param.Name)
		}
		return
	}
	x, sum := g.Nodes[product.Inputs[0]].Value.Data[:len(w.Tensor.Data)], 0.0
	for i, v := range x {
		sum += v * w.Tensor.Data[i]
	}
	// float32 adds up to 784 products.
	if want := product.Value.Data[w.At]; math.Abs(sum-want) > 1e-4*max(1, math.Abs(want)) {
		t.Errorf("column %d of %s: x·w is %v, the node has %v", w.At, param.Name, sum, want)
	}
}

// What a unit is made by is found through poolings and a Flatten: if all filters but one give 0, that one is behind
// whatever is not 0.
func TestWeightsAreFoundThroughPoolings(t *testing.T) {
	s, err := spec.Parse("conv4k3-relu-pool2-flatten-affine10")
	if err != nil {
		t.Fatal(err)
	}
	g := snap(t, s, func(name string, data []float32) {
		clear(data)
		if name == "convb1" {
			data[2] = 1
		}
	})
	for _, n := range g.Nodes {
		switch n.Kind {
		case "ReLU", "MaxPooling", "Flatten":
			for element, v := range n.Value.Data {
				w := unit.Of(g, images, n.ID, element, 0).Weights()
				if (w.At == 2) != (v > 0) || (w.Through != "") != (n.Kind != "ReLU") {
					t.Fatalf("%s, element %d with %v: filter %d, through %q", n.Kind, element, v, w.At, w.Through)
				}
			}
		}
	}
}

// The gradient that comes to the input of a product is that of its units, times the weights: those that a unit feeds.
func TestFeedsByTheGradient(t *testing.T) {
	s, err := spec.Parse(small)
	if err != nil {
		t.Fatal(err)
	}
	g := snap(t, s, asDrawn)
	checked := 0
	for _, p := range g.Nodes {
		if p.Kind != "MatMul" && !(p.Kind == "Convolution" && g.Nodes[p.Inputs[1]].Shape[2] == 1) || p.Shape[1] > 5 ||
			len(g.Nodes[p.Inputs[0]].Inputs) == 0 {
			continue
		}
		x := g.Nodes[p.Inputs[0]]
		for element, want := range x.Grad.Data {
			u := unit.Of(g, images, x.ID, element, 0)
			f := u.Feeds()
			if f == nil || len(f.Largest) != p.Shape[1] || f.Param != p.Inputs[1] {
				t.Fatalf("%s feeds %+v", x.Kind, f)
			}
			sum := 0.0
			for _, w := range f.Largest {
				out := (u.Image*p.Shape[1] + w.At) * snapshot.Len(p.Shape[2:])
				if len(p.Shape) == 4 {
					out += u.Index()
				}
				weight := w.Value
				if w.Map != nil {
					weight = w.Map.Data[u.Index()]
				}
				sum += weight * p.Grad.Data[out]
			}
			if math.Abs(sum-want) > 1e-5*max(1, math.Abs(want)) {
				t.Fatalf("%s, element %d: the gradients of what it feeds make %v, not %v", x.Kind, element, sum, want)
			}
			checked++
		}
	}
	if checked < 1000 {
		t.Errorf("%d elements", checked)
	}
}

// Each value leads on to the next product, with the largest weights first, up to the scores.
func TestFeedsOfNetworks(t *testing.T) {
	for name, s := range networks(t) {
		t.Run(name, func(t *testing.T) {
			g := snap(t, s, asDrawn)
			layers, _ := s.Resolve()
			last := layers[len(layers)-1].Name
			values(g, func(n *snapshot.Node, u *unit.Unit) {
				f := u.Feeds()
				digit, ok := u.Digit()
				if ok != (n.Scope == last) || ok != (f == nil) || ok && digit != u.At {
					t.Fatalf("%s in %s: digit %d, %v; it feeds %+v", n.Kind, n.Scope, digit, ok, f)
				}
				if f == nil {
					return
				}
				if g.Nodes[f.Node].Scope != f.Scope || f.Digits != (f.Scope == last) ||
					len(f.Largest) != min(5, f.Units) {
					t.Errorf("%s in %s feeds %+v", n.Kind, n.Scope, f)
				}
				for i, w := range f.Largest[1:] {
					if math.Abs(w.Value) > math.Abs(f.Largest[i].Value) {
						t.Errorf("%v comes after %v", w.Value, f.Largest[i].Value)
					}
				}
			})
		})
	}
}

// What belongs to the units of a layer shows one of them: its weights, its bias, its mean.
func TestWhatBelongsToAUnit(t *testing.T) {
	s, err := spec.Parse("conv4k3-batchnorm-relu-affine6-batchnorm-affine10")
	if err != nil {
		t.Fatal(err)
	}
	g := snap(t, s, asDrawn)
	found := 0
	for _, n := range g.Nodes {
		if len(n.Inputs) > 0 || n.Scope == "" || n.Kind == "Target" {
			continue
		}
		found++
		for element := 0; element < snapshot.Len(n.Shape); element += 1 + snapshot.Len(n.Shape)/9 {
			u := unit.Of(g, images, n.ID, element, 1)
			if u == nil || u.Image != 1 || u.ElementOf(u.At) != element {
				t.Fatalf("%s %s of %s, element %d: %+v", n.Kind, n.Name, n.Scope, element, u)
			}
			if w := u.Weights(); len(n.Shape)%2 == 0 && (w.Param != n.ID || w.At != u.At) {
				t.Errorf("the unit of %s, element %d, has weights of node %d", n.Name, element, w.Param)
			}
		}
	}
	if found < 14 {
		t.Errorf("%d leaves", found)
	}
	loss := len(g.Nodes) - 1
	for _, bad := range [][2]int{{-1, 0}, {loss + 1, 0}, {loss, 0}, {0, 0}, {3, -1}, {3, 1 << 30}} {
		if u := unit.Of(g, images, bad[0], bad[1], 0); u != nil {
			t.Errorf("node %d, element %d: %+v", bad[0], bad[1], u)
		}
	}
	if unit.Of(nil, images, 0, 0, 0) != nil {
		t.Error("there is a unit of no graph")
	}
}

func TestLargest(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		of    []float64
		count int
		want  string
	}{
		{[]float64{1, 3, 2}, 2, "[1 2]"}, {[]float64{1, 3, 3, 1}, 3, "[1 2 0]"}, {nil, 3, "[]"},
		{[]float64{nan, 1, nan, 2}, 3, "[3 1 0]"}, {[]float64{1, 2}, 0, "[]"},
	} {
		got := unit.Largest(c.count, len(c.of), func(i int) float64 { return c.of[i] })
		if fmt.Sprint(got) != c.want {
			t.Errorf("the largest %d of %v are %v, want %s", c.count, c.of, got, c.want)
		}
	}
}
