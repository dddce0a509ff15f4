package op_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// leaf is an input of an operation under check.
type leaf struct {
	shape []int
	// target holds the elements of an input without a gradient.
	target []float64
	// away keeps random elements at least this far from 0, where the operation has a kink.
	away float64
	// positive makes all elements at least 0.5.
	positive bool
	// apart keeps elements at least 0.1 from each other, where the operation compares them.
	apart bool
}

// checkOp holds an operation to the whole contract of graph.Op, in both modes: the shape, the gradient of every input
// against central differences, gradients that add up when the output is used twice and when Backward finds something
// there already, untouched inputs and dout, no allocation, and that it is graph.Settled if and only if it reads nothing
// in Test mode.
func checkOp(t *testing.T, newOp func() graph.Op[float64], want []int, leaves ...leaf) {
	t.Helper()
	reads := checkMode(t, graph.Train, newOp, want, leaves)
	readsInTest := checkMode(t, graph.Test, newOp, want, leaves)
	switch _, settled := newOp().(graph.Settled); {
	case settled && readsInTest:
		t.Error("it is settled, and reads its inputs in Test mode")
	case !settled && reads && !readsInTest:
		t.Error("it reads nothing in Test mode, and is not settled")
	}
}

// checkMode returns whether the output depends on an input.
func checkMode(
	t *testing.T, mode graph.Mode, newOp func() graph.Op[float64], want []int, leaves []leaf,
) (reads bool) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 7))
	g := graph.New[float64]()
	var inputs []*graph.Node[float64]
	for _, l := range leaves {
		if l.target != nil {
			inputs = append(inputs, g.Target("t", tensor.FromSlice(slices.Clone(l.target), l.shape...)))
			continue
		}
		x := tensor.New[float64](l.shape...)
		for i := range x.Data {
			for x.Data[i] = r.NormFloat64(); math.Abs(x.Data[i]) < l.away; {
				x.Data[i] = r.NormFloat64()
			}
			if l.positive {
				x.Data[i] = 0.5 + math.Abs(x.Data[i])
			}
		}
		if l.apart {
			for i, k := range r.Perm(len(x.Data)) {
				x.Data[i] = 0.1 * float64(k-len(x.Data)/2)
			}
		}
		inputs = append(inputs, g.Param("x", x))
	}
	y := g.Apply(newOp(), inputs...)
	if err := g.Err(); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(y.Value.Shape, want) {
		t.Fatalf("shape %v, want %v", y.Value.Shape, want)
	}
	// The loss Σ c·y has the random gradient c; the product with itself, y·y, uses y twice, and adds 2y.
	c := tensor.New[float64](want...)
	for i := range c.Data {
		c.Data[i] = r.NormFloat64()
	}
	weighted := g.Apply(op.Mul[float64]{}, y, g.Target("c", c))
	loss := g.Apply(op.Add[float64]{}, weighted, g.Apply(op.Mul[float64]{}, y, y))

	sum := func() float64 {
		g.Forward(mode)
		s := 0.0
		for _, v := range loss.Value.Data {
			s += v
		}
		return s
	}
	sum()
	g.Backward(loss)
	for k, x := range inputs {
		if x.Grad == nil {
			continue
		}
		for i := range x.Value.Data {
			reads = reads || x.Grad.Data[i] != 0
			const h = 1e-5 // the best step for float64, see train.NumericalGradient
			v := x.Value.Data[i]
			x.Value.Data[i] = v + h
			up := sum()
			x.Value.Data[i] = v - h
			down := sum()
			x.Value.Data[i] = v
			// The error of a central difference here is below 1e-9 times the scale of the loss.
			if numerical := (up - down) / (2 * h); math.Abs(numerical-x.Grad.Data[i]) > 1e-8*max(1, math.Abs(sum())) {
				t.Errorf("input %d element %d: gradient %v, numerically %v", k, i, x.Grad.Data[i], numerical)
			}
		}
	}
	checkContract(t, newOp(), mode, inputs, want)
	g.Forward(mode)
	if n := testing.AllocsPerRun(5, func() { g.Forward(mode); g.Backward(loss) }); n != 0 {
		t.Errorf("%v allocations in a step", n)
	}
	return reads
}

// checkContract calls the operation by hand: what it must not write, where it must add, and a din that nobody wants.
func checkContract(t *testing.T, o graph.Op[float64], mode graph.Mode, inputs []*graph.Node[float64], shape []int) {
	t.Helper()
	var in, din, twice, none []*tensor.Tensor[float64]
	var shapes [][]int
	for _, x := range inputs {
		in = append(in, x.Value.Clone())
		shapes = append(shapes, x.Value.Shape)
		none = append(none, nil)
		if x.Grad == nil {
			din, twice = append(din, nil), append(twice, nil)
			continue
		}
		din = append(din, tensor.New[float64](x.Value.Shape...))
		twice = append(twice, tensor.New[float64](x.Value.Shape...))
	}
	if _, err := o.Shape(shapes...); err != nil {
		t.Fatal(err)
	}
	out, dout := tensor.New[float64](shape...), tensor.New[float64](shape...)
	out.Fill(math.NaN()) // what was in dst before must not matter
	dout.Fill(0.75)
	o.Forward(out, in, mode)
	before := out.Clone()
	checkPieces(t, o, out, in)
	o.Backward(din, dout, out, in)
	o.Backward(none, dout, out, in)
	o.Backward(twice, dout, out, in)
	o.Backward(twice, dout, out, in)
	if !slices.Equal(out.Data, before.Data) {
		t.Error("Backward wrote out, or Forward left NaNs")
	}
	for _, d := range dout.Data {
		if d != 0.75 {
			t.Fatal("Backward wrote dout")
		}
	}
	for k, x := range inputs {
		if !slices.Equal(in[k].Data, x.Value.Data) {
			t.Errorf("input %d was written", k)
		}
		if din[k] == nil {
			continue
		}
		for i, d := range din[k].Data {
			if math.Abs(twice[k].Data[i]-2*d) > 1e-12*math.Abs(d) {
				t.Fatalf("input %d: the second Backward did not add: %v after %v", k, twice[k].Data[i], d)
			}
		}
	}
}

// checkPieces holds an operation that has kinks to graph.Kinked: on its pieces it is what Forward computes, and its
// derivative there is what Backward takes, at a kink as well.
func checkPieces(t *testing.T, o graph.Op[float64], out *tensor.Tensor[float64], in []*tensor.Tensor[float64]) {
	t.Helper()
	k, ok := o.(graph.Kinked[float64])
	if !ok {
		return
	}
	pieces, along := make([]int32, len(out.Data)), make([]float64, len(out.Data))
	crossing := k.Along(along, in, pieces, true)
	if !slices.Equal(along, out.Data) {
		t.Errorf("on its pieces it is %v, Forward computes %v", along, out.Data)
	}
	if crossing == "" {
		t.Error("it does not say what happens at a kink")
	}
	sum := func(x []float64) float64 {
		s := 0.0
		for _, v := range x {
			s += v
		}
		return s
	}
	dout := tensor.New[float64](out.Shape...)
	dout.Fill(1)
	for i, x := range in {
		din := make([]*tensor.Tensor[float64], len(in))
		din[i] = tensor.New[float64](x.Shape...)
		k.Backward(din, dout, out, in)
		for e, v := range x.Data {
			const h = 0.01 // pieces are straight
			x.Data[e] = v + h
			k.Along(along, in, pieces, false)
			up := sum(along)
			x.Data[e] = v - h
			k.Along(along, in, pieces, false)
			x.Data[e] = v
			if slope := (up - sum(along)) / (2 * h); math.Abs(slope-din[i].Data[e]) > 1e-9 {
				t.Errorf("input %d element %d: on its piece the slope is %v, Backward takes %v", i, e, slope,
					din[i].Data[e])
			}
		}
	}
}
