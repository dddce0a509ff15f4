package nn_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

type array = tensor.Tensor[float64]

// golden is one case: see testdata/golden/README.md for the fields of each layer.
type golden struct {
	Layer                          string
	X, W, B, Dout, Out, Dx, DW, Db *array
	Onehot, T, Y                   *array
	Labels                         []float64
	Loss                           float64
	LearningRate                   float64 `json:"learning_rate"`
	Params, Numerical, Backprop    map[string]*array
	FinalParams                    map[string]*array  `json:"final_params"`
	MeanAbsDiff                    map[string]float64 `json:"mean_abs_diff"`
	Batches                        []struct{ X, T *array }
	Losses                         []float64
	Formula                        goldenFormula `json:"-"` // see UnmarshalJSON
	layerFields
}

// checks has the test of each layer; nil is one that is not yet supported.
var checks = map[string]func(*testing.T, *golden){
	"Affine":             checkAffine,
	"Relu":               func(t *testing.T, c *golden) { checkFunction(t, c, op.ReLU[float64]{}) },
	"Sigmoid":            func(t *testing.T, c *golden) { checkFunction(t, c, op.Sigmoid[float64]{}) },
	"SoftmaxWithLoss":    checkSoftmaxWithLoss,
	"TwoLayerNet":        checkTwoLayerNet,
	"graph":              checkFormula,
	"Dropout":            checkDropout,
	"BatchNormalization": checkBatchNormalization,
	"Convolution":        checkConvolution,
	"Pooling":            checkPooling,
}

// TestGolden compares every layer with what the reference program computed.
func TestGolden(t *testing.T) {
	path := os.Getenv("INKGRAD_GOLDEN")
	if path == "" {
		path = filepath.Join("testdata", "golden")
	}
	files := []string{path}
	if info, err := os.Stat(path); err != nil {
		t.Fatal(err)
	} else if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*.json")); err != nil || len(files) == 0 {
			t.Fatalf("no *.json in %s: %v", path, err)
		}
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var kind struct{ Layer string }
			if err := json.Unmarshal(text, &kind); err != nil {
				t.Fatal(err)
			}
			check, known := checks[kind.Layer]
			if !known {
				t.Fatalf("layer %q is not known", kind.Layer)
			}
			if check == nil {
				t.Skipf("not yet supported: %s", kind.Layer)
			}
			var c golden
			if err := json.Unmarshal(text, &c); err != nil {
				t.Fatal(err)
			}
			check(t, &c)
		})
	}
}

// equal compares to 1e-10 of the largest magnitude, the precision to which two orders of summation agree in float64.
func equal(t *testing.T, name string, got, want *array) {
	t.Helper()
	near(t, name, got, want, 1e-10)
}

func near(t *testing.T, name string, got, want *array, tolerance float64) {
	t.Helper()
	if want == nil {
		t.Fatalf("%s is not in the file", name)
	}
	if len(got.Data) != len(want.Data) || tensor.Size(want.Shape) != len(want.Data) {
		t.Fatalf("%s: %d elements, want %v with %d", name, len(got.Data), want.Shape, len(want.Data))
	}
	largest := 0.0
	for _, v := range want.Data {
		largest = max(largest, math.Abs(v))
	}
	for i, v := range want.Data {
		if d := math.Abs(got.Data[i] - v); !(d <= tolerance*largest) {
			t.Fatalf("%s: element %d is %v, want %v", name, i, got.Data[i], v)
		}
	}
}

// backward runs g and sends dout, instead of ones, back into y: as the loss Σ y·dout does.
func backward(g *graph.Graph[float64], y *graph.Node[float64], dout *array) {
	loss := g.Apply(op.Mul[float64]{}, y, g.Target("dout", tensor.FromSlice(dout.Data, y.Value.Shape...)))
	g.Forward(graph.Train)
	g.Backward(loss)
}

func checkFunction(t *testing.T, c *golden, o graph.Op[float64]) {
	g := &graph.Graph[float64]{InputGradient: true}
	x := g.Input("x", c.X)
	y := g.Apply(o, x)
	backward(g, y, c.Dout)
	equal(t, "out", y.Value, c.Out)
	equal(t, "dx", x.Grad, c.Dx)
}

func checkAffine(t *testing.T, c *golden) {
	g := &graph.Graph[float64]{InputGradient: true}
	x := g.Input("x", c.X)
	affine := &layer.Affine[float64]{Name: "Affine1",
		W: layer.Param[float64]{Name: "W", Value: c.W}, B: layer.Param[float64]{Name: "b", Value: c.B}}
	y := affine.Build(g, x)
	if err := g.Err(); err != nil {
		t.Fatal(err)
	}
	backward(g, y, c.Dout)
	equal(t, "out", y.Value, c.Out)
	equal(t, "dx", x.Grad, c.Dx)
	equal(t, "dW", g.Params()[0].Grad, c.DW)
	equal(t, "db", g.Params()[1].Grad, c.Db)
}

func checkSoftmaxWithLoss(t *testing.T, c *golden) {
	target := c.Onehot
	if target == nil {
		target = tensor.FromSlice(c.Labels, len(c.Labels))
	}
	g := &graph.Graph[float64]{InputGradient: true}
	x := g.Input("x", c.X)
	o := &op.SoftmaxWithLoss[float64]{}
	loss := g.Apply(o, x, g.Target("t", target))
	if err := g.Err(); err != nil {
		t.Fatal(err)
	}
	g.Forward(graph.Train)
	g.Backward(loss)
	equal(t, "y", o.Probabilities(), c.Y)
	equal(t, "dx", x.Grad, c.Dx)

	onehot := target
	if c.Onehot == nil {
		onehot = tensor.New[float64](c.X.Shape...)
		for i, label := range c.Labels {
			onehot.Data[i*onehot.Cols()+int(label)] = 1
		}
	}
	exact := loss.Value.Data[0]
	adjusted := referenceLoss(exact, c.Y, onehot)
	if math.IsInf(adjusted, 0) {
		t.Log("a probability is 0 in float64: the reference's loss cannot be compared")
	} else if math.Abs(adjusted-c.Loss) > 1e-10*max(1, exact) {
		t.Errorf("loss %v, or %v with the reference's 1e-7, want %v", exact, adjusted, c.Loss)
	}
}

// referenceLoss is what the reference makes of an exact loss: it adds 1e-7 to y inside the logarithm, which takes the
// mean of log(y + 1e-7) − log(y) at the target off the loss.
func referenceLoss(exact float64, y, onehot *array) float64 {
	sum := 0.0
	for i, p := range onehot.Data {
		if p > 0 {
			sum += p * math.Log1p(1e-7/y.Data[i])
		}
	}
	return exact - sum/float64(y.Rows())
}

// network returns a TwoLayerNet with the case's parameters.
func network(t *testing.T, c *golden) *layer.Network[float64] {
	t.Helper()
	w1, w2 := c.Params["W1"], c.Params["W2"]
	if w1 == nil || w2 == nil {
		t.Fatal("W1 or W2 is not in the file")
	}
	mlp := layer.MLP(w1.Rows(), []int{w1.Cols()}, spec.KindReLU, w2.Cols())
	net, err := layer.New[float64](mlp, rand.New(rand.NewPCG(0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	var params []layer.Param[float64]
	for name, value := range c.Params {
		params = append(params, layer.Param[float64]{Name: name, Value: value})
	}
	if err := layer.Set(net, params); err != nil {
		t.Fatal(err)
	}
	return net
}

func checkTwoLayerNet(t *testing.T, c *golden) {
	if c.Batches != nil {
		checkTrajectory(t, c)
		return
	}
	net := network(t, c)
	g, f := lossGraph(t, net, c.X, c.T)
	if got := f(); math.Abs(got-c.Loss) > 1e-10*max(1, c.Loss) {
		t.Errorf("loss %v, want %v", got, c.Loss)
	}
	for _, p := range g.Params() {
		equal(t, p.Name, p.Grad, c.Backprop[p.Name])
		numerical, diff := p.Grad.Clone(), 0.0
		for i := range numerical.Data {
			numerical.Data[i] = train.NumericalGradient(f, p.Value.Data, i, 1e-4)
			diff += math.Abs(numerical.Data[i]-c.Backprop[p.Name].Data[i]) / float64(len(numerical.Data))
		}
		// Rounding puts 1e-16 · loss / h ≈ 1e-12 into a numerical gradient, whose own magnitude may be 1e-3.
		near(t, "numerical "+p.Name, numerical, c.Numerical[p.Name], 1e-8)
		if math.Abs(diff-c.MeanAbsDiff[p.Name]) > 1e-10 {
			t.Errorf("%s: mean absolute difference %v, want %v", p.Name, diff, c.MeanAbsDiff[p.Name])
		}
	}
}

// lossGraph returns the graph of net's loss, with gradients, and a function that computes the reference's loss again.
func lossGraph(t *testing.T, net *layer.Network[float64], x, target *array) (*graph.Graph[float64], func() float64) {
	t.Helper()
	g := graph.New[float64]()
	logits := net.Logits(g, g.Input("x", x))
	o := &op.SoftmaxWithLoss[float64]{}
	loss := g.Apply(o, logits, g.Target("t", target))
	if err := g.Err(); err != nil {
		t.Fatal(err)
	}
	g.Forward(graph.Train)
	g.Backward(loss)
	return g, func() float64 {
		g.Forward(graph.Train)
		return referenceLoss(loss.Value.Data[0], o.Probabilities(), target)
	}
}

// checkTrajectory takes the updates one by one and compares the loss after each.
func checkTrajectory(t *testing.T, c *golden) {
	if len(c.Losses) != len(c.Batches) {
		t.Fatalf("%d losses for %d batches", len(c.Losses), len(c.Batches))
	}
	net := network(t, c)
	sgd := &train.SGD[float64]{LearningRate: c.LearningRate}
	for i, b := range c.Batches {
		g, loss := lossGraph(t, net, b.X, b.T)
		sgd.Update(g.Params())
		if got := loss(); math.Abs(got-c.Losses[i]) > 1e-10*max(1, c.Losses[i]) {
			t.Fatalf("loss after update %d is %v, want %v", i, got, c.Losses[i])
		}
	}
	for _, p := range net.Params() {
		equal(t, "final "+p.Name, p.Value, c.FinalParams[p.Name])
	}
}
