package code

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// array is a tensor for NumPy.
type array struct {
	Shape []int     `json:"shape"`
	Data  []float64 `json:"data"`
}

func arrayOf(t *tensor.Tensor[float64]) *array { return &array{t.Shape, slices.Clone(t.Data)} }

// classCase is what testdata/class.py is asked for.
type classCase struct {
	Source    string            `json:"source"`
	Construct string            `json:"construct"`
	Params    map[string]*array `json:"params"`
	X         *array            `json:"x"`
	// T is the target of a loss, or nil.
	T    *array `json:"t,omitempty"`
	Dout *array `json:"dout"`
	// Random is what np.random.rand returns.
	Random    *array   `json:"random,omitempty"`
	Modes     bool     `json:"modes"`
	Gradients []string `json:"gradients"`
	// want has what package layer computed, by the names that class.py has for it.
	want map[string]*array
}

// classCases are a layer of each kind at the start of a network of package layer, for each of its choices, with other
// settings than the usual ones, too; and the loss at the end.
func classCases(t *testing.T) map[string]classCase {
	t.Helper()
	cases := map[string]classCase{}
	for _, kind := range spec.Kinds() {
		for i, s := range ofKind(t, kind) {
			layers := []spec.Layer{s.Spec().Layers[0], s.Spec().Layers[0]}
			for _, f := range kind.Fields {
				if f.Choices == nil && f.Whole {
					f.SetNumber(&layers[1], f.Number(layers[1])+1)
				}
			}
			for j, l := range layers {
				cases[fmt.Sprint(kind.Name, i, j)] = layerCase(t, l, cases)
			}
		}
	}
	return cases
}

func layerCase(t *testing.T, l spec.Layer, cases map[string]classCase) classCase {
	t.Helper()
	const n = 4
	network := spec.Network{Input: []int{2, 7, 8}, Init: spec.InitHe, Layers: []spec.Layer{l, spec.Affine{Units: 10}}}
	resolved, err := network.Resolve()
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 0))
	net, err := layer.New[float64](network, rng)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range net.Params() {
		fill(rng, p.Value) // gamma, beta and biases, too, and weights so large that the gradients are not small
	}
	g := graph.New[float64]()
	g.InputGradient = true
	x := g.Input("x", tensor.New[float64](append([]int{n}, network.Input...)...))
	fill(rng, x.Value)
	labels := tensor.FromSlice([]float64{3, 0, 9, 3}, n)
	loss := net.Learner().Loss(g, x, g.Target("t", labels))
	if g.Err() != nil {
		t.Fatal(g.Err())
	}
	g.Forward(graph.Train)
	g.Backward(loss)
	logits := loss.Inputs()[0]
	product := logits.Inputs()[0] // by the weights of the last layer
	out := product.Inputs()[0]
	python := inPython(resolved)[0]
	c := classCase{Source: python.source, Construct: python.construct(resolved[0]), Params: map[string]*array{},
		X: arrayOf(x.Value), Dout: arrayOf(out.Grad), Modes: python.modes, Gradients: python.gradients,
		want: map[string]*array{"out": arrayOf(out.Value), "dx": arrayOf(x.Grad)}}
	if mask := out.Inputs()[len(out.Inputs())-1]; mask.Kind == "Mask" {
		// A random number of the mask's own elements, 0 or 1, is kept where it is 1.
		c.Random = arrayOf(mask.Value)
	}
	for i, p := range resolved[0].Params {
		node := g.Params()[i]
		c.Params[p.Name], c.want[python.gradients[i]] = arrayOf(node.Value), arrayOf(node.Grad)
	}
	cases["SoftmaxWithLoss after "+resolved[0].Name] = classCase{Source: softmaxWithLoss,
		Construct: "SoftmaxWithLoss()", X: arrayOf(logits.Value), T: arrayOf(labels), Dout: arrayOf(loss.Grad),
		want: map[string]*array{"out": arrayOf(loss.Value), "dx": arrayOf(logits.Grad)}}
	if python.modes {
		g.Forward(graph.Test) // with running statistics that have followed one batch
		c.want["test"] = arrayOf(out.Value)
	}
	return c
}

func fill(rng *rand.Rand, t *tensor.Tensor[float64]) {
	for i := range t.Data {
		t.Data[i] = rng.NormFloat64()
	}
}

// Each class computes what package layer does: out, the gradient of x, those of the parameters, and what it predicts.
func TestClasses(t *testing.T) {
	python := numpy(t)
	cases := classCases(t)
	text, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-B", "testdata/class.py")
	cmd.Stdin = bytes.NewReader(text)
	answer, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, err.(*exec.ExitError).Stderr)
	}
	var got map[string]map[string]*array
	if err := json.Unmarshal(answer, &got); err != nil {
		t.Fatal(err)
	}
	for name, c := range cases {
		if len(got[name]) != len(c.want) {
			t.Errorf("%s: %d results, want %d", name, len(got[name]), len(c.want))
		}
		for what, want := range c.want {
			a := got[name][what]
			if a == nil || !slices.Equal(a.Shape, want.Shape) {
				t.Errorf("%s: %s is %v, want one of shape %v", name, what, a, want.Shape)
				continue
			}
			for i, v := range want.Data {
				// The numbers are sums of some hundreds of products of numbers around 1.
				if !(math.Abs(a.Data[i]-v) <= 1e-10) {
					t.Errorf("%s: %s[%d] is %v, want %v", name, what, i, a.Data[i], v)
					break
				}
			}
		}
	}
}
