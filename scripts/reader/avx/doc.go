// Package avx multiplies float32 matrices with the vector instructions of amd64, AVX-512 or AVX2 and FMA, three to six
// times as fast as gonum. Go 1.26 has them as an experiment, package simd/archsimd:
//
//	GOEXPERIMENT=simd go run ./scripts/reader -out scripts/reader/reader.safetensors
//
// Everything else computes as it always does. Built without the experiment, or for another architecture, the package is
// empty.
//
// The bits of a product differ from gonum's, since a fused multiply-add rounds once and each element is summed in the
// order of k. They are the same on every processor that has the instructions, with AVX-512 and without.
package avx
