//go:build !(goexperiment.simd && amd64)

package avx

// Use returns false: the program was built without the kernels.
func Use() bool { return false }
