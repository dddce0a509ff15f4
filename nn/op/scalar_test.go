package op_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// onExp is an operation on the exponentials of its inputs: checkOp draws numbers of both signs, and Log wants positive
// ones. That the operation adds to gradients it shows by adding to those of onExp, which hands over what it was given.
type onExp struct {
	graph.Op[float64]
	exp, din []*tensor.Tensor[float64]
}

func positive[O graph.Op[float64]](o O) func() graph.Op[float64] {
	return func() graph.Op[float64] { return &onExp{Op: o} }
}

func (o *onExp) Shape(in ...[]int) ([]int, error) {
	o.exp, o.din = nil, make([]*tensor.Tensor[float64], len(in))
	for _, s := range in {
		o.exp = append(o.exp, tensor.New[float64](s...))
	}
	return o.Op.Shape(in...)
}

func (o *onExp) Forward(dst *tensor.Tensor[float64], in []*tensor.Tensor[float64], mode graph.Mode) {
	for k, x := range in {
		for i, v := range x.Data {
			o.exp[k].Data[i] = math.Exp(v)
		}
	}
	o.Op.Forward(dst, o.exp, mode)
}

// Backward goes through substitution: with dx = du · u for u = exp(x), the gradient du there is (dx before) / u, to
// which the operation adds.
func (o *onExp) Backward(din []*tensor.Tensor[float64], dout, out *tensor.Tensor[float64],
	_ []*tensor.Tensor[float64]) {
	scale := func(by func(u float64) float64) {
		for k, dx := range din {
			if dx == nil {
				continue
			}
			for i, u := range o.exp[k].Data {
				dx.Data[i] *= by(u)
			}
		}
	}
	scale(func(u float64) float64 { return 1 / u })
	o.Op.Backward(din, dout, out, o.exp)
	scale(func(u float64) float64 { return u })
}

func TestScalarOps(t *testing.T) {
	matrix := leaf{shape: []int{3, 2}}
	apart := leaf{shape: []int{3, 2}, away: 0.1}
	one := leaf{shape: []int{1}}
	whole := leaf{shape: []int{3, 2}, target: []float64{2, 3, -1, 0, 1, -2}}
	for _, c := range []struct {
		name   string
		op     func() graph.Op[float64]
		leaves []leaf
	}{
		{"Sub", of(op.Sub[float64]{}), []leaf{matrix, matrix}},
		{"Sub scalars", of(op.Sub[float64]{}), []leaf{one, one}},
		{"Div", of(op.Div[float64]{}), []leaf{matrix, {shape: []int{3, 2}, away: 0.5}}},
		{"Div scalars", positive(op.Div[float64]{}), []leaf{one, one}},
		{"Pow", positive(op.Pow[float64]{}), []leaf{matrix, matrix}},
		{"Pow scalars", positive(op.Pow[float64]{}), []leaf{one, one}},
		{"Pow of negative numbers", of(op.Pow[float64]{}), []leaf{{shape: []int{3, 2}, away: 0.5}, whole}},
		{"Exp", of(op.Exp[float64]{}), []leaf{matrix}},
		{"Log", positive(op.Log[float64]{}), []leaf{matrix}},
		{"Sqrt", positive(op.Sqrt[float64]{}), []leaf{matrix}},
		{"Sin", of(op.Sin[float64]{}), []leaf{matrix}},
		{"Cos", of(op.Cos[float64]{}), []leaf{matrix}},
		{"Abs", of(op.Abs[float64]{}), []leaf{apart}},
		{"Tanh", of(op.Tanh[float64]{}), []leaf{matrix}},
		{"Neg", of(op.Neg[float64]{}), []leaf{matrix}},
		{"Max of a number", of(op.Max[float64]{}), []leaf{apart, {shape: []int{3, 2}, target: make([]float64, 6)}}},
		{"Max", of(op.Max[float64]{}), []leaf{matrix, matrix}},
	} {
		t.Run(c.name, func(t *testing.T) { checkOp(t, c.op, c.leaves[0].shape, c.leaves...) })
	}
}

func TestScalarShapeErrors(t *testing.T) {
	for _, o := range []graph.Op[float64]{op.Sub[float64]{}, op.Div[float64]{}, op.Pow[float64]{}, op.Max[float64]{}} {
		want := o.Kind() + ": shapes [2 3] and [3] differ"
		if _, err := o.Shape([]int{2, 3}, []int{3}); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	for _, o := range []graph.Op[float64]{op.Exp[float64]{}, op.Log[float64]{}, op.Tanh[float64]{}, op.Neg[float64]{},
		op.Sqrt[float64]{}, op.Sin[float64]{}, op.Cos[float64]{}, op.Abs[float64]{}} {
		want := o.Kind() + ": 2 inputs, needs 1"
		if _, err := o.Shape([]int{1}, []int{1}); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// At the edges of its domain an operation gives what its documentation says, in both element types.
func TestEdges(t *testing.T) {
	t.Run("float64", testEdges[float64])
	t.Run("float32", testEdges[float32])
}

func testEdges[T tensor.Float](t *testing.T) {
	inf, nan, zero := math.Inf(1), math.NaN(), math.Copysign(0, -1)
	type list = []float64
	for _, c := range []struct {
		op      graph.Op[T]
		in      list
		out     float64
		dx      list // for dout = 1
		because string
	}{
		{op.Div[T]{}, list{3, 0}, inf, list{inf, -inf}, "a positive number over 0"},
		{op.Div[T]{}, list{-3, 0}, -inf, list{inf, inf}, "a negative number over 0"},
		{op.Div[T]{}, list{3, zero}, -inf, list{-inf, -inf}, "over −0"},
		{op.Div[T]{}, list{0, 0}, nan, list{inf, nan}, "0/0"},
		{op.Pow[T]{}, list{0, 0}, 1, list{0, -inf}, "0⁰ is 1"},
		{op.Pow[T]{}, list{-5, 0}, 1, list{0, nan}, "the power 0 is 1 everywhere"},
		{op.Pow[T]{}, list{0, 2}, 0, list{0, 0}, "0 to all powers around 2 is 0"},
		{op.Pow[T]{}, list{0, 1}, 0, list{1, 0}, "x¹ has the slope 1 at 0, too"},
		{op.Pow[T]{}, list{0, 0.5}, 0, list{inf, 0}, "the root is vertical at 0"},
		{op.Pow[T]{}, list{0, -2}, inf, list{-inf, -inf}, "a pole"},
		{op.Pow[T]{}, list{-2, 3}, -8, list{12, nan}, "a whole power of a negative number, but none beside it"},
		{op.Pow[T]{}, list{-2, 0.5}, nan, list{nan, nan}, "no root of a negative number"},
		{op.Pow[T]{}, list{0, nan}, nan, list{nan, nan}, "NaN is not hidden"},
		{op.Log[T]{}, list{0}, -inf, list{inf}, "log 0"},
		{op.Log[T]{}, list{zero}, -inf, list{inf}, "log −0"},
		{op.Log[T]{}, list{-1}, nan, list{nan}, "no logarithm, no slope"},
		{op.Log[T]{}, list{nan}, nan, list{nan}, "NaN is not hidden"},
		{op.Exp[T]{}, list{1000}, inf, list{inf}, "overflow"},
		{op.Exp[T]{}, list{-1000}, 0, list{0}, "underflow"},
		{op.Sqrt[T]{}, list{0}, 0, list{inf}, "the root is vertical at 0"},
		{op.Sqrt[T]{}, list{zero}, 0, list{inf}, "at −0 too"},
		{op.Sqrt[T]{}, list{-1}, nan, list{nan}, "no root of a negative number"},
		{op.Sqrt[T]{}, list{inf}, inf, list{0}, "flat at the far end"},
		{op.Sqrt[T]{}, list{nan}, nan, list{nan}, "NaN is not hidden"},
		{op.Sin[T]{}, list{0}, 0, list{1}, ""},
		{op.Sin[T]{}, list{inf}, nan, list{nan}, "no sine of infinity"},
		{op.Cos[T]{}, list{0}, 1, list{0}, "a maximum"},
		{op.Cos[T]{}, list{-inf}, nan, list{nan}, "no cosine of infinity"},
		{op.Abs[T]{}, list{-2}, 2, list{-1}, ""},
		{op.Abs[T]{}, list{0}, 0, list{0}, "the kink"},
		{op.Abs[T]{}, list{zero}, 0, list{0}, "the kink"},
		{op.Abs[T]{}, list{-inf}, inf, list{-1}, ""},
		{op.Abs[T]{}, list{nan}, nan, list{nan}, "NaN is not hidden"},
		{op.Tanh[T]{}, list{1000}, 1, list{0}, "saturated"},
		{op.Tanh[T]{}, list{-inf}, -1, list{0}, "saturated"},
		{op.Neg[T]{}, list{inf}, -inf, list{-1}, ""},
		{op.Sub[T]{}, list{inf, inf}, nan, list{1, -1}, "Inf − Inf"},
		{op.Max[T]{}, list{2, 2}, 2, list{0.5, 0.5}, "a tie"},
		{op.Max[T]{}, list{0, zero}, 0, list{0.5, 0.5}, "0 and −0 tie"},
		{op.Max[T]{}, list{-inf, 2}, 2, list{0, 1}, ""},
		{op.Max[T]{}, list{nan, 2}, nan, list{nan, nan}, "NaN is not hidden"},
		{op.Max[T]{}, list{2, nan}, nan, list{nan, nan}, "NaN is not hidden"},
	} {
		t.Run(fmt.Sprint(c.op.Kind(), c.in), func(t *testing.T) {
			g := graph.New[T]()
			var xs []*graph.Node[T]
			for _, v := range c.in {
				xs = append(xs, g.Param("x", tensor.FromSlice([]T{T(v)}, 1)))
			}
			y := g.Apply(c.op, xs...)
			g.Forward(graph.Train)
			g.Backward(y)
			if got := float64(y.Value.Data[0]); !same(got, c.out) {
				t.Errorf("out = %v, want %v: %s", got, c.out, c.because)
			}
			for i, x := range xs {
				if got := float64(x.Grad.Data[0]); !same(got, c.dx[i]) {
					t.Errorf("the gradient of input %d is %v, want %v: %s", i, got, c.dx[i], c.because)
				}
			}
		})
	}
}

func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// Where one value goes into both inputs of Max, its gradient is 1, as if Max were not there.
func TestMaxOfOneValueTwice(t *testing.T) {
	g := graph.New[float64]()
	x := g.Param("x", tensor.FromSlice([]float64{3}, 1))
	y := g.Apply(op.Max[float64]{}, x, x)
	g.Forward(graph.Train)
	g.Backward(y)
	if x.Grad.Data[0] != 1 {
		t.Errorf("dx = %v, want 1", x.Grad.Data[0])
	}
}
