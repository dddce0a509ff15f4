// Package op holds the differentiable operations, one a file, with forward and backward side by side.
//
// Notation: L is the scalar at the end of the graph; dx stands for ∂L/∂x and has x's shape; dout is the gradient of the
// operation's output. Backward adds to dx. N, the size of axis 0, is the batch size.
//
// An operation may hold buffers between Forward and Backward, so each node needs a value of its own. What outlives it,
// the running statistics of Mean and Variance and the seed of Mask, belongs to whoever made the operation.
//
//	y := g.Apply(op.MatMul[float32]{}, x, w)
//
// Source, unless a file names another one: Saitoh, Deep Learning from Scratch, chapter 5.
package op

import (
	"fmt"
	"slices"

	"github.com/inkgrad/inkgrad/nn/tensor"
)

// arity returns an error unless the operation got want inputs.
func arity(kind string, in [][]int, want int) error {
	if len(in) != want {
		return fmt.Errorf("%s: %d inputs, needs %d", kind, len(in), want)
	}
	return nil
}

// unary is the Shape of an operation that works on each element of one input.
func unary(kind string, in [][]int) ([]int, error) {
	if err := arity(kind, in, 1); err != nil {
		return nil, err
	}
	return in[0], nil
}

// binary is the Shape of an operation that works on pairs of elements of two inputs.
func binary(kind string, in [][]int) ([]int, error) {
	if err := arity(kind, in, 2); err != nil {
		return nil, err
	}
	if !slices.Equal(in[0], in[1]) {
		return nil, fmt.Errorf("%s: shapes %v and %v differ", kind, in[0], in[1])
	}
	return in[0], nil
}

// each computes f for each element.
func each[T tensor.Float](dst, x []T, f func(float64) float64) {
	for i, v := range x {
		dst[i] = T(f(float64(v)))
	}
}

// side returns the piece of an operation with a kink where a = b: 1 where a is the larger, −1 where b is, and 0 at the
// kink.
func side[T tensor.Float](a, b T) int32 {
	switch {
	case a > b:
		return 1
	case b > a:
		return -1
	}
	return 0
}
