//go:build goexperiment.simd && amd64

package avx

import (
	"simd/archsimd"
	"slices"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/gonum"
)

// kernels is gonum's BLAS with another Sgemm.
type kernels struct {
	gonum.Implementation
	blocks []block // the widest first
}

// Use puts the kernels under all products of float32 matrices, and says whether it has: the processor must know the
// instructions.
func Use() bool {
	all := available()
	if len(all) == 0 {
		return false
	}
	blas32.Use(kernels{blocks: all[0]})
	return true
}

// available are the blocks that this processor has, the fastest first.
func available() (blocks [][]block) {
	if archsimd.X86.AVX512() {
		blocks = append(blocks, []block{{4, 32, sum4x32}, {6, 16, sum6x16}})
	}
	if archsimd.X86.AVX2() && archsimd.X86.FMA() {
		blocks = append(blocks, []block{{4, 16, sum4x16}})
	}
	return blocks
}

// fewest is how many columns the narrowest block has; most is more than the elements of any.
const (
	fewest = 16
	most   = 128
)

// block is a part of c, rows×cols, that is summed in registers. Every element is the sum of k products, in order, each
// added without rounding the product; so all blocks give the same bits.
type block struct {
	rows, cols int
	// sum sets c to the product of a, in which the rows lie side by side, and cols columns of b, or adds it.
	sum func(c []float32, ldc, k int, a, b []float32, ldb int, add bool)
}

// Sgemm is that of BLAS, c = alpha · op(a)·op(b) + beta · c, with gonum's for shapes that tiles do not suit.
func (g kernels) Sgemm(tA, tB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int,
	beta float32,
	c []float32, ldc int) {
	switch {
	case tB == blas.NoTrans && n >= fewest:
		row, step := lda, 1
		if tA != blas.NoTrans {
			row, step = 1, lda
		}
		g.multiply(m, n, k, alpha, a, row, step, b, ldb, beta, c, ldc)
	case tB != blas.NoTrans && tA == blas.NoTrans && fewest <= m && m <= n:
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
		g.multiply(n, m, k, alpha, b, ldb, 1, aT, m, 0, cT, m)
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

// multiply sets c = alpha · a·b + beta · c, with n of at least fewest. Element i, l of a is a[i·row + l·step].
func (g kernels) multiply(m, n, k int, alpha float32, a []float32, row, step int, b []float32, ldb int, beta float32,
	c []float32, ldc int) {
	widest := g.blocks[slices.IndexFunc(g.blocks, func(b block) bool { return b.cols <= n })]
	buffer := scratch.Get().(*[]float32)
	if len(*buffer) < widest.rows*k {
		*buffer = make([]float32, widest.rows*k)
	}
	panel := (*buffer)[:widest.rows*k]
	for i := 0; i < m; i += widest.rows {
		rows := min(widest.rows, m-i)
		widest.pack(panel, alpha, a[i*row:], rows, row, step)
		for j := 0; j < n; j += widest.cols {
			widest.part(c[i*ldc:], ldc, rows, n, j, k, panel, b, ldb, beta)
		}
	}
	scratch.Put(buffer)
}

// pack lays alpha times the first rows of a side by side in panel. Where a has fewer than the block, what is left of
// the panel is of no account: the products with it are not stored.
func (g block) pack(panel []float32, alpha float32, a []float32, rows, row, step int) {
	if row == 1 { // they lie side by side already
		for len(panel) > 0 {
			for r, v := range a[:rows] {
				panel[r] = alpha * v
			}
			panel = panel[g.rows:]
			a = a[min(step, len(a)):]
		}
		return
	}
	for r := range rows {
		i := r
		for _, v := range a[r*row : r*row+len(panel)/g.rows] {
			panel[i] = alpha * v
			i += g.rows
		}
	}
}

// part sets the columns of c from j on, as many as the block has. The last of a row is moved to the left to end with c,
// and adds only the columns that no other has added.
func (g block) part(c []float32, ldc, rows, n, j, k int, panel, b []float32, ldb int, beta float32) {
	at := min(j, n-g.cols)
	if at == j && rows == g.rows && (beta == 0 || beta == 1) {
		g.sum(c[j:], ldc, k, panel, b[j:], ldb, beta == 1)
		return
	}
	var t [most]float32
	g.sum(t[:], g.cols, k, panel, b[at:], ldb, false)
	for r := range rows {
		for q := j - at; q < g.cols; q++ {
			add(&c[r*ldc+at+q], beta, t[r*g.cols+q])
		}
	}
}

type (
	lane8  = *[8]float32
	lane16 = *[16]float32
)

// sum4x16 has registers of 256 bits.
func sum4x16(c []float32, ldc, k int, a, b []float32, ldb int, add bool) {
	var c00, c01, c10, c11, c20, c21, c30, c31 archsimd.Float32x8
	i, j := 0, 0
	for range k {
		row, x := (*[4]float32)(a[i:]), (*[16]float32)(b[j:])
		b0, b1 := archsimd.LoadFloat32x8(lane8(x[:8])), archsimd.LoadFloat32x8(lane8(x[8:]))
		v := archsimd.BroadcastFloat32x8(row[0])
		c00, c01 = v.MulAdd(b0, c00), v.MulAdd(b1, c01)
		v = archsimd.BroadcastFloat32x8(row[1])
		c10, c11 = v.MulAdd(b0, c10), v.MulAdd(b1, c11)
		v = archsimd.BroadcastFloat32x8(row[2])
		c20, c21 = v.MulAdd(b0, c20), v.MulAdd(b1, c21)
		v = archsimd.BroadcastFloat32x8(row[3])
		c30, c31 = v.MulAdd(b0, c30), v.MulAdd(b1, c31)
		i, j = i+4, j+ldb
	}
	put8(lane8(c), c00, add)
	put8(lane8(c[8:]), c01, add)
	put8(lane8(c[ldc:]), c10, add)
	put8(lane8(c[ldc+8:]), c11, add)
	put8(lane8(c[2*ldc:]), c20, add)
	put8(lane8(c[2*ldc+8:]), c21, add)
	put8(lane8(c[3*ldc:]), c30, add)
	put8(lane8(c[3*ldc+8:]), c31, add)
	archsimd.ClearAVXUpperBits() // the rest of Go is SSE, which is slow after AVX without it
}

// sum4x32 has registers of 512 bits, and so has sum6x16. They are as large as Go's 15 registers allow.
func sum4x32(c []float32, ldc, k int, a, b []float32, ldb int, add bool) {
	var c00, c01, c10, c11, c20, c21, c30, c31 archsimd.Float32x16
	i, j := 0, 0
	for range k {
		row, x := (*[4]float32)(a[i:]), (*[32]float32)(b[j:])
		b0, b1 := archsimd.LoadFloat32x16(lane16(x[:16])), archsimd.LoadFloat32x16(lane16(x[16:]))
		v := archsimd.BroadcastFloat32x16(row[0])
		c00, c01 = v.MulAdd(b0, c00), v.MulAdd(b1, c01)
		v = archsimd.BroadcastFloat32x16(row[1])
		c10, c11 = v.MulAdd(b0, c10), v.MulAdd(b1, c11)
		v = archsimd.BroadcastFloat32x16(row[2])
		c20, c21 = v.MulAdd(b0, c20), v.MulAdd(b1, c21)
		v = archsimd.BroadcastFloat32x16(row[3])
		c30, c31 = v.MulAdd(b0, c30), v.MulAdd(b1, c31)
		i, j = i+4, j+ldb
	}
	put16(lane16(c), c00, add)
	put16(lane16(c[16:]), c01, add)
	put16(lane16(c[ldc:]), c10, add)
	put16(lane16(c[ldc+16:]), c11, add)
	put16(lane16(c[2*ldc:]), c20, add)
	put16(lane16(c[2*ldc+16:]), c21, add)
	put16(lane16(c[3*ldc:]), c30, add)
	put16(lane16(c[3*ldc+16:]), c31, add)
	archsimd.ClearAVXUpperBits() // the rest of Go is SSE, which is slow after AVX without it
}

func sum6x16(c []float32, ldc, k int, a, b []float32, ldb int, add bool) {
	var c0, c1, c2, c3, c4, c5 archsimd.Float32x16
	i, j := 0, 0
	for range k {
		row, x := (*[6]float32)(a[i:]), (*[16]float32)(b[j:])
		b0 := archsimd.LoadFloat32x16(x)
		c0 = archsimd.BroadcastFloat32x16(row[0]).MulAdd(b0, c0)
		c1 = archsimd.BroadcastFloat32x16(row[1]).MulAdd(b0, c1)
		c2 = archsimd.BroadcastFloat32x16(row[2]).MulAdd(b0, c2)
		c3 = archsimd.BroadcastFloat32x16(row[3]).MulAdd(b0, c3)
		c4 = archsimd.BroadcastFloat32x16(row[4]).MulAdd(b0, c4)
		c5 = archsimd.BroadcastFloat32x16(row[5]).MulAdd(b0, c5)
		i, j = i+6, j+ldb
	}
	put16(lane16(c), c0, add)
	put16(lane16(c[ldc:]), c1, add)
	put16(lane16(c[2*ldc:]), c2, add)
	put16(lane16(c[3*ldc:]), c3, add)
	put16(lane16(c[4*ldc:]), c4, add)
	put16(lane16(c[5*ldc:]), c5, add)
	archsimd.ClearAVXUpperBits() // the rest of Go is SSE, which is slow after AVX without it
}

// put8 sets c to v, or adds v to it.
func put8(c lane8, v archsimd.Float32x8, add bool) {
	if add {
		v = v.Add(archsimd.LoadFloat32x8(c))
	}
	v.Store(c)
}

// put16 sets c to v, or adds v to it.
func put16(c lane16, v archsimd.Float32x16, add bool) {
	if add {
		v = v.Add(archsimd.LoadFloat32x16(c))
	}
	v.Store(c)
}
