package simd

import (
	"syscall/js"
	"unsafe"

	"github.com/inkgrad/inkgrad/nn/kernel"
	"gonum.org/v1/gonum/blas/blas32"
)

// Use puts the kernels in place, where the browser can run them, and says whether it did. The program's loader has to
// be that of static/kernels.js.
func Use() bool {
	bytes := js.Global().Get("Uint8Array").New(len(program))
	js.CopyBytesToJS(bytes, program)
	if !js.Global().Call("inkgradKernels", bytes).Bool() {
		return false
	}
	blas32.Use(&BLAS{kernels: &imported{}})
	kernel.Use(&Kernels{kernels: &imported{}})
	return true
}

// imported is the module as imports. Addresses in it are those of Go's memory, which both share.
type imported struct{}

func flag(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

func at[T any](x []T) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(x)) }

//go:wasmimport kern gemm
//go:noescape
func kernGemm(transA, transB, m, n, k int32, alpha float32, a unsafe.Pointer, lda int32, b unsafe.Pointer, ldb int32,
	beta float32,
	c unsafe.Pointer, ldc int32, panel unsafe.Pointer)

func (*imported) gemm(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int,
	beta float32, c []float32,
	ldc int, panel []float32) {
	kernGemm(flag(transA), flag(transB), int32(m), int32(n), int32(k), alpha, at(a), int32(lda), at(b), int32(ldb),
		beta, at(c), int32(ldc),
		at(panel))
}

//go:wasmimport kern count
//go:noescape
func kernCount(rows, n int32, x unsafe.Pointer, ld int32) int32

func (*imported) count(rows, n int, x []float32, ld int) int {
	return int(kernCount(int32(rows), int32(n), at(x), int32(ld)))
}

//go:wasmimport kern rows
//go:noescape
func kernRows(m, n, k int32, alpha float32, a unsafe.Pointer, lda int32, b unsafe.Pointer, ldb int32, beta float32,
	c unsafe.Pointer,
	ldc int32, entries unsafe.Pointer)

func (*imported) rows(m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32,
	ldc int,
	entries []int32) {
	kernRows(int32(m), int32(n), int32(k), alpha, at(a), int32(lda), at(b), int32(ldb), beta, at(c), int32(ldc),
		at(entries))
}

//go:wasmimport kern columns
//go:noescape
func kernColumns(m, n, k int32, alpha float32, a unsafe.Pointer, lda int32, b unsafe.Pointer, ldb int32, beta float32,
	c unsafe.Pointer,
	ldc int32, entries unsafe.Pointer)

func (*imported) columns(m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32,
	c []float32, ldc int,
	entries []int32) {
	kernColumns(int32(m), int32(n), int32(k), alpha, at(a), int32(lda), at(b), int32(ldb), beta, at(c), int32(ldc),
		at(entries))
}

//go:wasmimport kern axpy
//go:noescape
func kernAxpy(n int32, alpha float32, x, y unsafe.Pointer)

func (*imported) axpy(alpha float32, x, y []float32) { kernAxpy(int32(len(x)), alpha, at(x), at(y)) }

//go:wasmimport kern scal
//go:noescape
func kernScal(n int32, alpha float32, x unsafe.Pointer)

func (*imported) scal(alpha float32, x []float32) { kernScal(int32(len(x)), alpha, at(x)) }

//go:wasmimport kern gather
//go:noescape
func kernGather(rows int32, x, images, index unsafe.Pointer, size int32)

func (*imported) gather(x []float32, images []byte, index []int, size int) {
	kernGather(int32(len(index)), at(x), at(images), at(index), int32(size))
}

//go:wasmimport kern unpack
//go:noescape
func kernUnpack(rows int32, index, from, places, levels, start, entries unsafe.Pointer)

func (*imported) unpack(to *kernel.CSR, images *kernel.Images, index []int) {
	kernUnpack(int32(len(index)), at(index), at(images.Start), at(images.Place), at(images.Level), at(to.Start),
		at(to.Entries))
}

//go:wasmimport kern csr
//go:noescape
func kernCSR(m, n int32, start, a, b, c unsafe.Pointer)

func (*imported) csr(c []float32, a *kernel.CSR, b []float32, n int) {
	kernCSR(int32(a.Rows()), int32(n), at(a.Start), at(a.Entries), at(b), at(c))
}

//go:wasmimport kern csrTransposed
//go:noescape
func kernCSRTransposed(m, n, k int32, start, a, b, c, end, entries unsafe.Pointer)

func (*imported) csrTransposed(c []float32, a *kernel.CSR, b []float32, n int, room []int32) {
	k := len(c) / n
	kernCSRTransposed(int32(a.Rows()), int32(n), int32(k), at(a.Start), at(a.Entries), at(b), at(c), at(room),
		at(room[k+1:]))
}

//go:wasmimport kern addRow
//go:noescape
func kernAddRow(rows, n int32, y, x, b unsafe.Pointer)

func (*imported) addRow(y, x, b []float32) {
	kernAddRow(int32(len(y)/len(b)), int32(len(b)), at(y), at(x), at(b))
}

//go:wasmimport kern addRowBackward
//go:noescape
func kernAddRowBackward(rows, n int32, db, dy unsafe.Pointer)

func (*imported) addRowBackward(db, dy []float32) {
	kernAddRowBackward(int32(len(dy)/len(db)), int32(len(db)), at(db), at(dy))
}

//go:wasmimport kern addPlane
//go:noescape
func kernAddPlane(planes, size, n int32, y, x, b unsafe.Pointer)

func (*imported) addPlane(y, x, b []float32, size int) {
	kernAddPlane(int32(len(y)/size), int32(size), int32(len(b)), at(y), at(x), at(b))
}

//go:wasmimport kern addPlaneBackward
//go:noescape
func kernAddPlaneBackward(planes, size, n int32, db, dy unsafe.Pointer)

func (*imported) addPlaneBackward(db, dy []float32, size int) {
	kernAddPlaneBackward(int32(len(dy)/size), int32(size), int32(len(db)), at(db), at(dy))
}

//go:wasmimport kern relu
//go:noescape
func kernReLU(n int32, y, x unsafe.Pointer)

func (*imported) relu(y, x []float32) { kernReLU(int32(len(y)), at(y), at(x)) }

//go:wasmimport kern reluBackward
//go:noescape
func kernReLUBackward(n int32, dx, dy, y unsafe.Pointer)

func (*imported) reluBackward(dx, dy, y []float32) {
	kernReLUBackward(int32(len(dx)), at(dx), at(dy), at(y))
}

//go:wasmimport kern sigmoid
//go:noescape
func kernSigmoid(n int32, y, x unsafe.Pointer)

func (*imported) sigmoid(y, x []float32) { kernSigmoid(int32(len(y)), at(y), at(x)) }

//go:wasmimport kern tanhOf
//go:noescape
func kernTanh(n int32, y, x unsafe.Pointer)

func (*imported) tanh(y, x []float32) { kernTanh(int32(len(y)), at(y), at(x)) }

//go:wasmimport kern softmax
//go:noescape
func kernSoftmax(rows, cols int32, y, logs, x unsafe.Pointer)

func (*imported) softmax(y []float32, logs []float64, x []float32, cols int) {
	kernSoftmax(int32(len(logs)), int32(cols), at(y), at(logs), at(x))
}

//go:wasmimport kern maxPool
//go:noescape
func kernMaxPool(planes, h, w, oh, ow int32, y, from, x unsafe.Pointer)

func (*imported) maxPool(y []float32, from []int32, x []float32, p kernel.Pool) {
	kernMaxPool(int32(len(x)/(p.H*p.W)), int32(p.H), int32(p.W), int32(p.OH), int32(p.OW), at(y), at(from), at(x))
}

//go:wasmimport kern scatter
//go:noescape
func kernScatter(n int32, dx, dy, from unsafe.Pointer)

func (*imported) scatter(dx, dy []float32, from []int32) {
	kernScatter(int32(len(from)), at(dx), at(dy), at(from))
}

//go:wasmimport kern momentum
//go:noescape
func kernMomentum(n int32, mu, eta float32, w, v, g unsafe.Pointer)

func (*imported) momentum(w, v, g []float32, mu, eta float32) {
	kernMomentum(int32(len(w)), mu, eta, at(w), at(v), at(g))
}

//go:wasmimport kern adaGrad
//go:noescape
func kernAdaGrad(n int32, eta, tiny float32, w, h, g unsafe.Pointer)

func (*imported) adaGrad(w, h, g []float32, eta float32) {
	kernAdaGrad(int32(len(w)), eta, kernel.Tiny, at(w), at(h), at(g))
}

//go:wasmimport kern rmsProp
//go:noescape
func kernRMSProp(n int32, rho, eta, tiny float32, w, h, g unsafe.Pointer)

func (*imported) rmsProp(w, h, g []float32, rho, eta float32) {
	kernRMSProp(int32(len(w)), rho, eta, kernel.Tiny, at(w), at(h), at(g))
}

//go:wasmimport kern adam
//go:noescape
func kernAdam(n int32, b1, b2, eta, tiny float32, w, m, v, g unsafe.Pointer)

func (*imported) adam(w, m, v, g []float32, b1, b2, eta float32) {
	kernAdam(int32(len(w)), b1, b2, eta, kernel.Tiny, at(w), at(m), at(v), at(g))
}

//go:wasmimport kern convolve
//go:noescape
func kernConvolve(n, c, h, w, f, kh, kw, pad int32, y, x, filters, room unsafe.Pointer)

func (*imported) convolve(y, x, w []float32, c kernel.Convolution, room []float32) {
	kernConvolve(int32(c.N), int32(c.C), int32(c.H), int32(c.W), int32(c.F), int32(c.KH), int32(c.KW), int32(c.Pad),
		at(y), at(x), at(w), at(room))
}

//go:wasmimport kern convolveBackward
//go:noescape
func kernConvolveBackward(n, c, h, w, f, kh, kw, pad int32, dx, dw, dy, x, filters, room unsafe.Pointer)

func (*imported) convolveBackward(dx, dw, dy, x, w []float32, c kernel.Convolution, room []float32) {
	kernConvolveBackward(int32(c.N), int32(c.C), int32(c.H), int32(c.W), int32(c.F), int32(c.KH), int32(c.KW),
		int32(c.Pad), at(dx), at(dw),
		at(dy), at(x), at(w), at(room))
}

//go:wasmimport kern probe
//go:noescape
func kernProbe(n int32, x unsafe.Pointer)

// Probe does nothing but multiply and add, 96 floating-point operations n times, as fast as SIMD can: the peak that
// benchmarks refer to. It needs the kernels in place.
func Probe(n int) {
	x := [8]float32{0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1}
	kernProbe(int32(n), unsafe.Pointer(&x))
}
