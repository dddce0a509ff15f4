package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// GELU weighs each value by Φ(x), the probability that a normal random number lies below it:
//
//	out = x · Φ(x)        Φ(x) = (1 + t) / 2        t = tanh(c · (x + k · x³))        c = √(2/π), k = 0.044715
//	dx = dout · (1 + t + x · (1 − t²) · c · (1 + 3k · x²)) / 2
//
// This is the paper's form with tanh. It differs from the one with the error function by less than 0.0005. The
// derivative is exactly that of this form.
//
// Source: Hendrycks and Gimpel, Gaussian Error Linear Units (2016).
type GELU[T tensor.Float] struct {
	t []T
}

const (
	geluScale = 0.7978845608028654 // c, √(2/π)
	geluCubic = 0.044715           // k, as in the paper
)

func (*GELU[T]) Kind() string { return "GELU" }

func (o *GELU[T]) Shape(in ...[]int) ([]int, error) {
	shape, err := unary("GELU", in)
	if err == nil {
		o.t = make([]T, tensor.Size(shape))
	}
	return shape, err
}

func (o *GELU[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	x := in[0].Data
	for i, v := range x {
		o.t[i] = geluScale * (v + geluCubic*v*v*v)
	}
	kernel.Tanh(o.t, o.t)
	for i, v := range x {
		dst.Data[i] = v * (1 + o.t[i]) / 2
	}
}

func (o *GELU[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	for i, v := range in[0].Data {
		t := o.t[i]
		d := 1 + t
		if bend := 1 - t*t; bend != 0 { // far from 0, where v² may be infinite, there is none
			d += v * bend * geluScale * (1 + 3*geluCubic*v*v)
		}
		dx.Data[i] += dout.Data[i] * d / 2
	}
}
