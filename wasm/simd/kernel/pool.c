// Max pooling by windows of 2×2, 2 from place to place, which is what nearly every network has.

#include "kernel.h"

// better takes over candidates that are larger, or NaN.
INLINE void better(vec *best, vec *from, vec x, vec at) {
	const vec wins = wasm_v128_or(wasm_f32x4_gt(x, *best), wasm_f32x4_ne(x, x));
	*best = wasm_v128_bitselect(x, *best, wins);
	*from = wasm_v128_bitselect(at, *from, wins);
}

// maxPool sets each element of y to the largest of its window, and from to the index of that. Planes are h×w in x,
// oh×ow in y, ow ≥ 4. The last four places of a row may overlap those before.
KERNEL(maxPool) void maxPool(int planes, int h, int w, int oh, int ow, float *y, int32_t *from, const float *x) {
	for (int p = 0; p < planes; p++) {
		for (int r = 0; r < oh; r++, y += ow, from += ow) {
			const int row = p * h * w + 2 * r * w;
			for (int c = 0; c < ow; c += 4) {
				const int place = least(c, ow - 4), corner = row + 2 * place;
				const float *above = x + corner, *below = above + w;
				const vec a = wasm_v128_load(above), b = wasm_v128_load(above + 4), d = wasm_v128_load(below),
						e = wasm_v128_load(below + 4);
				vec at = wasm_i32x4_make(corner, corner + 2, corner + 4, corner + 6),
						best = wasm_i32x4_shuffle(a, b, 0, 2, 4, 6), index = at;
				at = wasm_i32x4_add(at, wasm_i32x4_splat(1));
				better(&best, &index, wasm_i32x4_shuffle(a, b, 1, 3, 5, 7), at);
				at = wasm_i32x4_add(at, wasm_i32x4_splat(w - 1));
				better(&best, &index, wasm_i32x4_shuffle(d, e, 0, 2, 4, 6), at);
				at = wasm_i32x4_add(at, wasm_i32x4_splat(1));
				better(&best, &index, wasm_i32x4_shuffle(d, e, 1, 3, 5, 7), at);
				wasm_v128_store(y + place, best);
				wasm_v128_store(from + place, index);
			}
		}
	}
}

// scatter adds each element of dy to the element of dx that from names.
KERNEL(scatter) void scatter(int n, float *dx, const float *dy, const int32_t *from) {
	for (int i = 0; i < n; i++) dx[from[i]] += dy[i];
}
