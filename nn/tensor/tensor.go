// Package tensor has dense row-major arrays of float32 or float64, and the few BLAS calls that a network needs.
//
//	x := tensor.FromSlice([]float64{1, 2, 3, 4, 5, 6}, 2, 3)
//	w := tensor.FromSlice([]float64{1, 0, 0, 1, 1, 1}, 3, 2)
//	y := tensor.New[float64](2, 2)
//	tensor.Gemm(false, false, 1, x, w, 0, y) // y = x·w = [4 5; 10 11]
//
// Axis 0 is the batch; images are N×C×H×W. A scalar has shape [1]. A tensor taken as a matrix has the size of axis 0 as its rows and
// all other axes, flattened, as its columns.
//
// Functions put the destination where BLAS does, reuse it, and write nothing else. Shapes that do not fit are a bug of the caller: panic.
package tensor

import (
	"fmt"
	"slices"

	"github.com/inkgrad/inkgrad/nn/kernel"
)

// Float is an element type.
type Float interface{ float32 | float64 }

// Tensor is a dense array: Data holds the elements in row-major order, as many as Shape says.
type Tensor[T Float] struct {
	Shape []int
	Data  []T
	// CSR, if not nil, has the elements, as a matrix, and Data has them after Dense only. It is for batches of images, most of which is paper:
	// products leave out what is 0, and nobody writes it down.
	CSR *kernel.CSR
}

// New returns a tensor of zeros.
func New[T Float](shape ...int) *Tensor[T] {
	return &Tensor[T]{Shape: slices.Clone(shape), Data: make([]T, Size(shape))}
}

// FromSlice returns a tensor that has data as its elements, without a copy. It panics if the shape holds another number of elements.
func FromSlice[T Float](data []T, shape ...int) *Tensor[T] {
	if len(data) != Size(shape) {
		panic(fmt.Sprintf("tensor: %d elements in shape %v", len(data), shape))
	}
	return &Tensor[T]{Shape: slices.Clone(shape), Data: data}
}

// Size returns how many elements a shape holds. It panics on a negative axis.
func Size(shape []int) int {
	n := 1
	for _, d := range shape {
		if d < 0 {
			panic(fmt.Sprintf("tensor: negative axis in shape %v", shape))
		}
		n *= d
	}
	return n
}

// Rows returns the size of axis 0.
func (t *Tensor[T]) Rows() int { return t.Shape[0] }

// Cols returns the size of a row: the product of all axes but the first.
func (t *Tensor[T]) Cols() int { return Size(t.Shape[1:]) }

// Dense returns Data, as CSR has it if there is one.
func (t *Tensor[T]) Dense() []T {
	if t.CSR != nil {
		t.Zero()
		cols := t.Cols()
		for r := range t.CSR.Rows() {
			for _, e := range t.CSR.Row(r) {
				t.Data[r*cols+int(e.Column)] = T(e.Value)
			}
		}
	}
	return t.Data
}

// Fill sets every element to v.
func (t *Tensor[T]) Fill(v T) {
	for i := range t.Data {
		t.Data[i] = v
	}
}

// Zero sets every element to 0.
func (t *Tensor[T]) Zero() { clear(t.Data) }

// Clone returns a copy that shares nothing with t.
func (t *Tensor[T]) Clone() *Tensor[T] { return FromSlice(slices.Clone(t.Dense()), t.Shape...) }

// Convert copies src to dst, element by element, rounding where D is narrower. It panics if the sizes differ.
func Convert[D, S Float](dst []D, src []S) {
	if len(dst) != len(src) {
		panic(fmt.Sprintf("tensor: Convert of %d elements to %d", len(src), len(dst)))
	}
	for i, v := range src {
		dst[i] = D(v)
	}
}
