package simd

import (
	_ "embed"

	"github.com/inkgrad/inkgrad/nn/kernel"
)

// program is the kernels' module, built from kernel by make kernels.
//
//go:embed kernel.wasm
var program []byte

// module calls the kernels: in a browser by imports, in native tests by wazero. The C files in kernel say what each
// computes; whoever calls has checked the sizes.
type module interface {
	gemm(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32,
		c []float32, ldc int,
		panel []float32)
	count(rows, n int, x []float32, ld int) int
	rows(m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int,
		entries []int32)
	columns(m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int,
		entries []int32)
	axpy(alpha float32, x, y []float32)
	scal(alpha float32, x []float32)

	gather(x []float32, images []byte, index []int, size int)
	unpack(to *kernel.CSR, images *kernel.Images, index []int)
	csr(c []float32, a *kernel.CSR, b []float32, n int)
	csrTransposed(c []float32, a *kernel.CSR, b []float32, n int, room []int32)
	addRow(y, x, b []float32)
	addRowBackward(db, dy []float32)
	addPlane(y, x, b []float32, size int)
	addPlaneBackward(db, dy []float32, size int)
	relu(y, x []float32)
	reluBackward(dx, dy, y []float32)
	sigmoid(y, x []float32)
	tanh(y, x []float32)
	softmax(y []float32, logs []float64, x []float32, cols int)
	maxPool(y []float32, from []int32, x []float32, p kernel.Pool)
	scatter(dx, dy []float32, from []int32)
	momentum(w, v, g []float32, mu, eta float32)
	adaGrad(w, h, g []float32, eta float32)
	rmsProp(w, h, g []float32, rho, eta float32)
	adam(w, m, v, g []float32, b1, b2, eta float32)
	convolve(y, x, w []float32, c kernel.Convolution, room []float32)
	convolveBackward(dx, dw, dy, x, w []float32, c kernel.Convolution, room []float32)
}
