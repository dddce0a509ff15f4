//go:build goexperiment.simd && amd64

package avx

import (
	"simd/archsimd"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/gonum"
)

// kernels is gonum's BLAS with another Sgemm.
type kernels struct{ gonum.Implementation }

// Use puts the kernels under all products of float32 matrices, and says whether it has: the processor must know the
// instructions.
func Use() bool {
	if !archsimd.X86.AVX2() || !archsimd.X86.FMA() {
		return false
	}
	blas32.Use(kernels{})
	return true
}

// A tile of c, rows×cols, is summed in eight registers of lanes each.
const (
	lanes = 8
	rows  = 4
	cols  = 2 * lanes
)

type (
	lane = *[lanes]float32
	tile = [rows * cols]float32
)

// Sgemm is that of BLAS, c = alpha · op(a)·op(b) + beta · c, with gonum's for shapes that tiles do not suit.
func (g kernels) Sgemm(tA, tB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int,
	beta float32,
	c []float32, ldc int) {
	switch {
	case tB == blas.NoTrans && n >= cols:
		row, step := lda, 1
		if tA != blas.NoTrans {
			row, step = 1, lda
		}
		multiply(m, n, k, alpha, a, row, step, b, ldb, beta, c, ldc)
	case tB != blas.NoTrans && tA == blas.NoTrans && cols <= m && m <= n:
		// cᵀ = b·aᵀ, so that the smaller of the two is turned, and then the result.
		buffer := scratch.Get().(*[]float32)
		if size := k*m + n*m; len(*buffer) < size {
			*buffer = make([]float32, size)
		}
		aT, cT := (*buffer)[:k*m], (*buffer)[k*m:]
		for i := range m {
			for l, v := range a[i*lda : i*lda+k] {
				aT[l*m+i] = v
			}
		}
		multiply(n, m, k, alpha, b, ldb, 1, aT, m, 0, cT, m)
		for i := range m {
			row := c[i*ldc : i*ldc+n]
			for j := range row {
				add(&row[j], beta, cT[j*m+i])
			}
		}
		scratch.Put(buffer)
	default:
		g.Implementation.Sgemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
	}
}

// scratch has slices of float32, as pointers so that putting one back allocates nothing.
var scratch = sync.Pool{New: func() any { return new([]float32) }}

// add sets c = beta · c + v, where a beta of 0 is not multiplied: c may be NaN then.
func add(c *float32, beta, v float32) {
	if beta != 0 {
		v += beta * *c
	}
	*c = v
}

// multiply sets c = alpha · a·b + beta · c, with n of at least cols. Element i, l of a is a[i·row + l·step]. The last
// tile of a row is moved to the left to end with c, and adds only the columns that no other has added.
func multiply(m, n, k int, alpha float32, a []float32, row, step int, b []float32, ldb int, beta float32, c []float32,
	ldc int) {
	var t tile
	for j := 0; j < n; j += cols {
		at := min(j, n-cols)
		i := 0
		for ; i+rows <= m; i += rows {
			four(&t, k, a[i*row:], row, step, b[at:], ldb)
			store(c[i*ldc+at:], ldc, rows, j-at, &t, alpha, beta)
		}
		for ; i < m; i++ {
			one(&t, k, a[i*row:], step, b[at:], ldb)
			store(c[i*ldc+at:], ldc, 1, j-at, &t, alpha, beta)
		}
	}
}

// four sets t to the product of four rows of a and cols columns of b.
func four(t *tile, k int, a []float32, row, step int, b []float32, ldb int) {
	var c00, c01, c10, c11, c20, c21, c30, c31 archsimd.Float32x8
	i0, i1, i2, i3, j := 0, row, 2*row, 3*row, 0
	for range k {
		b0, b1 := archsimd.LoadFloat32x8(lane(b[j:])), archsimd.LoadFloat32x8(lane(b[j+lanes:]))
		v := archsimd.BroadcastFloat32x8(a[i0])
		c00, c01 = v.MulAdd(b0, c00), v.MulAdd(b1, c01)
		v = archsimd.BroadcastFloat32x8(a[i1])
		c10, c11 = v.MulAdd(b0, c10), v.MulAdd(b1, c11)
		v = archsimd.BroadcastFloat32x8(a[i2])
		c20, c21 = v.MulAdd(b0, c20), v.MulAdd(b1, c21)
		v = archsimd.BroadcastFloat32x8(a[i3])
		c30, c31 = v.MulAdd(b0, c30), v.MulAdd(b1, c31)
		i0, i1, i2, i3, j = i0+step, i1+step, i2+step, i3+step, j+ldb
	}
	for i, v := range [...]archsimd.Float32x8{c00, c01, c10, c11, c20, c21, c30, c31} {
		v.Store(lane(t[lanes*i:]))
	}
}

// one sets the first row of t to the product of one row of a and cols columns of b.
func one(t *tile, k int, a []float32, step int, b []float32, ldb int) {
	var c0, c1 archsimd.Float32x8
	i, j := 0, 0
	for range k {
		v := archsimd.BroadcastFloat32x8(a[i])
		c0 = v.MulAdd(archsimd.LoadFloat32x8(lane(b[j:])), c0)
		c1 = v.MulAdd(archsimd.LoadFloat32x8(lane(b[j+lanes:])), c1)
		i, j = i+step, j+ldb
	}
	c0.Store(lane(t[0:]))
	c1.Store(lane(t[lanes:]))
}

// store sets m rows of c, from column from on, to alpha · t + beta · c.
func store(c []float32, ldc, m, from int, t *tile, alpha, beta float32) {
	whole := from == 0 && (beta == 0 || beta == 1)
	by := archsimd.BroadcastFloat32x8(alpha)
	for i := range m {
		row, sum := c[i*ldc:i*ldc+cols], t[i*cols:(i+1)*cols]
		if !whole {
			for j := from; j < cols; j++ {
				add(&row[j], beta, alpha*sum[j])
			}
			continue
		}
		for h := 0; h < cols; h += lanes {
			v := by.Mul(archsimd.LoadFloat32x8(lane(sum[h:])))
			if beta != 0 {
				v = v.Add(archsimd.LoadFloat32x8(lane(row[h:])))
			}
			v.Store(lane(row[h:]))
		}
	}
}
