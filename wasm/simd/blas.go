package simd

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// BLAS is gonum's BLAS with what training uses replaced by kernels. What a kernel is not made for (an empty matrix, a
// stride, an argument that is wrong) goes to gonum, whose panics are those of any BLAS.
type BLAS struct {
	gonum.Implementation

	kernels module
	panel   [512 * 8]float32 // of b, for gemm
	entries []int32          // pairs of a place and a value: see kernel/sparse.c
}

// Sgemm sets c = alpha · op(a)·op(b) + beta · c, where op(x) is x or xᵀ:
//
//	op(a) m×k · op(b) k×n → c m×n
//
// Where a is mostly zeros, only the rest is multiplied: see the package's documentation for what this means for Inf and
// NaN.
func (s *BLAS) Sgemm(tA, tB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int,
	beta float32,
	c []float32, ldc int) {
	if !holds(tA, m, k, a, lda) || !holds(tB, k, n, b, ldb) || !holds(blas.NoTrans, m, n, c, ldc) || alpha == 0 {
		s.Implementation.Sgemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
		return
	}
	transA, transB := tA != blas.NoTrans, tB != blas.NoTrans
	switch {
	case transB || n < 4: // what is sparse goes through b by rows, four elements at a time
		s.kernels.gemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, s.panel[:])
	case !transA && (m < 4 || s.sparse(m, k, a, lda)): // so few rows are not worth packing b
		s.kernels.rows(m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, s.room(2*(32+k+4)))
	case transA && s.sparse(k, m, a, lda):
		s.kernels.columns(m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, s.room(2*(32+4*(k+4))))
	default:
		s.kernels.gemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, s.panel[:])
	}
}

// holds says that t is a transposition, and x an op(x) of m×n elements with rows of length ld, none of it empty.
func holds(t blas.Transpose, m, n int, x []float32, ld int) bool {
	switch t {
	case blas.Trans, blas.ConjTrans:
		m, n = n, m
	case blas.NoTrans:
	default:
		return false
	}
	return m > 0 && n > 0 && ld >= n && len(x) >= (m-1)*ld+n
}

// sparse says that at most a third of a matrix is not zero. Below that the sparse kernels are faster, whatever the
// shape. Of many rows it looks at 16 or a few more, which tell as much.
func (s *BLAS) sparse(m, n int, x []float32, ld int) bool {
	step := max(1, m/16)
	rows := (m + step - 1) / step
	return 3*s.kernels.count(rows, n, x, step*ld) <= rows*n
}

// room returns n elements of memory that the kernels may write to.
func (s *BLAS) room(n int) []int32 {
	if len(s.entries) < n {
		s.entries = make([]int32, n)
	}
	return s.entries[:n]
}

// Saxpy sets y = alpha · x + y.
func (s *BLAS) Saxpy(n int, alpha float32, x []float32, incX int, y []float32, incY int) {
	if incX != 1 || incY != 1 || n < 1 || len(x) < n || len(y) < n || alpha == 0 {
		s.Implementation.Saxpy(n, alpha, x, incX, y, incY)
		return
	}
	s.kernels.axpy(alpha, x[:n], y[:n])
}

// Sscal sets x = alpha · x.
func (s *BLAS) Sscal(n int, alpha float32, x []float32, incX int) {
	if incX != 1 || n < 1 || len(x) < n || alpha == 0 {
		s.Implementation.Sscal(n, alpha, x, incX)
		return
	}
	s.kernels.scal(alpha, x[:n])
}
