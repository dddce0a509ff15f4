// Package tensor provides row-major arrays of float32 or float64, and the few BLAS calls that a network needs.
//
//	x := tensor.FromSlice([]float64{1, 2, 3, 4, 5, 6}, 2, 3)
//	w := tensor.FromSlice([]float64{1, 0, 0, 1, 1, 1}, 3, 2)
//	y := tensor.New[float64](2, 2)
//	tensor.Gemm(false, false, 1, x, w, 0, y) // y = x·w = [4 5; 10 11]
//
// Axis 0 is the batch; images are N×C×H×W. A scalar has shape [1]. A tensor taken as a matrix has the size of axis 0 as
// its rows and all other axes, flattened, as its columns.
//
// Functions have the destination where BLAS has it, reuse it, and write nothing else. They panic if shapes do not fit,
// since that is the caller's bug.
package tensor

import (
	"fmt"
	"slices"

	"github.com/inkgrad/inkgrad/nn/kernel"
)

// Float is an element type.
type Float interface{ float32 | float64 }

// Tensor is an array: Data holds the elements in row-major order, as many as Shape says. A batch of images, which are
// mostly paper, may be sparse for a while: see MakeSparse.
type Tensor[T Float] struct {
	Shape []int
	// Data is nil while the tensor is sparse, so that nobody reads its old content.
	Data []T

	memory []T         // the memory of Data, while Data is nil
	rows   *kernel.CSR // also kept for the next time
}

// New returns a tensor of zeros.
func New[T Float](shape ...int) *Tensor[T] {
	return &Tensor[T]{Shape: slices.Clone(shape), Data: make([]T, Size(shape))}
}

// FromSlice returns a tensor that has data as its elements, without a copy. It panics if the shape holds another number
// of elements.
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

// MakeSparse makes t sparse: as a matrix, its elements are in the rows that it returns, for the caller to write. There
// is room for this many entries. Zeros are not stored, and products skip them. It allocates the first time, and when it
// needs more room.
func (t *Tensor[T]) MakeSparse(entries int) *kernel.CSR {
	if t.Sparse() == nil {
		t.memory, t.Data = t.Data, nil
	}
	if t.rows == nil || len(t.rows.Entries) < entries {
		t.rows = &kernel.CSR{Start: make([]int32, t.Rows()+1), Entries: make([]kernel.Entry, entries)}
	}
	return t.rows
}

// Sparse returns the rows that hold the elements while t is sparse, else nil.
func (t *Tensor[T]) Sparse() *kernel.CSR {
	if t.memory == nil {
		return nil
	}
	return t.rows
}

// Dense makes t dense and returns Data, which has the elements.
func (t *Tensor[T]) Dense() []T {
	rows := t.Sparse()
	if rows == nil {
		return t.Data
	}
	clear(t.Overwrite())
	cols := t.Cols()
	for r := range rows.Rows() {
		for _, e := range rows.Row(r) {
			t.Data[r*cols+int(e.Column)] = T(e.Value)
		}
	}
	return t.Data
}

// Overwrite makes t dense and returns Data, which the caller must write completely. Until then its content is
// undefined.
func (t *Tensor[T]) Overwrite() []T {
	if t.memory != nil {
		t.Data, t.memory = t.memory, nil
	}
	return t.Data
}

// mustBeDense panics if the elements are not in Data.
func (t *Tensor[T]) mustBeDense() {
	if t.memory != nil {
		panic(fmt.Sprintf("tensor: the elements of %v are sparse: call Dense for them", t.Shape))
	}
}

// Fill sets every element to v.
func (t *Tensor[T]) Fill(v T) {
	t.Overwrite()
	for i := range t.Data {
		t.Data[i] = v
	}
}

// Zero sets every element to 0.
func (t *Tensor[T]) Zero() { clear(t.Overwrite()) }

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
