// Products with a left operand that is mostly zeros: only what is not zero is multiplied, with a stretch of a row of c
// in registers.

#include "kernel.h"

// count returns how many elements of rows of n are not 0.
KERNEL(count) int count(int rows, int n, const float *x, int ld) {
	int sum = 0;
	for (; rows > 0; rows--, x += ld) {
		for (int i = 0; i < n; i += 64) sum += __builtin_popcountll(nonzeros(x + i, least(n - i, 64)));
	}
	return sum;
}

// A stretch is 1 to 13 vectors of a row of c, as many as there are registers for. The last one ends where the stretch
// does, so that it may overlap the one before it.
enum { longest = 13 };

// addUp is accumulate in one stretch.
INLINE void addUp(int vecs, int last, const entry *e, const entry *end, const float *b, int step, float beta,
		float *c) {
	vec sum[longest];
	UNROLL for (int j = 0; j < vecs; j++) {
		sum[j] = wasm_f32x4_splat(0);
		if (beta != 0) sum[j] =
				wasm_f32x4_mul(wasm_f32x4_splat(beta), wasm_v128_load(j < vecs - 1 ? c + 4 * j : c + last));
	}
	for (; e < end; e++) {
		const vec scale = wasm_v128_load32_splat(&e->value);
		const float *row = b + e->at * step;
		UNROLL for (int j = 0; j < vecs; j++) sum[j] =
				madd(scale, wasm_v128_load(j < vecs - 1 ? row + 4 * j : row + last), sum[j]);
	}
	UNROLL for (int j = 0; j < vecs; j++) wasm_v128_store(j < vecs - 1 ? c + 4 * j : c + last, sum[j]);
}

// accumulate goes through c in stretches of about the same length.
void accumulate(int n, const entry *e, const entry *end, const float *b, int step, float beta, float *c) {
	for (int vecs = (n + 3) / 4, parts = (vecs + longest - 1) / longest; parts > 0; parts--) {
		const int now = vecs / parts, last = parts > 1 ? 4 * now - 4 : n - 4;
		switch (now) {
#define CASE(v) \
	case v: addUp(v, last, e, end, b, step, beta, c); break;
			CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(13)
#undef CASE
		}
		vecs -= now, n -= 4 * now, b += 4 * now, c += 4 * now;
	}
}

// order makes the table that list uses: for each set of lanes, where their bytes come from if they are moved together.
static void order(uint8_t *table) {
	for (int set = 0; set < 16; set++) {
		int to = 0;
		for (int lane = 0; lane < 4; lane++) {
			if (set >> lane & 1) {
				for (int byte = 0; byte < 4; byte++) table[16 * set + to++] = 4 * lane + byte;
			}
		}
	}
}

// list4 makes entries of what is not 0 in x, times alpha, without a branch: where ink begins cannot be foreseen, and a
// wrong guess costs as much as sixteen elements. Up to four entries behind the last are written, too.
INLINE entry *list4(entry *e, vec x, vec at, vec alpha, const uint8_t *table) {
	const int set = wasm_i32x4_bitmask(wasm_f32x4_ne(x, wasm_f32x4_splat(0)));
	const vec moves = wasm_v128_load(table + 16 * set);
	const vec ats = wasm_i8x16_swizzle(at, moves), values = wasm_i8x16_swizzle(wasm_f32x4_mul(x, alpha), moves);
	wasm_v128_store(e, wasm_i32x4_shuffle(ats, values, 0, 4, 1, 5));
	wasm_v128_store(e + 2, wasm_i32x4_shuffle(ats, values, 2, 6, 3, 7));
	return e + __builtin_popcount(set);
}

// list makes entries of what is not 0 in n elements.
static entry *list(entry *e, const float *x, int n, float alpha, const uint8_t *table) {
	const vec scale = wasm_f32x4_splat(alpha);
	vec at = wasm_i32x4_make(0, 1, 2, 3);
	const vec next = wasm_i32x4_splat(4);
	int i = 0;
	for (; i + 4 <= n; i += 4) {
		e = list4(e, wasm_v128_load(x + i), at, scale, table);
		at = wasm_i32x4_add(at, next);
	}
	for (; i < n; i++) {
		if (x[i] != 0) e->at = i, e->value = alpha * x[i], e++;
	}
	return e;
}

// rows sets c = alpha · a·b + beta · c, m×k · k×n → m×n, for n ≥ 4. There is room for 32 + k + 4 entries.
KERNEL(rows) void rows(int m, int n, int k, float alpha, const float *a, int lda, const float *b, int ldb, float beta,
		float *c, int ldc,
	entry *entries) {
	uint8_t *table = (uint8_t *)entries;
	order(table);
	entries += 32;
	for (; m > 0; m--, a += lda, c += ldc) accumulate(n, entries, list(entries, a, k, alpha, table), b, ldb, beta, c);
}

// columns sets c = alpha · aᵀ·b + beta · c, with a k×m and b k×n → m×n, for n ≥ 4. It takes four columns of a at a
// time, and makes columns of rows in blocks of 4×4. There is room for 32 + 4·(k + 4) entries.
KERNEL(columns) void columns(int m, int n, int k, float alpha, const float *a, int lda, const float *b, int ldb,
		float beta, float *c,
	int ldc, entry *entries) {
	uint8_t *table = (uint8_t *)entries;
	order(table);
	entries += 32;
	const vec scale = wasm_f32x4_splat(alpha), next = wasm_i32x4_splat(4), zero = wasm_f32x4_splat(0);
	entry *const begin1 = entries + k + 4, *const begin2 = begin1 + k + 4, *const begin3 = begin2 + k + 4;
	for (; m > 0; m -= 4, a += 4) {
		entry *end0 = entries, *end1 = begin1, *end2 = begin2, *end3 = begin3;
		vec at = wasm_i32x4_make(0, 1, 2, 3);
		for (int l = 0; l < k; l += 4) {
			const float *x = a + l * lda;
			const vec r0 = some(x, m, 0), r1 = k - l > 1 ? some(x + lda, m, 0) : zero;
			const vec r2 = k - l > 2 ? some(x + 2 * lda, m, 0) : zero, r3 = k - l > 3 ? some(x + 3 * lda, m, 0) : zero;
			const vec here = at;
			at = wasm_i32x4_add(at, next);
			// Where a pixel has no ink in one image, it seldom has in another: at the edges there is nothing, which can
			// be foreseen.
			if (!wasm_v128_any_true(wasm_v128_or(wasm_v128_or(r0, r1), wasm_v128_or(r2, r3)))) continue;
			const vec even0 = wasm_i32x4_shuffle(r0, r1, 0, 4, 2, 6), odd0 = wasm_i32x4_shuffle(r0, r1, 1, 5, 3, 7);
			const vec even1 = wasm_i32x4_shuffle(r2, r3, 0, 4, 2, 6), odd1 = wasm_i32x4_shuffle(r2, r3, 1, 5, 3, 7);
			end0 = list4(end0, wasm_i64x2_shuffle(even0, even1, 0, 2), here, scale, table);
			end1 = list4(end1, wasm_i64x2_shuffle(odd0, odd1, 0, 2), here, scale, table);
			end2 = list4(end2, wasm_i64x2_shuffle(even0, even1, 1, 3), here, scale, table);
			end3 = list4(end3, wasm_i64x2_shuffle(odd0, odd1, 1, 3), here, scale, table);
		}
		accumulate(n, entries, end0, b, ldb, beta, c);
		if (m > 1) accumulate(n, begin1, end1, b, ldb, beta, c + ldc);
		if (m > 2) accumulate(n, begin2, end2, b, ldb, beta, c + 2 * ldc);
		if (m > 3) accumulate(n, begin3, end3, b, ldb, beta, c + 3 * ldc);
		c += 4 * ldc;
	}
}
