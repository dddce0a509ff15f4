package nn_test

import (
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// layerFields are what the layers of images, BatchNormalization and Dropout have in a case.
type layerFields struct {
	Stride, Pad, Pool int
	Ratio             float64
	Mask              *array
	Momentum, Epsilon float64
	Gamma, Beta       *array
	XTrain            []*array `json:"x_train"`
	OutTrain          []*array `json:"out_train"`
	XTest             *array   `json:"x_test"`
	OutTest           *array   `json:"out_test"`
	RunningMean       *array   `json:"running_mean"`
	RunningVar        *array   `json:"running_var"`
	Dgamma, Dbeta     *array
}

// checkLayer compares what l makes of the case's x, and the gradients that come back from dout.
func checkLayer(t *testing.T, c *golden, l layer.Layer[float64]) *graph.Graph[float64] {
	t.Helper()
	g := &graph.Graph[float64]{InputGradient: true}
	x := g.Input("x", c.X)
	y := l.Build(g, x)
	if err := g.Err(); err != nil {
		t.Fatal(err)
	}
	backward(g, y, c.Dout)
	equalShape(t, "out", y.Value, c.Out)
	equal(t, "dx", x.Grad, c.Dx)
	return g
}

// equalShape is equal for a value that must have the shape, too.
func equalShape(t *testing.T, name string, got, want *array) {
	t.Helper()
	equal(t, name, got, want)
	for i, d := range want.Shape {
		if len(got.Shape) != len(want.Shape) || got.Shape[i] != d {
			t.Fatalf("%s: shape %v, want %v", name, got.Shape, want.Shape)
		}
	}
}

func param(name string, v *array) layer.Param[float64] {
	return layer.Param[float64]{Name: name, Value: v}
}

func checkConvolution(t *testing.T, c *golden) {
	g := checkLayer(t, c, &layer.Convolution[float64]{Name: "Convolution1", W: param("W", c.W), B: param("b", c.B),
		Stride: c.Stride, Pad: c.Pad})
	equal(t, "dW", g.Params()[0].Grad, c.DW)
	equal(t, "db", g.Params()[1].Grad, c.Db)
}

func checkPooling(t *testing.T, c *golden) {
	checkLayer(t, c, &layer.Function[float64]{Name: "Pooling1", New: func() graph.Op[float64] {
		return &op.MaxPooling[float64]{Size: c.Pool, Stride: c.Stride}
	}})
}

// checkDropout takes the mask from the file in training; the case of a prediction has none.
func checkDropout(t *testing.T, c *golden) {
	dropout := &layer.Dropout[float64]{Name: "Dropout1", Ratio: c.Ratio, Seed: new(uint64), Fixed: c.Mask}
	if c.Mask != nil {
		checkLayer(t, c, dropout)
		return
	}
	g := graph.New[float64]()
	y := dropout.Build(g, g.Input("x", c.X))
	g.Forward(graph.Test)
	equalShape(t, "out", y.Value, c.Out)
}

// checkBatchNormalization trains on the batches in order, compares the gradients of the last, and evaluates.
func checkBatchNormalization(t *testing.T, c *golden) {
	if len(c.XTrain) == 0 || len(c.XTrain) != len(c.OutTrain) {
		t.Fatalf("%d training batches with %d outputs", len(c.XTrain), len(c.OutTrain))
	}
	if c.Epsilon != layer.Epsilon {
		t.Fatalf("epsilon is %v in the file, %v in the layer", c.Epsilon, layer.Epsilon)
	}
	// The file has a row of the batch as a vector. The reference's running statistics begin at 0, both.
	row := c.XTrain[0].Shape[1:]
	bn := &layer.BatchNormalization[float64]{Name: "BatchNormalization1", Momentum: c.Momentum, Learning: true,
		Gamma:       param("gamma", tensor.FromSlice(c.Gamma.Data, row...)),
		Beta:        param("beta", tensor.FromSlice(c.Beta.Data, row...)),
		RunningMean: param("runningMean", tensor.New[float64](row...)),
		RunningVar:  param("runningVar", tensor.New[float64](row...))}

	var g *graph.Graph[float64]
	for i, x := range c.XTrain {
		if i < len(c.XTrain)-1 {
			g = graph.New[float64]()
			y := bn.Build(g, g.Input("x", x))
			g.Forward(graph.Train)
			equalShape(t, "out_train", y.Value, c.OutTrain[i])
			continue
		}
		last := *c
		last.X, last.Out = x, c.OutTrain[i]
		g = checkLayer(t, &last, bn)
	}
	equal(t, "dgamma", g.Params()[0].Grad, c.Dgamma)
	equal(t, "dbeta", g.Params()[1].Grad, c.Dbeta)
	equal(t, "running_mean", bn.RunningMean.Value, c.RunningMean)
	equal(t, "running_var", bn.RunningVar.Value, c.RunningVar)

	g = graph.New[float64]()
	y := bn.Build(g, g.Input("x", c.XTest))
	g.Forward(graph.Test)
	equalShape(t, "out_test", y.Value, c.OutTest)
}
