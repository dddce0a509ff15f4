// Package simd has the float32 kernels with which the engine trains: C with 128-bit SIMD, compiled to a WebAssembly
// module of its own.
//
//	fast := simd.Use() // from here on blas32, and with it package tensor, computes with the kernels
//
// The sources are in kernel; make kernels compiles them to kernel.wasm, which is committed, with the hash of what it
// was made from in kernel.sum. Nobody else needs a compiler of C. Go 1.26 has no SIMD for wasm of its own.
//
// # Memory
//
// The kernels' module imports the memory of the Go program, so that nothing is copied: a kernel gets the addresses of
// Go's slices. It has no data and no stack there. What it needs of room, it is given. Go calls an import of its own,
// which static/kernels.js fills in when both modules are there. A call costs about 0.1 µs.
//
// # Same bits
//
// A training step gives the same bits in every browser, since WebAssembly's SIMD is exact: a kernel's result depends on
// its input, and on nothing else. The relaxed instructions would not keep this promise. They round a product and a sum
// once on machines that can, twice on others, and a link that somebody shares would train to something else there. What
// they have to offer is little, a tenth of the peak (63 instead of 57 GFLOP/s on the machine that was measured), and so
// they are not used. Natively the engine trains to the same bits, too, with these kernels in wazero: TestBits records
// them, and package web/crosstest compares browsers with the record.
//
// Without SIMD, Go's portable code computes. It adds in another order, so that it agrees up to rounding only.
//
// # Zeros
//
// Four fifths of an MNIST image are zeros. Where at most a third of the left operand of a product is not zero, only
// that is multiplied. A zero then contributes nothing, even if it stands against an Inf or a NaN of the right operand,
// where IEEE 754 says NaN; gonum's own code does the same. Where the operand is not sparse, 0 · Inf is NaN. Both ways
// an Inf or a NaN in the left operand always comes through.
//
// Batches of images come as compressed sparse rows, so that nothing needs to be looked for: where the ink is was found
// once, when the images were loaded.
package simd
