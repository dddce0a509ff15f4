package simd

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/inkgrad/inkgrad/nn/kernel"
)

var _ kernel.Kernels = (*Kernels)(nil)

// both runs f with the kernels and with portable code, on the same numbers, and compares what it returns.
func both(t *testing.T, k *Kernels, n int, f func(k kernel.Kernels, r *rand.Rand) []float32) {
	t.Helper()
	got, want := f(k, rand.New(rand.NewPCG(3, 0))), f(&kernel.Portable{}, rand.New(rand.NewPCG(3, 0)))
	if len(got) != len(want) {
		t.Fatalf("%d results, want %d", len(got), len(want))
	}
	for i := range want {
		if n == 0 && math.Float32bits(got[i]) != math.Float32bits(want[i]) && want[i] == want[i] ||
			!near(got[i], want[i], n) {
			t.Fatalf("element %d is %v, want %v", i, got[i], want[i])
		}
	}
}

func random(r *rand.Rand, n int) []float32 { return matrix(r, 1, n, n, 1) }

// odd are random elements, with those among them that are not like others.
func odd(r *rand.Rand, n int) []float32 {
	x := random(r, n)
	special := []float32{0, float32(math.Copysign(0, -1)), float32(math.NaN()), float32(math.Inf(1)),
		float32(math.Inf(-1)), 1e-45}
	for i := range x {
		if r.IntN(3) == 0 {
			x[i] = special[r.IntN(len(special))]
		}
	}
	return x
}

func TestGather(t *testing.T) {
	k := &Kernels{kernels: newMachine(t)}
	for _, size := range []int{1, 15, 16, 17, 256, 784} {
		both(t, k, 0, func(k kernel.Kernels, _ *rand.Rand) []float32 {
			images := make([]byte, 5*size)
			for i := range images {
				images[i] = byte(i)
				if i/16%3 == 0 {
					images[i] = 0
				}
			}
			x := make([]float32, 4*size)
			k.Gather(x, images, []int{4, 0, 2, 2}, size)
			return x
		})
	}
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	x := make([]float32, 256)
	k.Gather(x, every, []int{0}, 256)
	for i, v := range x {
		if v != float32(i)/255 {
			t.Errorf("%d/255 is %v, want %v", i, v, float32(i)/255)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic for an image that is not there")
		}
	}()
	k.Gather(x, every, []int{1}, 256)
}

// someImages are n images in which no, every third or each of the places has ink.
func someImages(r *rand.Rand, n, places int) *kernel.Images {
	images := &kernel.Images{Start: []int32{0}}
	for i := range n {
		for p := range places {
			if i%3 == 2 || i%3 == 1 && r.IntN(3) == 0 {
				images.Place, images.Level = append(images.Place, uint16(p)), append(images.Level, byte(1+r.IntN(255)))
			}
		}
		images.Start = append(images.Start, int32(len(images.Place)))
	}
	images.Place, images.Level = append(images.Place, make([]uint16, kernel.Pad)...),
		append(images.Level, make([]byte, kernel.Pad)...)
	return images
}

// newCSR has room for batches of n of the images of some places.
func newCSR(n, places int) *kernel.CSR {
	return &kernel.CSR{Start: make([]int32, n+1), Entries: make([]kernel.Entry, n*places+kernel.Pad)}
}

func TestUnpack(t *testing.T) {
	k := &Kernels{kernels: newMachine(t)}
	for _, places := range []int{1, 7, 8, 9, 100, 784} {
		for _, index := range [][]int{{0}, {2}, {1, 2, 0, 5, 2, 4}} {
			both(t, k, 0, func(k kernel.Kernels, r *rand.Rand) []float32 {
				to := newCSR(len(index), places)
				k.Unpack(to, someImages(r, 6, places), index)
				var all []float32
				for row := range index {
					all = append(all, float32(to.Start[row]), float32(to.Start[row+1]))
					for _, e := range to.Row(row) {
						all = append(all, float32(e.Column), e.Value)
					}
				}
				return all
			})
		}
	}
	images := someImages(rand.New(rand.NewPCG(1, 0)), 3, 10)
	for name, bad := range map[string]func(){
		"no such image":        func() { k.Unpack(newCSR(1, 10), images, []int{3}) },
		"no room for entries":  func() { k.Unpack(newCSR(1, 9), images, []int{2}) },
		"no room for the rows": func() { k.Unpack(newCSR(1, 20), images, []int{0, 1}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			bad()
		}()
	}
}

// Sums are in the same order, so that the bits are the same.
func TestMulCSR(t *testing.T) {
	k := &Kernels{kernels: newMachine(t)}
	for _, places := range []int{1, 9, 100} {
		for _, n := range []int{1, 3, 4, 5, 10, 50, 53, 105} {
			for _, index := range [][]int{{0}, {2}, {1, 2, 0, 5, 2, 4}} {
				both(t, k, 0, func(k kernel.Kernels, r *rand.Rand) []float32 {
					a := newCSR(len(index), places)
					k.Unpack(a, someImages(r, 6, places), index)
					c := random(r, len(index)*n)
					k.MulCSR(c, a, random(r, places*n), n)
					return c
				})
				both(t, k, 0, func(k kernel.Kernels, r *rand.Rand) []float32 {
					a := newCSR(len(index), places)
					k.Unpack(a, someImages(r, 6, places), index)
					c := random(r, places*n)
					k.MulCSRTransposed(c, a, random(r, len(index)*n), n)
					return c
				})
			}
		}
	}
}

func TestElementwise(t *testing.T) {
	k := &Kernels{kernels: newMachine(t)}
	for _, n := range []int{0, 1, 3, 4, 5, 7, 8, 13, 50, 196} {
		for _, rows := range []int{1, 2, 5} {
			t.Run(fmt.Sprint(rows, n), func(t *testing.T) {
				both(t, k, 0, func(k kernel.Kernels, r *rand.Rand) []float32 {
					y := make([]float32, rows*n)
					k.AddRow(y, odd(r, rows*n), random(r, n))
					return y
				})
				both(t, k, 0, func(k kernel.Kernels, r *rand.Rand) []float32 {
					db := random(r, n)
					k.AddRowBackward(db, random(r, rows*n))
					return db
				})
				both(t, k, 0, func(k kernel.Kernels, r *rand.Rand) []float32 {
					y := make([]float32, rows*3*n)
					k.AddPlane(y, odd(r, rows*3*n), random(r, 3), n)
					return y
				})
				both(t, k, rows*n, func(k kernel.Kernels, r *rand.Rand) []float32 {
					db := random(r, 3)
					k.AddPlaneBackward(db, random(r, rows*3*n), n)
					return db
				})
				both(t, k, 0, func(k kernel.Kernels, r *rand.Rand) []float32 {
					y := make([]float32, n)
					k.ReLU(y, odd(r, n))
					return y
				})
				both(t, k, 0, func(k kernel.Kernels, r *rand.Rand) []float32 {
					dx := random(r, n)
					k.ReLUBackward(dx, random(r, n), odd(r, n))
					return dx
				})
			})
		}
	}
}

// The optimizers' steps are the same bits, beginning with what no element should be, too.
func TestOptimizers(t *testing.T) {
	k := &Kernels{kernels: newMachine(t)}
	squares := func(r *rand.Rand, n int) []float32 {
		x := random(r, n)
		for i, v := range x {
			x[i] = v * v
		}
		return x
	}
	for _, n := range []int{0, 1, 2, 3, 4, 5, 7, 50, 1023} {
		for name, step := range map[string]func(k kernel.Kernels, w, a, b, g []float32){
			"Momentum": func(k kernel.Kernels, w, a, _, g []float32) { k.Momentum(w, a, g, 0.9, 0.01) },
			"AdaGrad":  func(k kernel.Kernels, w, _, b, g []float32) { k.AdaGrad(w, b, g, 0.01) },
			"RMSProp":  func(k kernel.Kernels, w, _, b, g []float32) { k.RMSProp(w, b, g, 0.99, 0.001) },
			"Adam":     func(k kernel.Kernels, w, a, b, g []float32) { k.Adam(w, a, b, g, 0.1, 0.001, 0.003) },
		} {
			t.Run(fmt.Sprint(name, n), func(t *testing.T) {
				both(t, k, 0, func(k kernel.Kernels, r *rand.Rand) []float32 {
					w, a, b := odd(r, n), random(r, n), squares(r, n)
					for range 3 {
						step(k, w, a, b, random(r, n))
					}
					step(k, w, a, b, odd(r, n))
					step(k, w, a, b, make([]float32, n))
					return slices.Concat(w, a, b)
				})
			})
		}
	}
}

// Sigmoid and tanh are those of package math to a few units in the last place, from where they are flat to where they
// are straight.
func TestCurves(t *testing.T) {
	k := &Kernels{kernels: newMachine(t)}
	var x []float32
	for _, scale := range []float32{1e-30, 1e-4, 0.1, 1, 10, 80, 1e30} {
		for i := -20; i <= 20; i++ {
			x = append(x, scale*float32(i)/10)
		}
	}
	x = append(x, float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()))
	for name, f := range map[string]func(k kernel.Kernels, y []float32){
		"sigmoid": func(k kernel.Kernels, y []float32) { k.Sigmoid(y, x) },
		"tanh":    func(k kernel.Kernels, y []float32) { k.Tanh(y, x) },
	} {
		got, want := make([]float32, len(x)), make([]float32, len(x))
		f(k, got)
		f(&kernel.Portable{}, want)
		for i, y := range want {
			if y != y && got[i] != got[i] || got[i] == y {
				continue
			}
			// exp is right to two units and its argument to one, of which there are 87 at most; below 1e-37 there is
			// only 0.
			if d := math.Abs(float64(got[i] - y)); !(d <= 1e-5*math.Abs(float64(y))+1e-37) {
				t.Errorf("%s of %v is %v, want %v", name, x[i], got[i], y)
			}
		}
	}
}

func TestSoftmax(t *testing.T) {
	k := &Kernels{kernels: newMachine(t)}
	for _, cols := range []int{1, 2, 3, 4, 5, 10, 13, 1000} {
		for _, scale := range []float32{0.01, 1, 30, 1e4, 1e38} {
			const rows = 3
			softmax := func(k kernel.Kernels) ([]float32, []float64) {
				x := random(rand.New(rand.NewPCG(uint64(cols), 0)), rows*cols)
				for i := range x {
					x[i] *= scale
				}
				y, logs := make([]float32, rows*cols), make([]float64, rows)
				k.Softmax(y, logs, x, cols)
				return y, logs
			}
			got, gotLogs := softmax(k)
			want, wantLogs := softmax(&kernel.Portable{})
			for i := range want {
				// A few units in the last place, from exp, the sum and the division, and the rounding of the exponent,
				// which is about log y: 2⁻²⁴ of it. Below 1e-37 there is only 0.
				y := float64(want[i])
				if d := math.Abs(float64(got[i]) - y); d > (1e-6-0x1p-23*math.Log(y+1e-45))*y+1e-37 {
					t.Fatalf("%d columns, times %v: element %d is %v, want %v", cols, scale, i, got[i], want[i])
				}
			}
			for i := range wantLogs {
				if d := math.Abs(gotLogs[i] - wantLogs[i]); d > 1e-6*max(1, math.Abs(wantLogs[i])) {
					t.Fatalf("%d columns, times %v: logarithm %d is %v, want %v", cols, scale, i, gotLogs[i],
						wantLogs[i])
				}
			}
		}
	}
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1))} {
		y, logs := make([]float32, 5), make([]float64, 1)
		k.Softmax(y, logs, []float32{1, 2, 3, 4, bad}, 5)
		if y[0] == y[0] && y[4] == y[4] || logs[0] == logs[0] {
			t.Errorf("with %v the row is %v, its logarithm %v: want NaN", bad, y, logs[0])
		}
	}
}

// pooled is what Pool says of planes h×w.
func pooled(h, w, size, stride int) kernel.Pool {
	return kernel.Pool{H: h, W: w, Size: size, Stride: stride, OH: (h-size)/stride + 1, OW: (w-size)/stride + 1}
}

func TestMaxPool(t *testing.T) {
	k := &Kernels{kernels: newMachine(t)}
	for _, p := range []kernel.Pool{pooled(28, 28, 2, 2), pooled(14, 14, 2, 2), pooled(8, 8, 2, 2), pooled(9, 11, 2, 2),
		pooled(2, 13, 2, 2),
		pooled(6, 6, 2, 2), pooled(9, 9, 3, 2), pooled(9, 9, 2, 1)} {
		const planes = 3
		var index [2][]int32
		pool := func(k kernel.Kernels, r *rand.Rand) []float32 {
			y, from := make([]float32, planes*p.OH*p.OW), make([]int32, planes*p.OH*p.OW)
			x := odd(r, planes*p.H*p.W)
			for i := range x { // equal elements, too
				if r.IntN(2) == 0 {
					x[i] = float32(r.IntN(3))
				}
			}
			k.MaxPool(y, from, x, p)
			index[0], index[1] = from, index[0]
			dx := make([]float32, len(x))
			k.Scatter(dx, random(r, len(from)), from)
			return append(y, dx...)
		}
		both(t, k, 0, pool)
		if !slices.Equal(index[0], index[1]) {
			t.Errorf("%+v: from is %v, want %v", p, index[1], index[0])
		}
	}
}

// slow is a convolution and its gradients as the formulas have them, in float64.
func slow(y, dx, dw, dy, x, w []float64, c kernel.Convolution) {
	for i := range c.N * c.F * c.OH * c.OW {
		n, f, v, u := i/(c.F*c.OH*c.OW), i/(c.OH*c.OW)%c.F, i/c.OW%c.OH, i%c.OW
		for t := range c.C * c.KH * c.KW {
			k, row, col := t/(c.KH*c.KW), v+t/c.KW%c.KH-c.Pad, u+t%c.KW-c.Pad
			if row < 0 || row >= c.H || col < 0 || col >= c.W {
				continue
			}
			from, tap := ((n*c.C+k)*c.H+row)*c.W+col, f*c.C*c.KH*c.KW+t
			y[i] += x[from] * w[tap]
			dx[from] += dy[i] * w[tap]
			dw[tap] += dy[i] * x[from]
		}
	}
}

func wide(x []float32) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = float64(v)
	}
	return y
}

// checkConvolution compares the kernels with slow, for a dy of which a fraction is not zero.
func checkConvolution(t *testing.T, k *Kernels, c kernel.Convolution, density float64, seed uint64) {
	t.Helper()
	c.Stride, c.OH, c.OW = 1, c.H+2*c.Pad-c.KH+1, c.W+2*c.Pad-c.KW+1
	r := rand.New(rand.NewPCG(seed, 0))
	places, taps := c.OH*c.OW, c.C*c.KH*c.KW
	x, w := random(r, c.N*c.C*c.H*c.W), random(r, c.F*taps)
	dy := matrix(r, 1, c.N*c.F*places, c.N*c.F*places, density)
	y, dx, dw := make([]float32, len(dy)), random(r, len(x)), random(r, len(w))
	wantY, wantDX, wantDW := wide(y), wide(dx), wide(dw)
	slow(wantY, wantDX, wantDW, wide(dy), wide(x), wide(w), c)
	if !k.Convolve(y, x, w, c) {
		t.Fatalf("%+v was not computed", c)
	}
	compare := func(what string, got []float32, want []float64, n int) {
		t.Helper()
		for i := range want {
			if !near(got[i], float32(want[i]), n) {
				t.Fatalf("%+v: %s %d is %v, want %v", c, what, i, got[i], want[i])
			}
		}
	}
	compare("y", y, wantY, taps)
	alone, nobody := slices.Clone(dw), slices.Clone(dx)
	if !k.ConvolveBackward(dx, dw, dy, x, w, c) {
		return
	}
	compare("dx", dx, wantDX, c.F*c.KH*c.KW)
	compare("dw", dw, wantDW, c.N*places)
	k.ConvolveBackward(nil, alone, dy, x, w, c)
	k.ConvolveBackward(nobody, nil, dy, x, w, c)
	if !slices.Equal(alone, dw) || !slices.Equal(nobody, dx) {
		t.Errorf("%+v: one gradient alone is another than both", c)
	}
}

func TestConvolution(t *testing.T) {
	k := &Kernels{kernels: newMachine(t)}
	for _, c := range []kernel.Convolution{
		{N: 2, C: 1, H: 28, W: 28, F: 8, KH: 5, KW: 5, Pad: 2},
		{N: 2, C: 8, H: 14, W: 14, F: 16, KH: 5, KW: 5, Pad: 2},
		{N: 1, C: 1, H: 28, W: 28, F: 30, KH: 5, KW: 5},
		{N: 3, C: 3, H: 7, W: 5, F: 5, KH: 3, KW: 2, Pad: 1},
		{N: 1, C: 4, H: 3, W: 9, F: 3, KH: 1, KW: 1},
		{N: 1, C: 2, H: 9, W: 70, F: 2, KH: 3, KW: 3, Pad: 3},
		{N: 18, C: 2, H: 4, W: 4, F: 1, KH: 4, KW: 4},
	} {
		for _, density := range []float64{0, 0.1, 0.3} {
			checkConvolution(t, k, c, density, 1)
		}
		c.Stride, c.OH, c.OW = 2, 1, 1
		if k.Convolve(nil, nil, nil, c) || k.ConvolveBackward(nil, nil, nil, nil, nil, c) {
			t.Errorf("a stride of 2 is not for the kernels")
		}
	}
}

func FuzzConvolution(f *testing.F) {
	f.Add(uint64(1), byte(2), byte(3), byte(9), byte(8), byte(5), byte(3), byte(2), byte(1))
	k := &Kernels{kernels: newMachine(f)}
	f.Fuzz(func(t *testing.T, seed uint64, n, c, h, w, filters, kh, kw, pad byte) {
		k.kernels.(*machine).t = t
		s := kernel.Convolution{N: 1 + int(n%3), C: 1 + int(c%5), H: 1 + int(h%20), W: 1 + int(w%20),
			F: 1 + int(filters%9), Pad: int(pad % 4)}
		s.KH, s.KW = 1+int(kh)%(s.H+2*s.Pad), 1+int(kw)%(s.W+2*s.Pad)
		checkConvolution(t, k, s, 0.2, seed)
	})
}
