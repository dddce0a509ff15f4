// Operations on each element.

#include "kernel.h"

vec loadPart(const float *x, int n,
		float fill) { return wasm_f32x4_make(x[0], n > 1 ? x[1] : fill, n > 2 ? x[2] : fill, fill); }

void storePart(float *y, vec v, int n) {
	for (; n > 0; n--, y++) {
		*y = wasm_f32x4_extract_lane(v, 0);
		v = wasm_i32x4_shuffle(v, v, 1, 2, 3, 0);
	}
}

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

// gather sets row r of x to size bytes of images, at index[r]·size, divided by 255.
KERNEL(gather) void gather(int rows, float *x, const uint8_t *images, const int64_t *index, int size) {
	for (; rows > 0; rows--, index++) {
		const uint8_t *image = images + *index * size;
		int i = 0;
		for (; i + 16 <= size; i += 16, x += 16) {
			const vec bytes = wasm_v128_load(image + i);
			if (!wasm_v128_any_true(bytes)) { // as most of an image is
				const vec zero = wasm_f32x4_splat(0);
				UNROLL for (int j = 0; j < 16; j += 4) wasm_v128_store(x + j, zero);
				continue;
			}
			const vec low = wasm_u16x8_extend_low_u8x16(bytes), high = wasm_u16x8_extend_high_u8x16(bytes);
			wasm_v128_store(x, level(wasm_u32x4_extend_low_u16x8(low)));
			wasm_v128_store(x + 4, level(wasm_u32x4_extend_high_u16x8(low)));
			wasm_v128_store(x + 8, level(wasm_u32x4_extend_low_u16x8(high)));
			wasm_v128_store(x + 12, level(wasm_u32x4_extend_high_u16x8(high)));
		}
		for (; i < size; i++) *x++ = image[i] * HIGH + image[i] * LOW;
	}
}

// addRow sets rows of n elements, y = x + b.
KERNEL(addRow) void addRow(int rows, int n, float *y, const float *x, const float *b) {
	for (; rows > 0; rows--, x += n, y += n) {
		int i = 0;
		for (; i + 4 <= n; i += 4) wasm_v128_store(y + i, wasm_f32x4_add(wasm_v128_load(x + i), wasm_v128_load(b + i)));
		for (; i < n; i++) y[i] = x[i] + b[i];
	}
}

// addRowBackward adds rows of n elements of dy to db.
KERNEL(addRowBackward) void addRowBackward(int rows, int n, float *db, const float *dy) {
	int i = 0;
	for (; i + 4 <= n; i += 4) {
		vec sum = wasm_v128_load(db + i);
		for (int r = 0; r < rows; r++) sum = wasm_f32x4_add(sum, wasm_v128_load(dy + r * n + i));
		wasm_v128_store(db + i, sum);
	}
	for (; i < n; i++) {
		for (int r = 0; r < rows; r++) db[i] += dy[r * n + i];
	}
}

// addPlane sets planes of size elements, y = x + an element of b, which has n.
KERNEL(addPlane) void addPlane(int planes, int size, int n, float *y, const float *x, const float *b) {
	for (int p = 0; p < planes; p++, x += size, y += size) {
		const float v = b[p % n];
		int i = 0;
		for (; i + 4 <= size; i += 4) wasm_v128_store(y + i,
				wasm_f32x4_add(wasm_v128_load(x + i), wasm_f32x4_splat(v)));
		for (; i < size; i++) y[i] = x[i] + v;
	}
}

// addPlaneBackward adds the sums of planes of size elements of dy to the n elements of db.
KERNEL(addPlaneBackward) void addPlaneBackward(int planes, int size, int n, float *db, const float *dy) {
	for (int p = 0; p < planes; p++, dy += size) {
		vec a = wasm_f32x4_splat(0), b = a;
		int i = 0;
		for (; i + 8 <= size; i += 8) {
			a = wasm_f32x4_add(a, wasm_v128_load(dy + i));
			b = wasm_f32x4_add(b, wasm_v128_load(dy + i + 4));
		}
		a = wasm_f32x4_add(a, b);
		float sum = wasm_f32x4_extract_lane(a, 0) + wasm_f32x4_extract_lane(a, 1) + wasm_f32x4_extract_lane(a, 2) +
				wasm_f32x4_extract_lane(a, 3);
		for (; i < size; i++) sum += dy[i];
		db[p % n] += sum;
	}
}

// relu sets y = max(x, 0). A NaN is not less than 0, so that it stays; adding 0 makes a -0 a 0.
KERNEL(relu) void relu(int n, float *y, const float *x) {
	const vec zero = wasm_f32x4_splat(0);
	int i = 0;
	for (; i + 4 <= n; i += 4) wasm_v128_store(y + i,
			wasm_f32x4_add(wasm_f32x4_pmax(wasm_v128_load(x + i), zero), zero));
	for (; i < n; i++) y[i] = (x[i] < 0 ? 0 : x[i]) + 0.0f;
}

// reluBackward adds dy to dx where y > 0.
KERNEL(reluBackward) void reluBackward(int n, float *dx, const float *dy, const float *y) {
	const vec zero = wasm_f32x4_splat(0);
	int i = 0;
	for (; i + 4 <= n; i += 4) {
		const vec passed = wasm_v128_and(wasm_v128_load(dy + i), wasm_f32x4_gt(wasm_v128_load(y + i), zero));
		wasm_v128_store(dx + i, wasm_f32x4_add(wasm_v128_load(dx + i), passed));
	}
	for (; i < n; i++) {
		if (y[i] > 0) dx[i] += dy[i];
	}
}

// probe multiplies and adds, n times in each of 12 independent chains of vectors, as many as there are registers for:
// as fast as can be.
KERNEL(probe) void probe(int n, float *x) {
	vec chain[12];
	const vec factor = wasm_v128_load(x), term = wasm_v128_load(x + 4);
	UNROLL for (int i = 0; i < 12; i++) chain[i] = wasm_f32x4_splat(i);
	for (; n > 0; n--) {
		UNROLL for (int i = 0; i < 12; i++) chain[i] = madd(chain[i], factor, term);
	}
	UNROLL for (int i = 1; i < 12; i++) chain[0] = wasm_f32x4_add(chain[0], chain[i]);
	wasm_v128_store(x, chain[0]);
}
