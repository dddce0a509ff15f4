//go:build goexperiment.simd && amd64

package avx

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// Against gonum, in all four forms, over sizes around those of a tile, in matrices that lie in larger ones.
func TestSgemm(t *testing.T) {
	if !Use() {
		t.Skip("this processor has no AVX2 or no FMA")
	}
	rng := rand.New(rand.NewPCG(1, 0))
	matrix := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(rng.NormFloat64())
		}
		return x
	}
	form := []blas.Transpose{blas.NoTrans, blas.Trans}
	for range 3000 {
		m, n, k := 1+rng.IntN(40), 1+rng.IntN(70), 1+rng.IntN(40)
		tA, tB := form[rng.IntN(2)], form[rng.IntN(2)]
		alpha, beta := []float32{1, -0.5}[rng.IntN(2)], []float32{0, 1, 0.3}[rng.IntN(3)]
		lda, ldb, ldc := max(m, k)+rng.IntN(3), max(n, k)+rng.IntN(3), n+rng.IntN(3)
		a, b, c := matrix(lda*max(m, k)), matrix(ldb*max(n, k)), matrix(ldc*m)
		if beta == 0 {
			c[rng.IntN(len(c))] = float32(math.NaN())
		}
		want := append([]float32{}, c...)
		gonum.Implementation{}.Sgemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, want, ldc)
		first := append([]float32{}, c...)
		for which, blocks := range available() {
			dst := c
			if which == 0 {
				dst = first
			}
			kernels{blocks: blocks}.Sgemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, dst, ldc)
		}
		if len(available()) == 1 {
			c = first
		}
		for i := range c {
			if math.Float32bits(first[i]) != math.Float32bits(c[i]) {
				t.Fatalf("%c%c %d×%d×%d: element %d is %v with one kind of registers and %v with another", tA, tB, m, k,
					n, i, first[i], c[i])
			}
		}
		for i := range c {
			// Sums of 40 products of about 1: each addition rounds by at most 1e-6. What lies between the rows must be
			// as it was.
			same := c[i] == want[i] || c[i] != c[i] && want[i] != want[i]
			if !same && (i%ldc >= n || !(math.Abs(float64(c[i]-want[i])) < 4e-5)) {
				t.Fatalf("%c%c %d×%d×%d, alpha %v, beta %v: element %d of rows of %d is %v, want %v", tA, tB, m, k, n,
					alpha, beta, i, ldc, c[i], want[i])
			}
		}
	}
}

// The shapes of the reader's largest products, as in training, beside gonum's.
func BenchmarkSgemm(b *testing.B) {
	sgemm := map[string]func(tA, tB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32,
		ldb int, beta float32, c []float32, ldc int){"gonum": gonum.Implementation{}.Sgemm}
	for _, blocks := range available() {
		sgemm[fmt.Sprint(blocks[0].cols, " columns")] = kernels{blocks: blocks}.Sgemm
	}
	for _, s := range [][3]int{{24, 196, 216}, {48, 49, 432}, {216, 196, 24}} {
		for name, multiply := range sgemm {
			m, n, k := s[0], s[1], s[2]
			b.Run(fmt.Sprintf("%d×%d×%d/%s", m, k, n, name), func(b *testing.B) {
				x, y, z := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
				for i := range x {
					x[i] = 1 // gonum leaves out zeros
				}
				for b.Loop() {
					multiply(blas.NoTrans, blas.NoTrans, m, n, k, 1, x, k, y, n, 0, z, n)
				}
				b.ReportMetric(2e-9*float64(m*n*k)*float64(b.N)/b.Elapsed().Seconds(), "GFLOPS")
			})
		}
	}
}
