package tensor_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func Example() {
	x := tensor.FromSlice([]float64{1, 2, 3, 4, 5, 6}, 2, 3)
	w := tensor.FromSlice([]float64{1, 0, 0, 1, 1, 1}, 3, 2)
	y := tensor.New[float64](2, 2)
	tensor.Gemm(false, false, 1, x, w, 0, y)
	fmt.Println(y.Data)
	// Output: [4 5 10 11]
}

func random[T tensor.Float](r *rand.Rand, shape ...int) *tensor.Tensor[T] {
	t := tensor.New[T](shape...)
	for i := range t.Data {
		t.Data[i] = T(r.NormFloat64())
	}
	return t
}

// at is element i, j of op(t).
func at[T tensor.Float](t *tensor.Tensor[T], trans bool, i, j int) T {
	if trans {
		i, j = j, i
	}
	return t.Data[i*t.Cols()+j]
}

func TestGemm(t *testing.T) {
	t.Run("float64", testGemm[float64])
	t.Run("float32", testGemm[float32])
}

func testGemm[T tensor.Float](t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	// Sizes on both sides of the blocks of 64 and of the tiles of 192.
	for _, s := range [][3]int{{1, 1, 1}, {3, 5, 2}, {64, 64, 64}, {65, 63, 130}, {100, 50, 784}, {784, 50, 100},
		{193, 191, 3},
		{192, 192, 7}, {200, 400, 5}, {0, 3, 2}} {
		m, n, k := s[0], s[1], s[2]
		for mask := range 4 {
			tA, tB := mask&1 != 0, mask&2 != 0
			a, b, c := random[T](r, m, k), random[T](r, k, n), random[T](r, m, n)
			if tA {
				a = random[T](r, k, m)
			}
			if tB {
				b = random[T](r, n, k)
			}
			want := tensor.New[float64](m, n)
			for i := range m {
				for j := range n {
					sum := 0.0
					for l := range k {
						sum += float64(at(a, tA, i, l)) * float64(at(b, tB, l, j))
					}
					want.Data[i*n+j] = 2*sum + 0.5*float64(c.Data[i*n+j])
				}
			}
			tensor.Gemm(tA, tB, 2, a, b, 0.5, c)
			for i := range want.Data {
				// Rounding grows with k: 1e-5 is 100 units in the last place of a float32.
				if math.Abs(float64(c.Data[i])-want.Data[i]) > 1e-5*math.Sqrt(float64(k)+1) {
					t.Fatalf("%dx%dx%d %t %t: element %d is %v, want %v", m, n, k, tA, tB, i, c.Data[i], want.Data[i])
				}
			}
		}
	}
}

func TestGemmAllocatesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	x, w := random[float32](r, 100, 784), random[float32](r, 784, 500)
	y := tensor.New[float32](100, 500)
	if n := testing.AllocsPerRun(3, func() { tensor.Gemm(false, false, 1, x, w, 0, y) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestAxpy(t *testing.T) {
	y := []float32{1, 2}
	tensor.Axpy(-0.5, []float32{2, 4}, y)
	if y[0] != 0 || y[1] != 0 {
		t.Errorf("y = %v, want zeros", y)
	}
}

// halves writes 0.5 into the last column of each row of a matrix, which becomes sparse.
func halves(t *tensor.Tensor[float32]) {
	rows := t.MakeSparse(t.Rows())
	for r := range t.Rows() {
		rows.Entries[r] = kernel.Entry{Column: int32(t.Cols() - 1), Value: 0.5}
		rows.Start[r+1] = int32(r + 1)
	}
}

// The elements are in one place at a time: what another one held before cannot be read.
func TestSparse(t *testing.T) {
	x := tensor.FromSlice([]float32{1, 2, 3, 4, 5, 6}, 2, 3)
	want := []float32{0, 0, 0.5, 0, 0, 0.5}
	for range 2 {
		halves(x)
		if x.Data != nil || x.Sparse() == nil {
			t.Fatalf("Data is %v while the tensor is sparse", x.Data)
		}
		if got := x.Clone(); !slices.Equal(got.Data, want) || x.Sparse() != nil {
			t.Errorf("a clone has %v, want %v", got.Data, want)
		}
		if !slices.Equal(x.Dense(), want) || !slices.Equal(x.Data, want) {
			t.Errorf("Dense returns %v, Data is %v, want %v", x.Dense(), x.Data, want)
		}
	}
	for name, write := range map[string]func(){
		"Overwrite": func() { copy(x.Overwrite(), []float32{7, 7, 7, 7, 7, 7}) },
		"Fill":      func() { x.Fill(7) },
	} {
		halves(x)
		write()
		if got := x.Dense(); x.Sparse() != nil || !slices.Equal(got, []float32{7, 7, 7, 7, 7, 7}) {
			t.Errorf("after %s there is %v", name, got)
		}
	}
	if n := testing.AllocsPerRun(10, func() { halves(x); x.Dense() }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestPanics(t *testing.T) {
	sparse := tensor.New[float32](2, 2)
	halves(sparse)
	for name, f := range map[string]func(){
		"FromSlice":     func() { tensor.FromSlice([]float32{1}, 2) },
		"negative axis": func() { tensor.New[float32](2, -1) },
		"Gemm":          func() { a := tensor.New[float32](2, 3); tensor.Gemm(false, false, 1, a, a, 0, a) },
		"Gemm, sparse":  func() { a := tensor.New[float32](2, 2); tensor.Gemm(false, false, 1, sparse, a, 0, a) },
		"Axpy":          func() { tensor.Axpy(1, make([]float64, 2), make([]float64, 3)) },
		"Axpy, sparse":  func() { tensor.Axpy(1, sparse.Data, make([]float32, 4)) },
		"Convert":       func() { tensor.Convert(make([]float64, 2), make([]float32, 3)) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		})
	}
}
