// Sigmoid and tanh.

#include "kernel.h"

// sigmoid sets y = 1 / (1 + exp(-x)), by exp of what is not positive, so that nothing overflows: of a negative x it is
// exp(x) / (1 + exp(x)).
KERNEL(sigmoid) void sigmoid(int n, float *y, const float *x) {
	const vec one = wasm_f32x4_splat(1);
	for (int i = 0; i < n; i += 4) {
		const vec v = some(x + i, n - i, 0), e = expOf(wasm_f32x4_neg(wasm_f32x4_abs(v)));
		const vec top = wasm_v128_bitselect(e, one, wasm_f32x4_lt(v, wasm_f32x4_splat(0)));
		store(y + i, wasm_f32x4_div(top, wasm_f32x4_add(one, e)), n - i);
	}
}

// tanhOf sets y = tanh x, by exp(-2|x|) = e as ±(1 - e) / (1 + e). Near 0, where this is a difference of what is almost
// equal, it is the series.
KERNEL(tanhOf) void tanhOf(int n, float *y, const float *x) {
	const vec one = wasm_f32x4_splat(1);
	for (int i = 0; i < n; i += 4) {
		const vec v = some(x + i, n - i, 0), size = wasm_f32x4_abs(v), q = wasm_f32x4_mul(v, v);
		const vec e = expOf(wasm_f32x4_mul(size, wasm_f32x4_splat(-2)));
		const vec far = wasm_f32x4_div(wasm_f32x4_sub(one, e), wasm_f32x4_add(one, e));
		vec p = wasm_f32x4_splat(-17.0f / 315);
		p = madd(p, q, wasm_f32x4_splat(2.0f / 15));
		p = madd(p, q, wasm_f32x4_splat(-1.0f / 3));
		const vec near = madd(wasm_f32x4_mul(p, q), v, v);
		const vec signs = wasm_v128_and(v, wasm_f32x4_splat(-0.0f));
		store(y + i, wasm_v128_bitselect(near, wasm_v128_or(far, signs), wasm_f32x4_lt(size, wasm_f32x4_splat(0.15f))),
				n - i);
	}
}
