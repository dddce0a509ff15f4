package op

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// MatMul is the product of two matrices. An x with more than two axes is flattened, as Affine does in the chapter:
//
//	out = x·w        N×in · in×out → N×out
//	dx = dout·wᵀ     N×out · out×in → N×in, in x's shape
//	dw = xᵀ·dout     in×N · N×out → in×out
//
// If x is sparse, both products skip its zeros.
type MatMul[T tensor.Float] struct{}

func (MatMul[T]) Kind() string { return "MatMul" }

// ReadsSparse is true for x.
func (MatMul[T]) ReadsSparse(input int) bool { return input == 0 }

func (MatMul[T]) Shape(in ...[]int) ([]int, error) {
	if err := arity("MatMul", in, 2); err != nil {
		return nil, err
	}
	x, w := in[0], in[1]
	if len(x) < 2 || len(w) != 2 || tensor.Size(x[1:]) != w[0] {
		return nil, fmt.Errorf("MatMul: %v · %v does not fit, needs N×in and in×out", x, w)
	}
	return []int{x[0], w[1]}, nil
}

func (MatMul[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	x, w := in[0], in[1]
	if rows := x.Sparse(); rows != nil {
		kernel.MulCSR(dst.Data, rows, w.Data, w.Cols())
		return
	}
	tensor.Gemm(false, false, 1, x, w, 0, dst)
}

func (MatMul[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	x, w := in[0], in[1]
	if dx := din[0]; dx != nil {
		tensor.Gemm(false, true, 1, dout, w, 1, dx)
	}
	if dw := din[1]; dw != nil {
		if rows := x.Sparse(); rows != nil {
			kernel.MulCSRTransposed(dw.Data, rows, dout.Data, w.Cols())
			return
		}
		tensor.Gemm(true, false, 1, x, dout, 1, dw)
	}
}

// Story is that of Storied.
func (MatMul[T]) Story() Teller { return matMulStory{} }

type matMulStory struct{}

// Tell says row · column.
func (matMulStory) Tell(s *Part, i int) *graph.Node[float64] {
	in, out := s.Shape(1)[0], s.Shape(1)[1]
	terms := make([]*graph.Node[float64], in)
	for k := range terms {
		terms[k] = s.Times(s.In(0, i/out*in+k), s.In(1, k*out+i%out))
	}
	return s.Sum(terms...)
}

func (matMulStory) TellBack(s *Part, input, i int) *graph.Node[float64] {
	in, out := s.Shape(1)[0], s.Shape(1)[1]
	return s.over(func(e int) *graph.Node[float64] {
		n, j := e/out, e%out
		switch {
		case input == 0 && n == i/in:
			return s.Times(s.Dout(e), s.In(1, i%in*out+j))
		case input == 1 && j == i%out:
			return s.Times(s.In(0, n*in+i/out), s.Dout(e))
		}
		return nil
	})
}
