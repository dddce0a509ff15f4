package op_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// running returns a statistic that stays as it is.
func running(shape ...int) op.Running[float64] {
	r := op.Running[float64]{Value: tensor.New[float64](shape...)}
	r.Value.Fill(0.7)
	return r
}

func mean(shape ...int) func() graph.Op[float64] {
	return func() graph.Op[float64] { return &op.Mean[float64]{Running: running(shape...)} }
}

func variance(shape ...int) func() graph.Op[float64] {
	return func() graph.Op[float64] { return &op.Variance[float64]{Running: running(shape...)} }
}

func normalize() graph.Op[float64] { return &op.Normalize[float64]{Epsilon: 1e-6} }

func TestBatchOps(t *testing.T) {
	shape := func(s ...int) leaf { return leaf{shape: s} }
	positive := func(s ...int) leaf { return leaf{shape: s, positive: true} }
	for _, c := range []struct {
		name   string
		op     func() graph.Op[float64]
		want   []int
		leaves []leaf
	}{
		{"Mean", mean(3), []int{3}, []leaf{shape(4, 3)}},
		{"Mean of images", mean(2, 1, 3), []int{2, 1, 3}, []leaf{shape(3, 2, 1, 3)}},
		{"Variance", variance(3), []int{3}, []leaf{shape(4, 3)}},
		{"Variance of one row", variance(3), []int{3}, []leaf{shape(1, 3)}},
		{"Variance of images", variance(2, 1, 3), []int{2, 1, 3}, []leaf{shape(3, 2, 1, 3)}},
		{"Normalize", normalize, []int{4, 3}, []leaf{shape(4, 3), shape(3), positive(3)}},
		{"Normalize images", normalize, []int{2, 2, 1, 3},
			[]leaf{shape(2, 2, 1, 3), shape(2, 1, 3), positive(2, 1, 3)}},
		{"LeakyReLU", of(op.LeakyReLU[float64]{Slope: 0.1}), []int{4, 3}, []leaf{{shape: []int{4, 3}, away: 0.01}}},
		{"Flatten", of(op.Flatten[float64]{}), []int{2, 6}, []leaf{shape(2, 3, 1, 2)}},
	} {
		t.Run(c.name, func(t *testing.T) { checkOp(t, c.op, c.want, c.leaves...) })
	}
}

func TestBatchShapeErrors(t *testing.T) {
	for _, c := range []struct {
		op   func() graph.Op[float64]
		in   [][]int
		want string
	}{
		{mean(3), [][]int{{2, 4}}, "Mean: input [2 4] with running [3], needs N×… and …"},
		{variance(2), [][]int{{2}}, "Variance: input [2] with running [2], needs N×… and …"},
		{normalize, [][]int{{2, 3}, {3}, {2}},
			"Normalize: input [2 3] with mean [3] and variance [2], needs N×…, … and …"},
		{of(op.Flatten[float64]{}), [][]int{{2}}, "Flatten: input [2], needs N×…"},
		{func() graph.Op[float64] { return &op.Mask[float64]{} }, [][]int{{2}}, "Mask: 1 inputs, needs 0"},
		{func() graph.Op[float64] { return &op.Mask[float64]{Of: []int{3}, Fixed: tensor.New[float64](2)} }, nil,
			"Mask: fixed mask [2], needs [3]"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if _, err := c.op().Shape(c.in...); err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// By hand: of the batch (1, 5) the mean is 3, the variance 4.
func TestRunningStatistics(t *testing.T) {
	for _, c := range []struct {
		name                       string
		follow                     float64
		start, statistic, followed float64
	}{
		{"Mean", 0.25, 7, 3, 6},
		{"Variance", 0.25, 8, 4, 7},
		{"Mean", 0, 7, 3, 7},
		{"Variance", 0, 8, 4, 8},
	} {
		r := op.Running[float64]{Value: tensor.FromSlice([]float64{c.start}, 1), Follow: c.follow}
		var o graph.Op[float64] = &op.Mean[float64]{Running: r}
		if c.name == "Variance" {
			o = &op.Variance[float64]{Running: r}
		}
		g := graph.New[float64]()
		y := g.Apply(o, g.Param("x", tensor.FromSlice([]float64{1, 5}, 2, 1)))
		g.Forward(graph.Train)
		if y.Value.Data[0] != c.statistic || r.Value.Data[0] != c.followed {
			t.Errorf("%s %v, running %v; want %v, %v", c.name, y.Value.Data[0], r.Value.Data[0], c.statistic,
				c.followed)
		}
		g.Forward(graph.Test)
		if y.Value.Data[0] != c.followed || r.Value.Data[0] != c.followed {
			t.Errorf("%s in Test mode %v, running %v; want %v", c.name, y.Value.Data[0], r.Value.Data[0], c.followed)
		}
	}
}

// apply returns the mask after a Forward.
func apply(m *op.Mask[float64], mode graph.Mode) []float64 {
	g := graph.New[float64]()
	y := g.Apply(m)
	g.Forward(mode)
	return y.Value.Data
}

func TestMask(t *testing.T) {
	seed := uint64(1)
	const n = 10_000
	m := op.Mask[float64]{Of: []int{n / 10, 10}, Ratio: 0.3, Seed: &seed}
	first := apply(&m, graph.Train)
	kept := 0.0
	for _, v := range first {
		if v != 0 && v != 1 {
			t.Fatalf("an element is %v", v)
		}
		kept += v
	}
	// The fraction strays by √(0.3·0.7/n) = 0.0046: five times that.
	if math.Abs(kept/n-0.7) > 0.023 {
		t.Errorf("%v are kept, want 0.7", kept/n)
	}
	if other := m; !slices.Equal(apply(&other, graph.Train), first) {
		t.Error("the same seed gave another mask")
	}
	if fewer := (op.Mask[float64]{Of: []int{7, 10}, Ratio: 0.3, Seed: &seed}); !slices.Equal(apply(&fewer, graph.Train),
		first[:70]) {
		t.Error("fewer rows are not the first rows")
	}
	if v := apply(&m, graph.Test); slices.Min(v) != 0.7 || slices.Max(v) != 0.7 {
		t.Errorf("in Test mode from %v to %v, want 0.7", slices.Min(v), slices.Max(v))
	}
	m.Rand = rand.New(rand.NewPCG(1, 0))
	next := apply(&m, graph.Train)
	if slices.Equal(next, first) || seed == 1 {
		t.Error("Rand drew no new mask")
	}
	m.Rand = nil
	if !slices.Equal(apply(&m, graph.Train), next) {
		t.Error("the seed that Rand drew gave another mask")
	}
	m.Fixed = tensor.New[float64](m.Of...)
	if v := apply(&m, graph.Train); slices.Max(v) != 0 {
		t.Error("the fixed mask was not taken")
	}
}

func TestMaskAllocatesNothing(t *testing.T) {
	g := graph.New[float32]()
	g.Apply(&op.Mask[float32]{Of: []int{20, 10}, Ratio: 0.5, Seed: new(uint64), Rand: rand.New(rand.NewPCG(1, 0))})
	if n := testing.AllocsPerRun(5, func() { g.Forward(graph.Train) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
