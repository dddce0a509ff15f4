// Softmax and what it takes.

#include "kernel.h"

// logOf is the natural logarithm of v ≥ 1: with v = m·2ᵉ and s = (m − 1)/(m + 1), e·log 2 + 2·(s + s³/3 + s⁵/5 + …).
static double logOf(double v) {
	int e = 0;
	for (; v > 1.5; v /= 2) e++;
	const double s = (v - 1) / (v + 1), q = s * s;
	double sum = 0;
	UNROLL for (int i = 21; i > 0; i -= 2) sum = sum * q + 1.0 / i;
	return e * 0x1.62e42fefa39efp-1 + 2 * s * sum;
}

// softmax sets rows of cols elements, y = exp(x) / Σ exp(x), and logs = log Σ exp(x). Each row's largest element is
// taken out.
KERNEL(softmax) void softmax(int rows, int cols, float *y, double *logs, const float *x) {
	const float least = -__builtin_inff();
	for (; rows > 0; rows--, x += cols, y += cols, logs++) {
		vec top = some(x, cols, least);
		for (int i = 4; i < cols; i += 4) top = wasm_f32x4_max(top, some(x + i, cols - i, least));
		top = wasm_f32x4_max(top, wasm_i32x4_shuffle(top, top, 2, 3, 0, 1));
		top = wasm_f32x4_max(top, wasm_i32x4_shuffle(top, top, 1, 0, 3, 2));
		vec sums = wasm_f32x4_splat(0);
		for (int i = 0; i < cols; i += 4) {
			const vec e = expOf(wasm_f32x4_sub(some(x + i, cols - i, least), top));
			sums = wasm_f32x4_add(sums, e);
			store(y + i, e, cols - i);
		}
		sums = wasm_f32x4_add(sums, wasm_i32x4_shuffle(sums, sums, 2, 3, 0, 1));
		sums = wasm_f32x4_add(sums, wasm_i32x4_shuffle(sums, sums, 1, 0, 3, 2));
		for (int i = 0; i < cols; i += 4) store(y + i, wasm_f32x4_div(some(y + i, cols - i, 0), sums), cols - i);
		*logs = wasm_f32x4_extract_lane(top, 0) + logOf(wasm_f32x4_extract_lane(sums, 0));
	}
}
