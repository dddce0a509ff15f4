package op_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func rowMean() graph.Op[float64]      { return op.RowMean[float64]{} }
func rowVariance() graph.Op[float64]  { return &op.RowVariance[float64]{} }
func rowNormalize() graph.Op[float64] { return &op.RowNormalize[float64]{Epsilon: 1e-6} }

func TestRowOps(t *testing.T) {
	shape := func(s ...int) leaf { return leaf{shape: s} }
	positive := func(s ...int) leaf { return leaf{shape: s, positive: true} }
	for _, c := range []struct {
		name   string
		op     func() graph.Op[float64]
		want   []int
		leaves []leaf
	}{
		{"RowMean", rowMean, []int{4}, []leaf{shape(4, 3)}},
		{"RowMean of images", rowMean, []int{3}, []leaf{shape(3, 2, 1, 3)}},
		{"RowVariance", rowVariance, []int{4}, []leaf{shape(4, 3)}},
		{"RowVariance of one element", rowVariance, []int{3}, []leaf{shape(3, 1)}},
		{"RowVariance of images", rowVariance, []int{3}, []leaf{shape(3, 2, 1, 3)}},
		{"RowNormalize", rowNormalize, []int{4, 3}, []leaf{shape(4, 3), shape(4), positive(4)}},
		{"RowNormalize images", rowNormalize, []int{2, 2, 1, 3}, []leaf{shape(2, 2, 1, 3), shape(2), positive(2)}},
	} {
		t.Run(c.name, func(t *testing.T) { checkOp(t, c.op, c.want, c.leaves...) })
	}
}

func TestRowShapeErrors(t *testing.T) {
	for _, c := range []struct {
		op   func() graph.Op[float64]
		in   [][]int
		want string
	}{
		{rowMean, [][]int{{2}}, "RowMean: input [2], needs N×…"},
		{rowVariance, [][]int{{2}}, "RowVariance: input [2], needs N×…"},
		{rowVariance, [][]int{{2, 3}, {2}}, "RowVariance: 2 inputs, needs 1"},
		{rowNormalize, [][]int{{2, 3}, {2}}, "RowNormalize: 2 inputs, needs 3"},
		{rowNormalize, [][]int{{2, 3}, {2}, {3}},
			"RowNormalize: input [2 3] with mean [2] and variance [3], needs N×…, N and N"},
		{rowNormalize, [][]int{{2, 3}, {3}, {2}},
			"RowNormalize: input [2 3] with mean [3] and variance [2], needs N×…, N and N"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if _, err := c.op().Shape(c.in...); err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// By hand: of the row (1, 5) the mean is 3, the variance 4, and normalised it is (−1, 1); of (2, 2) the variance is 0.
func TestRowsByHand(t *testing.T) {
	g := graph.New[float64]()
	x := g.Param("x", tensor.FromSlice([]float64{1, 5, 2, 2}, 2, 2))
	mean, variance := g.Apply(rowMean(), x), g.Apply(rowVariance(), x)
	y := g.Apply(&op.RowNormalize[float64]{Epsilon: 1e-12}, x, mean, variance)
	for _, mode := range []graph.Mode{graph.Train, graph.Test} {
		g.Forward(mode)
		for _, c := range []struct{ got, want []float64 }{
			{mean.Value.Data, []float64{3, 2}}, {variance.Value.Data, []float64{4, 0}},
			{y.Value.Data, []float64{-1, 1, 0, 0}},
		} {
			for i, want := range c.want {
				if math.Abs(c.got[i]-want) > 1e-12 {
					t.Errorf("%v, want %v", c.got, c.want)
				}
			}
		}
	}
}

// The three operations together have the gradient that is known in one formula, with g = dout:
//
//	dx = (g − mean(g) − y · mean(g · y)) / √(v + ε)
func TestRowNormalizeAgainstTheFormula(t *testing.T) {
	const rows, d, epsilon = 3, 5, 1e-6
	r := rand.New(rand.NewPCG(1, 0))
	x, c := tensor.New[float64](rows, d), tensor.New[float64](rows, d)
	for i := range x.Data {
		x.Data[i], c.Data[i] = 3+2*r.NormFloat64(), r.NormFloat64()
	}
	g := graph.New[float64]()
	p := g.Param("x", x)
	y := g.Apply(rowNormalize(), p, g.Apply(rowMean(), p), g.Apply(rowVariance(), p))
	loss := g.Apply(op.Mul[float64]{}, y, g.Target("c", c))
	g.Forward(graph.Train)
	g.Backward(loss)
	for n := range rows {
		mean, square, upstream, along := 0.0, 0.0, 0.0, 0.0
		for i := range d {
			v := x.Data[n*d+i]
			mean += v / d
			square += v * v / d
		}
		std := math.Sqrt(square - mean*mean + epsilon)
		for i := range d {
			upstream += c.Data[n*d+i] / d
			along += c.Data[n*d+i] * (x.Data[n*d+i] - mean) / std / d
		}
		for i := range d {
			normal := (x.Data[n*d+i] - mean) / std
			if got := y.Value.Data[n*d+i]; math.Abs(got-normal) > 1e-12 {
				t.Errorf("row %d, element %d is %v, want %v", n, i, got, normal)
			}
			want := (c.Data[n*d+i] - upstream - normal*along) / std
			if got := p.Grad.Data[n*d+i]; math.Abs(got-want) > 1e-12 {
				t.Errorf("row %d, element %d has the gradient %v, want %v", n, i, got, want)
			}
		}
	}
}

// A row of many float32 elements far from 0 has its variance still.
func TestRowVarianceFarFromZero(t *testing.T) {
	x := tensor.New[float32](1, 20_000)
	for i := range x.Data {
		x.Data[i] = 1000 + float32(i%2) // exactly in a float32
	}
	g := graph.New[float32]()
	p := g.Param("x", x)
	mean, variance := g.Apply(op.RowMean[float32]{}, p), g.Apply(&op.RowVariance[float32]{}, p)
	g.Forward(graph.Train)
	if mean.Value.Data[0] != 1000.5 || variance.Value.Data[0] != 0.25 {
		t.Errorf("mean %v, variance %v; want 1000.5, 0.25", mean.Value.Data[0], variance.Value.Data[0])
	}
}
