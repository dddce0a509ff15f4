package simd

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

var _ blas.Float32 = (*BLAS)(nil)

// matrix returns m rows of n random elements, of which a fraction is not zero, at a distance of ld.
func matrix(r *rand.Rand, m, n, ld int, density float64) []float32 {
	x := make([]float32, max(0, (m-1)*ld+n))
	for i := range x {
		if r.Float64() < density {
			x[i] = float32(r.NormFloat64())
		}
	}
	return x
}

// gemmCase is one product.
type gemmCase struct {
	transA, transB bool
	m, n, k        int
	alpha, beta    float32
	extra          int // between rows
	density        float64
}

func transpose(t bool) blas.Transpose {
	if t {
		return blas.Trans
	}
	return blas.NoTrans
}

// check compares a product with gonum's. What lies between the rows of c must stay.
func (g gemmCase) check(t *testing.T, s *BLAS, seed uint64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 0))
	ra, ca, rb, cb := g.m, g.k, g.k, g.n
	if g.transA {
		ra, ca = ca, ra
	}
	if g.transB {
		rb, cb = cb, rb
	}
	lda, ldb, ldc := max(1, ca)+g.extra, max(1, cb)+g.extra, max(1, g.n)+g.extra
	a, b, got := matrix(r, ra, ca, lda, g.density), matrix(r, rb, cb, ldb, 1), matrix(r, g.m, g.n, ldc, 1)
	if g.beta == 0 { // then c may hold anything
		for i := range g.m {
			for j := range g.n {
				got[i*ldc+j] = float32(math.NaN())
			}
		}
	}
	want := slices.Clone(got)
	tA, tB := transpose(g.transA), transpose(g.transB)
	gonum.Implementation{}.Sgemm(tA, tB, g.m, g.n, g.k, g.alpha, a, lda, b, ldb, g.beta, want, ldc)
	s.Sgemm(tA, tB, g.m, g.n, g.k, g.alpha, a, lda, b, ldb, g.beta, got, ldc)
	size := max(1, g.alpha, -g.alpha, g.beta) // of the numbers that are added
	for i := range want {
		if !near(got[i]/size, want[i]/size, g.k) || i%ldc >= g.n && got[i] != want[i] {
			t.Fatalf("%+v: element %d, %d is %v, want %v", g, i/ldc, i%ldc, got[i], want[i])
		}
	}
}

func TestSgemm(t *testing.T) {
	s := &BLAS{kernels: newMachine(t)}
	for _, size := range [][3]int{{1, 1, 1}, {1, 50, 784}, {100, 50, 784}, {784, 50, 100}, {100, 10, 50}, {5, 8, 3},
		{4, 4, 513}, {3, 41, 2},
		{7, 3, 65}, {65, 9, 64}, {2, 83, 5}, {6, 7, 1100}, {130, 40, 1}} {
		for mask := range 4 {
			for _, density := range []float64{0, 0.2, 1} {
				for _, scale := range [][2]float32{{1, 0}, {1, 1}, {-0.5, 2}} {
					for _, extra := range []int{0, 3} {
						gemmCase{mask&1 != 0, mask&2 != 0, size[0], size[1], size[2], scale[0], scale[1], extra,
							density}.check(t, s, 1)
					}
				}
			}
		}
	}
}

func FuzzSgemm(f *testing.F) {
	f.Add(uint64(1), byte(3), byte(20), byte(30), byte(40), byte(1), byte(50))
	f.Add(uint64(15), byte(5), byte(0), byte(4), byte(164), byte(0), byte(10)) // nothing, transposed
	f.Add(uint64(2), byte(0), byte(0), byte(4), byte(200), byte(0), byte(10))
	s := &BLAS{kernels: newMachine(f)}
	f.Fuzz(func(t *testing.T, seed uint64, flags, m, n, k, extra, density byte) {
		s.kernels.(*machine).t = t
		beta := float32(flags >> 2 & 3)
		gemmCase{flags&1 != 0, flags&2 != 0, int(m), int(n), int(k), 1.5, beta, int(extra % 8),
			float64(density) / 100}.check(t, s, seed)
	})
}

// What is wrong gets gonum's panic, and sizes of 0 are no error.
func TestSgemmOfWhatKernelsAreNotFor(t *testing.T) {
	s := &BLAS{kernels: newMachine(t)}
	x := make([]float32, 4)
	s.Sgemm(blas.NoTrans, blas.NoTrans, 0, 2, 2, 1, nil, 2, x, 2, 0, nil, 2)
	c := []float32{1, 2, 3, 4}
	s.Sgemm(blas.NoTrans, blas.NoTrans, 2, 2, 0, 1, x, 1, x, 2, 0.5, c, 2)
	if !slices.Equal(c, []float32{0.5, 1, 1.5, 2}) {
		t.Errorf("with k = 0 and beta = 0.5, c is %v", c)
	}
	for name, f := range map[string]func(b blas.Float32){
		"a too short": func(b blas.Float32) {
			b.Sgemm(blas.NoTrans, blas.NoTrans, 2, 2, 2, 1, x[:3], 2, x, 2, 0, x, 2)
		},
		"negative n": func(b blas.Float32) {
			b.Sgemm(blas.NoTrans, blas.NoTrans, 2, -2, 2, 1, x, 2, x, 2, 0, x, 2)
		},
		"no transposing": func(b blas.Float32) { b.Sgemm('x', blas.NoTrans, 2, 2, 2, 1, x, 2, x, 2, 0, x, 2) },
		"axpy too long":  func(b blas.Float32) { b.Saxpy(5, 1, x, 1, x, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			want := panicOf(func() { f(gonum.Implementation{}) })
			if got := panicOf(func() { f(s) }); got != want || want == "<nil>" {
				t.Errorf("panic %v, want %v", got, want)
			}
		})
	}
}

func panicOf(f func()) (message string) {
	defer func() { message = fmt.Sprint(recover()) }()
	f()
	return ""
}

// A zero in a sparse left operand contributes nothing, even against an Inf or a NaN; everywhere else both come through.
func TestSgemmOfInfAndNaN(t *testing.T) {
	s := &BLAS{kernels: newMachine(t)}
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	const m, n, k = 5, 6, 40
	for mask := range 4 {
		transA, transB := mask&1 != 0, mask&2 != 0
		product := func(row, right []float32) []float32 { // each row of op(a) is row, each column of op(b) is right
			var a, b, c [m * n * k]float32
			lda, ldb := k, n
			if transA {
				lda = m
			}
			if transB {
				ldb = k
			}
			for l := range k {
				for i := range m {
					a[index(transA, i, l, lda)] = row[l]
				}
				for j := range n {
					b[index(transB, l, j, ldb)] = right[l]
				}
			}
			s.Sgemm(transpose(transA), transpose(transB), m, n, k, 1, a[:], lda, b[:], ldb, 0, c[:], n)
			return c[:m*n]
		}
		sparse, dense, ones := make([]float32, k), make([]float32, k), make([]float32, k)
		for l := range k {
			dense[l], ones[l] = 1, 1
		}
		sparse[3], dense[7] = 1, 0
		for _, c := range []struct {
			name       string
			row        []float32
			at         int
			value      float32
			nan, skips bool
		}{
			{"one times Inf", sparse, 3, inf, false, false},
			{"one times NaN", sparse, 3, nan, true, false},
			{"zero times Inf", dense, 7, inf, true, false},
			{"zero times Inf, sparse", sparse, 7, inf, transB, true},
			{"zero times NaN, sparse", sparse, 7, nan, transB, true},
		} {
			right := slices.Clone(ones)
			right[c.at] = c.value
			for i, v := range product(c.row, right) {
				isNaN := v != v
				if isNaN != c.nan || !isNaN && !c.skips && v != inf || !isNaN && c.skips && v != 1 {
					t.Errorf("%s, transposed %t %t: element %d is %v", c.name, transA, transB, i, v)
				}
			}
		}
		left := slices.Clone(sparse)
		left[9] = nan
		for _, v := range product(left, ones) {
			if v == v {
				t.Errorf("a NaN on the left was lost, transposed %t %t", transA, transB)
			}
		}
	}
}

// index is where element i, j of op(x) lies.
func index(trans bool, i, j, ld int) int {
	if trans {
		i, j = j, i
	}
	return i*ld + j
}

func TestVectors(t *testing.T) {
	s := &BLAS{kernels: newMachine(t)}
	r := rand.New(rand.NewPCG(1, 0))
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 50, 1023} {
		x, y := matrix(r, 1, n, n, 1), matrix(r, 1, n, n, 1)
		want, scaled := slices.Clone(y), slices.Clone(x)
		gonum.Implementation{}.Saxpy(n, -0.3, x, 1, want, 1)
		if s.Saxpy(n, -0.3, x, 1, y, 1); !slices.Equal(y, want) {
			t.Errorf("Saxpy of %d elements is %v, want %v", n, y, want)
		}
		gonum.Implementation{}.Sscal(n, -0.3, scaled, 1)
		if s.Sscal(n, -0.3, x, 1); !slices.Equal(x, scaled) {
			t.Errorf("Sscal of %d elements is %v, want %v", n, x, scaled)
		}
	}
	x, y := []float32{1, 2, 3, 4}, []float32{1, 1}
	s.Saxpy(2, 1, x, 2, y, -1)
	if !slices.Equal(y, []float32{4, 2}) {
		t.Errorf("Saxpy with strides is %v", y)
	}
}

// near says that two results agree up to the rounding of a sum of n products of numbers around 1. The sum grows like
// √n, or to what it is in the end if that is more, and is rounded by 2⁻²⁴ of itself n times, which adds up like √n;
// eight times that allows for the largest of many.
func near(a, b float32, n int) bool {
	if math.IsInf(float64(b), 0) || b != b {
		return a == b || a != a && b != b
	}
	root := math.Sqrt(float64(n + 1))
	return math.Abs(float64(a)-float64(b)) <= 8*0x1p-24*root*max(root, math.Abs(float64(b)))
}
