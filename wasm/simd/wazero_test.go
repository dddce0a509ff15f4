//go:build !js

package simd

import (
	"context"
	"encoding/binary"
	"slices"
	"testing"
	"unsafe"

	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// machine is the module in wazero. Each call copies the slices into the module's memory, at addresses that are as odd
// as Go's may be and between guards, and copies back what may be written: a kernel that writes beside an output, or to
// an input, fails the test.
type machine struct {
	t       testing.TB
	memory  api.Memory
	exports api.Module
}

// memoryModule is a module with nothing but 16 MB of memory, which it exports as the kernels want it.
const memoryModule = "\x00asm\x01\x00\x00\x00" + "\x05\x04\x01\x00\x80\x02" + "\x07\x0a\x01\x06memory\x02\x00"

func newMachine(t testing.TB) *machine {
	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	t.Cleanup(func() { r.Close(ctx) })
	env, err := r.InstantiateWithConfig(ctx, []byte(memoryModule), wazero.NewModuleConfig().WithName("env"))
	if err != nil {
		t.Fatal(err)
	}
	exports, err := r.Instantiate(ctx, program)
	if err != nil {
		t.Fatal(err)
	}
	return &machine{t, env.Memory(), exports}
}

// out marks a slice that the kernel may write.
type out[T float32 | float64 | int32] []T

// entries are the same for those.
type entries []kernel.Entry

const guard = 0xa5

// call calls a kernel. Arguments are bool, int, float32, and slices.
func (m *machine) call(name string, args ...any) uint64 {
	m.t.Helper()
	params := make([]uint64, len(args))
	var placed []placement
	top := uint32(64)
	place := func(b []byte, align uint32, written bool) uint64 {
		if b == nil {
			return 0
		}
		top += align * uint32(1+len(placed)%3) // as odd as the elements may lie
		p := placement{b, top, written}
		placed = append(placed, p)
		m.memory.Write(top, b)
		top += uint32(len(b)) + 64
		top &^= 15
		return uint64(p.at)
	}
	all, _ := m.memory.Read(0, m.memory.Size())
	size := 1024
	for _, a := range args {
		b, _, _ := raw(a)
		size += len(b) + 128
	}
	for i := range all[:size] {
		all[i] = guard
	}
	for i, a := range args {
		switch a := a.(type) {
		case bool:
			if a {
				params[i] = 1
			}
		case int:
			params[i] = api.EncodeI32(int32(a))
		case float32:
			params[i] = api.EncodeF32(a)
		default:
			b, align, written := raw(a)
			params[i] = place(b, align, written)
		}
	}
	results, err := m.exports.ExportedFunction(name).Call(context.Background(), params...)
	if err != nil {
		m.t.Fatalf("%s: %v", name, err)
	}
	at := 0
	for _, p := range placed {
		for ; at < int(p.at); at++ {
			if all[at] != guard {
				m.t.Fatalf("%s wrote to address %d, where nothing of its is", name, at)
			}
		}
		got := all[p.at : int(p.at)+len(p.bytes)]
		if !p.written && !slices.Equal(got, p.bytes) {
			m.t.Fatalf("%s wrote to an input", name)
		}
		copy(p.bytes, got)
		at += len(p.bytes)
	}
	for ; at < size; at++ {
		if all[at] != guard {
			m.t.Fatalf("%s wrote to address %d, where nothing of its is", name, at)
		}
	}
	if len(results) == 0 {
		return 0
	}
	return results[0]
}

type placement struct {
	bytes   []byte
	at      uint32
	written bool
}

// raw returns the memory of a slice, its alignment, and whether it may be written.
func raw(a any) (b []byte, align uint32, written bool) {
	switch a := a.(type) {
	case []float32:
		return memory(a), 4, false
	case out[float32]:
		return memory(a), 4, true
	case out[float64]:
		return memory(a), 8, true
	case []int32:
		return memory(a), 4, false
	case out[int32]:
		return memory(a), 4, true
	case []kernel.Entry:
		return memory(a), 4, false
	case entries:
		return memory(a), 4, true
	case []uint16:
		return memory(a), 2, false
	case []int:
		return memory(a), 8, false
	case []byte:
		return a, 1, false
	}
	return nil, 0, false
}

func memory[T any](x []T) []byte {
	var v T
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(x))), len(x)*int(unsafe.Sizeof(v)))
}

func (m *machine) gemm(transA, transB bool, rows, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int,
	beta float32,
	c []float32, ldc int, panel []float32) {
	m.call("gemm", transA, transB, rows, n, k, alpha, a, lda, b, ldb, beta, out[float32](c), ldc, out[float32](panel))
}

func (m *machine) count(rows, n int, x []float32, ld int) int {
	return int(m.call("count", rows, n, x, ld))
}

func (m *machine) rows(rows, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32,
	c []float32, ldc int,
	entries []int32) {
	m.call("rows", rows, n, k, alpha, a, lda, b, ldb, beta, out[float32](c), ldc, out[int32](entries))
}

func (m *machine) columns(rows, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32,
	c []float32, ldc int,
	entries []int32) {
	m.call("columns", rows, n, k, alpha, a, lda, b, ldb, beta, out[float32](c), ldc, out[int32](entries))
}

func (m *machine) axpy(alpha float32, x, y []float32) {
	m.call("axpy", len(x), alpha, x, out[float32](y))
}

func (m *machine) scal(alpha float32, x []float32) { m.call("scal", len(x), alpha, out[float32](x)) }

func (m *machine) gather(x []float32, images []byte, index []int, size int) {
	m.call("gather", len(index), out[float32](x), images, index, size)
}

func (m *machine) unpack(to *kernel.CSR, images *kernel.Images, index []int) {
	m.call("unpack", len(index), index, images.Start, images.Place, images.Level, out[int32](to.Start),
		entries(to.Entries))
}

func (m *machine) csr(c []float32, a *kernel.CSR, b []float32, n int) {
	m.call("csr", a.Rows(), n, a.Start, a.Entries, b, out[float32](c))
}

func (m *machine) csrTransposed(c []float32, a *kernel.CSR, b []float32, n int, room []int32) {
	k := len(c) / n
	m.call("csrTransposed", a.Rows(), n, k, a.Start, a.Entries, b, out[float32](c), out[int32](room[:k+1]),
		out[int32](room[k+1:]))
}

func (m *machine) addRow(y, x, b []float32) {
	m.call("addRow", len(y)/len(b), len(b), out[float32](y), x, b)
}

func (m *machine) addRowBackward(db, dy []float32) {
	m.call("addRowBackward", len(dy)/len(db), len(db), out[float32](db), dy)
}

func (m *machine) addPlane(y, x, b []float32, size int) {
	m.call("addPlane", len(y)/size, size, len(b), out[float32](y), x, b)
}

func (m *machine) addPlaneBackward(db, dy []float32, size int) {
	m.call("addPlaneBackward", len(dy)/size, size, len(db), out[float32](db), dy)
}

func (m *machine) relu(y, x []float32) { m.call("relu", len(y), out[float32](y), x) }

func (m *machine) reluBackward(dx, dy, y []float32) {
	m.call("reluBackward", len(dx), out[float32](dx), dy, y)
}

func (m *machine) sigmoid(y, x []float32) { m.call("sigmoid", len(y), out[float32](y), x) }

func (m *machine) tanh(y, x []float32) { m.call("tanhOf", len(y), out[float32](y), x) }

func (m *machine) momentum(w, v, g []float32, mu, eta float32) {
	m.call("momentum", len(w), mu, eta, out[float32](w), out[float32](v), g)
}

func (m *machine) adaGrad(w, h, g []float32, eta float32) {
	m.call("adaGrad", len(w), eta, float32(kernel.Tiny), out[float32](w), out[float32](h), g)
}

func (m *machine) rmsProp(w, h, g []float32, rho, eta float32) {
	m.call("rmsProp", len(w), rho, eta, float32(kernel.Tiny), out[float32](w), out[float32](h), g)
}

func (m *machine) adam(w, m1, v, g []float32, b1, b2, eta float32) {
	m.call("adam", len(w), b1, b2, eta, float32(kernel.Tiny), out[float32](w), out[float32](m1), out[float32](v), g)
}

func (m *machine) softmax(y []float32, logs []float64, x []float32, cols int) {
	m.call("softmax", len(logs), cols, out[float32](y), out[float64](logs), x)
}

func (m *machine) maxPool(y []float32, from []int32, x []float32, p kernel.Pool) {
	m.call("maxPool", len(x)/(p.H*p.W), p.H, p.W, p.OH, p.OW, out[float32](y), out[int32](from), x)
}

func (m *machine) scatter(dx, dy []float32, from []int32) {
	m.call("scatter", len(from), out[float32](dx), dy, from)
}

func (m *machine) convolve(y, x, w []float32, c kernel.Convolution, room []float32) {
	m.call("convolve", c.N, c.C, c.H, c.W, c.F, c.KH, c.KW, c.Pad, out[float32](y), x, w, out[float32](room))
}

func (m *machine) convolveBackward(dx, dw, dy, x, w []float32, c kernel.Convolution, room []float32) {
	m.call("convolveBackward", c.N, c.C, c.H, c.W, c.F, c.KH, c.KW, c.Pad, out[float32](dx), out[float32](dw), dy, x, w,
		out[float32](room))
}

// The kernels have no memory of their own: no data, and no stack, for which the linker leaves no room.
func TestModuleHasNoData(t *testing.T) {
	const dataSection = 11
	for b := program[8:]; len(b) > 0; {
		size, n := binary.Uvarint(b[1:])
		if b[0] == dataSection {
			t.Errorf("the module has %d bytes of data, which would be written over Go's", size)
		}
		b = b[1+n+int(size):]
	}
}

func (*machine) copies() {}
