// Operations on each element.

#include "kernel.h"

// axpy adds alpha·x to y.
KERNEL(axpy) void axpy(int n, float alpha, const float *x, float *y) {
	const vec scale = wasm_f32x4_splat(alpha);
	int i = 0;
	for (; i + 4 <= n; i += 4) wasm_v128_store(y + i, madd(scale, wasm_v128_load(x + i), wasm_v128_load(y + i)));
	for (; i < n; i++) y[i] += alpha * x[i];
}

// scal multiplies x by alpha.
KERNEL(scal) void scal(int n, float alpha, float *x) {
	const vec scale = wasm_f32x4_splat(alpha);
	int i = 0;
	for (; i + 4 <= n; i += 4) wasm_v128_store(x + i, wasm_f32x4_mul(scale, wasm_v128_load(x + i)));
	for (; i < n; i++) x[i] *= alpha;
}
