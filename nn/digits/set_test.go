package digits_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// noise returns n images of random bytes, blank ones with probability 4/5 as in MNIST, with random labels.
func noise(n int, seed uint64) *digits.Set {
	rng := rand.New(rand.NewPCG(seed, 0))
	s := &digits.Set{Pixels: make([]byte, n*digits.Pixels), Labels: make([]byte, n)}
	for i := range s.Pixels {
		if rng.IntN(5) == 0 {
			s.Pixels[i] = byte(rng.IntN(256))
		}
	}
	for i := range s.Labels {
		s.Labels[i] = byte(rng.IntN(digits.Classes))
	}
	return s
}

func equal(a, b *digits.Set) bool {
	return bytes.Equal(a.Pixels, b.Pixels) && bytes.Equal(a.Labels, b.Labels)
}

func TestSetGrowsByShards(t *testing.T) {
	a, b := noise(3, 1), noise(2, 2)
	var s digits.Set
	s.Grow(5)
	room := &s.Pixels[:1][0]
	s.Append(a)
	s.Append(b)
	if s.Len() != 5 || &s.Pixels[0] != room {
		t.Errorf("%d images; moved on the way: %v", s.Len(), &s.Pixels[0] != room)
	}
	for i := range 5 {
		from, j := a, i
		if i >= 3 {
			from, j = b, i-3
		}
		if !bytes.Equal(s.Image(i), from.Image(j)) || s.Label(i) != from.Label(j) {
			t.Errorf("image %d is not the one appended", i)
		}
	}
}

func TestSetParts(t *testing.T) {
	s := noise(5, 1)
	for _, c := range []struct {
		name string
		part *digits.Set
		i, j int
	}{
		{"first none", s.First(0), 0, 0},
		{"first 2", s.First(2), 0, 2},
		{"first of all", s.First(5), 0, 5},
		{"first of more than all", s.First(60_000), 0, 5},
		{"slice", s.Slice(1, 4), 1, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.part.Len() != c.j-c.i {
				t.Fatalf("%d images, want %d", c.part.Len(), c.j-c.i)
			}
			for i := range c.part.Len() {
				if &c.part.Image(i)[0] != &s.Image(c.i + i)[0] || c.part.Label(i) != s.Label(c.i+i) {
					t.Errorf("image %d is not image %d of the whole, in place", i, c.i+i)
				}
			}
			before := &digits.Set{Pixels: slices.Clone(s.Pixels), Labels: slices.Clone(s.Labels)}
			c.part.Append(noise(1, 9))
			if !equal(s, before) {
				t.Error("appending to the part wrote into the whole")
			}
		})
	}
}

func TestGather(t *testing.T) {
	t.Run("float32", testGather[float32])
	t.Run("float64", testGather[float64])
}

func testGather[T float32 | float64](t *testing.T) {
	s := noise(4, 1)
	idx := []int{3, 0, 3}
	x, labels := make([]T, 3*digits.Pixels), make([]T, 3)
	digits.Gather(x, labels, s, idx)
	for row, i := range idx {
		if labels[row] != T(s.Label(i)) {
			t.Errorf("row %d: label %v, want %d", row, labels[row], s.Label(i))
		}
		for j, p := range s.Image(i) {
			if got, want := x[row*digits.Pixels+j], T(p)/255; got != want {
				t.Fatalf("row %d, pixel %d: %v, want %v", row, j, got, want)
			}
		}
	}
	if n := testing.AllocsPerRun(10, func() { digits.Gather(x, labels, s, idx) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	for name, bad := range map[string]func(){
		"x too short":        func() { digits.Gather(x[1:], labels, s, idx) },
		"t too short":        func() { digits.Gather(x, labels[1:], s, idx) },
		"no such image":      func() { digits.Gather(x, labels, s, []int{0, 1, 4}) },
		"no negative images": func() { digits.Gather(x, labels, s, []int{0, 1, -1}) },
	} {
		if !panics(bad) {
			t.Errorf("%s: no panic", name)
		}
	}
}

// sparse has kernels for CSRs.
type sparse struct{ kernel.Portable }

func (*sparse) FastCSR() bool { return true }

func TestGatherSparse(t *testing.T) {
	kernel.Use(&sparse{})
	defer kernel.Use(&kernel.Portable{})
	whole := noise(3, 1)
	whole.Index()
	whole.Append(noise(2, 2))
	stale := *whole
	whole.Index()
	for _, c := range []struct {
		name string
		set  *digits.Set
		idx  []int
		csr  bool
	}{
		{"all", whole, []int{4, 0, 4}, true},
		{"first", whole.First(2), []int{1, 1, 0}, true},
		{"a part", whole.Slice(1, 4), []int{2, 0, 0}, true},
		{"not all are indexed", &stale, []int{4, 0, 4}, false},
		{"none is", noise(3, 1), []int{2, 1, 0}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			want, wantT := make([]float32, 3*digits.Pixels), make([]float32, 3)
			digits.Gather(want, wantT, c.set, c.idx)
			x, labels := tensor.New[float32](3, 1, digits.Side, digits.Side), make([]float32, 3)
			for range 2 { // the second time there is room already
				digits.GatherSparse(x, labels, c.set, c.idx)
				if (x.Sparse() != nil) != c.csr {
					t.Fatalf("there is a CSR: %v", x.Sparse() != nil)
				}
				if !slices.Equal(x.Dense(), want) || !slices.Equal(labels, wantT) {
					t.Error("it is another batch than Gather's")
				}
			}
			if n := testing.AllocsPerRun(10, func() { digits.GatherSparse(x, labels, c.set, c.idx) }); n != 0 {
				t.Errorf("%v allocations", n)
			}
			if !panics(func() { digits.GatherSparse(x, labels[1:], c.set, c.idx) }) {
				t.Error("t too short: no panic")
			}
			if !panics(func() { digits.GatherSparse(x, labels, c.set, []int{0, 1, 5}) }) {
				t.Error("no such image: no panic")
			}
		})
	}
	var mixed digits.Set
	digits.Mix(&mixed, whole, 3, whole, 2, rand.New(rand.NewPCG(1, 0)))
	mixed.Index()
	digits.Mix(&mixed, whole, 2, whole, 3, rand.New(rand.NewPCG(2, 0)))
	x := tensor.New[float32](5, digits.Pixels)
	if digits.GatherSparse(x, make([]float32, 5), &mixed, []int{0, 1, 2, 3, 4}); x.Sparse() != nil {
		t.Error("a set that was mixed anew keeps its index")
	}
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

func TestChoose(t *testing.T) {
	const n, draws = 10, 100_000
	idx, again := make([]int, draws), make([]int, draws)
	rng := rand.New(rand.NewPCG(1, 0))
	digits.Choose(idx, n, rng)
	digits.Choose(again, n, rand.New(rand.NewPCG(1, 0)))
	if !slices.Equal(idx, again) {
		t.Error("the same seed draws otherwise")
	}
	if digits.Choose(again, n, rng); slices.Equal(idx, again) {
		t.Error("the next batch is the same")
	}
	var count [n]int
	for _, i := range idx {
		count[i]++ // an index outside panics
	}
	sigma := math.Sqrt(draws * 1. / n * (1 - 1./n))
	for i, c := range count {
		if math.Abs(float64(c)-draws/n) > 5*sigma {
			t.Errorf("%d was drawn %d times of %d, 5σ is %.0f", i, c, draws, 5*sigma)
		}
	}
	if allocs := testing.AllocsPerRun(10, func() { digits.Choose(idx[:100], n, rng) }); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// checkError wants no error for "", else one with this very text.
func checkError(t *testing.T, err error, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if got != want {
		t.Errorf("error %q, want %q", got, want)
	}
}

func BenchmarkGather(b *testing.B) {
	s := noise(1000, 1)
	idx := make([]int, 100)
	digits.Choose(idx, s.Len(), rand.New(rand.NewPCG(1, 0)))
	x, t := make([]float32, 100*digits.Pixels), make([]float32, 100)
	for b.Loop() {
		digits.Gather(x, t, s, idx)
	}
}
