package tensor

import (
	"fmt"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/blas/gonum"
)

// Gemm sets c = alpha · op(a)·op(b) + beta · c, with a, b and c taken as matrices, where op(x) is x, or xᵀ if its flag
// is set:
//
//	op(a) m×k · op(b) k×n → c m×n
//
// It runs on this goroutine alone and allocates nothing. It panics if the shapes do not fit, or k is 0.
func Gemm[T Float](transA, transB bool, alpha T, a, b *Tensor[T], beta T, c *Tensor[T]) {
	m, k := a.Rows(), a.Cols()
	if transA {
		m, k = k, m
	}
	kb, n := b.Rows(), b.Cols()
	if transB {
		kb, n = n, kb
	}
	if k != kb || c.Rows() != m || c.Cols() != n {
		panic(fmt.Sprintf("tensor: Gemm of %v (transposed: %t) and %v (%t) to %v", a.Shape, transA, b.Shape, transB,
			c.Shape))
	}
	a.mustBeDense()
	b.mustBeDense()
	c.mustBeDense()
	lda, ldb := a.Cols(), b.Cols()
	if !isGonum[T]() {
		gemm(transA, transB, m, n, k, alpha, a.Data, lda, b.Data, ldb, beta, c.Data, n)
		return
	}
	for j := 0; j < n; j += maxTile {
		cols := min(n-j, maxTile)
		step := maxTile
		if cols > blockSize {
			step = blockSize
		}
		for i := 0; i < m; i += step {
			rows := min(m-i, step)
			gemm(transA, transB, rows, cols, k, alpha, a.Data[offset(transA, i, lda):], lda,
				b.Data[offset(!transB, j, ldb):], ldb,
				beta, c.Data[i*n+j:], n)
		}
	}
}

// isGonum reports whether gonum's own code computes products of T.
func isGonum[T Float]() bool {
	var zero T
	if _, single := any(zero).(float32); !single {
		_, ok := blas64.Implementation().(gonum.Implementation)
		return ok
	}
	_, ok := blas32.Implementation().(gonum.Implementation)
	return ok
}

// gonum starts goroutines, and allocates for them, if a product has four or more blocks of 64×64 in c. Gemm hands it
// tiles of at most three: a row of blocks or a column of them. Elements do not depend on the tiling, since it does not
// cut k.
const (
	blockSize = 64
	maxTile   = 3 * blockSize
)

// offset is where row i of op(x) begins, if x has rows of length ld: at element i·ld, or if x is transposed at element
// i. For columns it is the other way round.
func offset(transposed bool, i, ld int) int {
	if transposed {
		return i
	}
	return i * ld
}

func gemm[T Float](tA, tB bool, m, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	switch a := any(a).(type) {
	case []float32:
		blas32.Implementation().
			Sgemm(transpose(tA), transpose(tB), m, n, k, float32(alpha), a, lda, any(b).([]float32), ldb,
				float32(beta), any(c).([]float32), ldc)
	case []float64:
		blas64.Implementation().
			Dgemm(transpose(tA), transpose(tB), m, n, k, float64(alpha), a, lda, any(b).([]float64), ldb,
				float64(beta), any(c).([]float64), ldc)
	}
}

func transpose(t bool) blas.Transpose {
	if t {
		return blas.Trans
	}
	return blas.NoTrans
}

// Axpy sets y = alpha · x + y. It panics if the lengths differ.
func Axpy[T Float](alpha T, x, y []T) {
	if len(x) != len(y) {
		panic(fmt.Sprintf("tensor: Axpy of %d elements to %d", len(x), len(y)))
	}
	switch x := any(x).(type) {
	case []float32:
		blas32.Implementation().Saxpy(len(x), float32(alpha), x, 1, any(y).([]float32), 1)
	case []float64:
		blas64.Implementation().Daxpy(len(x), float64(alpha), x, 1, any(y).([]float64), 1)
	}
}
