package simd

import _ "embed"

// program is the kernels' module, built from kernel by make kernels.
//
//go:embed kernel.wasm
var program []byte

// module calls the kernels: in a browser by imports, in native tests by wazero. The C files in kernel say what each computes; whoever calls
// has checked the sizes.
type module interface {
	gemm(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int,
		panel []float32)
	count(x []float32) int
	rows(m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int, entries []int32)
	columns(m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int, entries []int32)
	axpy(alpha float32, x, y []float32)
	scal(alpha float32, x []float32)
}
