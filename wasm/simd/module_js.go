package simd

import (
	"syscall/js"
	"unsafe"

	"gonum.org/v1/gonum/blas/blas32"
)

// Use puts the kernels in place, where the browser can run them, and says whether it did. The program's loader has to be that of
// static/kernels.js.
func Use() bool {
	bytes := js.Global().Get("Uint8Array").New(len(program))
	js.CopyBytesToJS(bytes, program)
	if !js.Global().Call("inkgradKernels", bytes).Bool() {
		return false
	}
	blas32.Use(&BLAS{kernels: imported{}})
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
func kernGemm(transA, transB, m, n, k int32, alpha float32, a unsafe.Pointer, lda int32, b unsafe.Pointer, ldb int32, beta float32,
	c unsafe.Pointer, ldc int32, panel unsafe.Pointer)

func (imported) gemm(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32,
	ldc int, panel []float32) {
	kernGemm(flag(transA), flag(transB), int32(m), int32(n), int32(k), alpha, at(a), int32(lda), at(b), int32(ldb), beta, at(c), int32(ldc),
		at(panel))
}

//go:wasmimport kern count
//go:noescape
func kernCount(n int32, x unsafe.Pointer) int32

func (imported) count(x []float32) int { return int(kernCount(int32(len(x)), at(x))) }

//go:wasmimport kern rows
//go:noescape
func kernRows(m, n, k int32, alpha float32, a unsafe.Pointer, lda int32, b unsafe.Pointer, ldb int32, beta float32, c unsafe.Pointer,
	ldc int32, entries unsafe.Pointer)

func (imported) rows(m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int,
	entries []int32) {
	kernRows(int32(m), int32(n), int32(k), alpha, at(a), int32(lda), at(b), int32(ldb), beta, at(c), int32(ldc), at(entries))
}

//go:wasmimport kern columns
//go:noescape
func kernColumns(m, n, k int32, alpha float32, a unsafe.Pointer, lda int32, b unsafe.Pointer, ldb int32, beta float32, c unsafe.Pointer,
	ldc int32, entries unsafe.Pointer)

func (imported) columns(m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int,
	entries []int32) {
	kernColumns(int32(m), int32(n), int32(k), alpha, at(a), int32(lda), at(b), int32(ldb), beta, at(c), int32(ldc), at(entries))
}

//go:wasmimport kern axpy
//go:noescape
func kernAxpy(n int32, alpha float32, x, y unsafe.Pointer)

func (imported) axpy(alpha float32, x, y []float32) { kernAxpy(int32(len(x)), alpha, at(x), at(y)) }

//go:wasmimport kern scal
//go:noescape
func kernScal(n int32, alpha float32, x unsafe.Pointer)

func (imported) scal(alpha float32, x []float32) { kernScal(int32(len(x)), alpha, at(x)) }
