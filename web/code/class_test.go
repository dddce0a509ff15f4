package code

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
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
	// want has what package layer computed, by the names that class.py has for it; variables has it for each pass by
	// the names of Work.Values.
	want      map[string]*array
	variables map[string]map[string]*array
}

// The passes of a class, as class.py names them.
var passes = map[string]*Work{
	"forward": {}, "forward predicts": {Predicts: true}, "backward": {Backward: true},
}

// classAnswer is what class.py says of a case.
type classAnswer struct {
	Results map[string]*array
	// Assigned has, by pass and line, the variables that the line assigns, with their values after the pass.
	Assigned map[string]map[int]map[string]*array
}

// askClasses runs the classes of cases.
func askClasses(t *testing.T, cases map[string]classCase) map[string]classAnswer {
	t.Helper()
	python := numpy(t)
	text, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-B", "testdata/class.py")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(text), os.Stderr
	answer, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]classAnswer
	if err := json.Unmarshal(answer, &got); err != nil {
		t.Fatal(err)
	}
	return got
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
		want: map[string]*array{"out": arrayOf(loss.Value), "dx": arrayOf(logits.Grad)},
		variables: map[string]map[string]*array{
			"forward":  {"loss": arrayOf(loss.Value), "y": probabilities(logits), "t": oneHot(labels.Data)},
			"backward": {"dx": arrayOf(logits.Grad)}}}
	inner := within(g, resolved[0].Name)
	c.variables = map[string]map[string]*array{"forward": maps.Clone(inner), "backward": inner}
	c.variables["forward"]["x"], c.variables["forward"]["out"] = c.X, c.want["out"]
	c.variables["backward"]["dx"] = c.want["dx"]
	for _, gradient := range c.Gradients {
		c.variables["backward"][gradient] = c.want[gradient]
	}
	if python.modes {
		g.Forward(graph.Test) // with running statistics that have followed one batch
		c.want["test"] = arrayOf(out.Value)
		c.variables["forward predicts"] = within(g, resolved[0].Name)
		c.variables["forward predicts"]["out"] = c.want["test"]
	}
	return c
}

// probabilities are the softmax of logits.
func probabilities(logits *graph.Node[float64]) *array {
	y := arrayOf(logits.Value)
	for i := 0; i < len(y.Data); i += spec.Classes {
		op.Softmax(y.Data[i:i+spec.Classes], y.Data[i:i+spec.Classes])
	}
	return y
}

func oneHot(labels []float64) *array {
	t := tensor.New[float64](len(labels), spec.Classes)
	for i, label := range labels {
		t.Data[i*spec.Classes+int(label)] = 1
	}
	return arrayOf(t)
}

// within has the outputs of the operations within a layer, by the variables of its class.
func within(g *graph.Graph[float64], scope string) map[string]*array {
	all := map[string]*array{}
	for _, n := range g.Nodes() {
		if v := VariableOf(n.Kind); n.Scope == scope && v != "" {
			if all[v] = arrayOf(n.Value); n.Grad != nil {
				all["d"+v] = arrayOf(n.Grad)
			}
		}
	}
	return all
}

func fill(rng *rand.Rand, t *tensor.Tensor[float64]) {
	for i := range t.Data {
		t.Data[i] = rng.NormFloat64()
	}
}

// Each class computes what package layer does: out, the gradient of x, those of the parameters, and what it predicts.
func TestClasses(t *testing.T) {
	cases := classCases(t)
	got := askClasses(t, cases)
	for name, c := range cases {
		if n := len(got[name].Results); n != len(c.want) {
			t.Errorf("%s: %d results, want %d", name, n, len(c.want))
		}
		for what, want := range c.want {
			a := got[name].Results[what]
			if a == nil || !slices.Equal(a.Shape, want.Shape) {
				t.Errorf("%s: %s is %v, want one of shape %v", name, what, a, want.Shape)
				continue
			}
			if i := differs(a, want); i >= 0 {
				t.Errorf("%s: %s[%d] is %v, want %v", name, what, i, a.Data[i], want.Data[i])
			}
		}
	}
}

// differs returns where the numbers of two arrays differ, or -1. They are sums of some hundreds of products of numbers
// around 1.
func differs(a, b *array) int {
	for i, v := range b.Data {
		if !(math.Abs(a.Data[i]-v) <= 1e-10) {
			return i
		}
	}
	return -1
}

// The lines of a layer that are lit in a pass are those that Python runs in it and that assign, and what the graph has
// under their variables' names is what they have after it.
func TestLayerLines(t *testing.T) {
	cases := classCases(t)
	got := askClasses(t, cases)
	compared := map[string]bool{}
	for name, c := range cases {
		for pass, of := range passes {
			if of.Predicts && !c.Modes {
				continue
			}
			work := *of
			work.Values = map[string]string{}
			for variable := range c.variables[pass] {
				work.Values[variable] = variable
			}
			assigned := got[name].Assigned[pass]
			for i, l := range PythonLines(c.Source, &work) {
				values, ran := assigned[i+1]
				if l.Lit != ran {
					t.Errorf("%s, %s: Python runs line %d: %v, it is lit: %v: %s", name, pass, i+1, ran, l.Lit, l.Text)
				}
				if l.Value == "" {
					continue
				}
				for variable, a := range values {
					short := strings.TrimPrefix(variable, "self.")
					want := c.variables[pass][short]
					if len(a.Data) != len(want.Data) || differs(a, want) >= 0 {
						t.Errorf("%s, %s: after %q %s is not what the graph has", name, pass, l.Text, variable)
					}
					compared[short] = true
				}
			}
		}
	}
	for _, variable := range []string{"out", "dx", "dW", "db", "dgamma", "dbeta", "mu", "var", "xn", "dmu", "dvar",
		"dxn", "mask", "x", "y", "t", "loss"} {
		if !compared[variable] {
			t.Errorf("no line was compared that assigns %s", variable)
		}
	}
}
