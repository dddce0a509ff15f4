// Products with a left operand that is mostly zeros: only what is not zero is multiplied, with a stretch of a row of c in registers.

#include "kernel.h"

// count returns how many of n elements are not 0.
KERNEL(count) int count(int n, const float *x) {
	int sum = 0;
	for (; n > 0; n -= 64, x += 64) sum += __builtin_popcountll(nonzeros(x, least(n, 64)));
	return sum;
}

// entry is an element of a that is not 0: the place of its row in b, and its value times alpha.
typedef struct {
	int at;
	float value;
} entry;

// A stretch is 1 to 10 vectors of a row of c. The last one ends where the stretch does, so that it may overlap the one before it.
enum { longest = 10 };

// accumulate adds the rows of b that the entries name, times their values, to beta·c, in one stretch.
INLINE void accumulate(int vecs, int last, const entry *e, const entry *end, const float *b, float beta, float *c) {
	vec sum[longest];
	UNROLL for (int j = 0; j < vecs; j++) {
		sum[j] = wasm_f32x4_splat(0);
		if (beta != 0) sum[j] = wasm_f32x4_mul(wasm_f32x4_splat(beta), wasm_v128_load(j < vecs - 1 ? c + 4 * j : c + last));
	}
	for (; e < end; e++) {
		const vec scale = wasm_v128_load32_splat(&e->value);
		const float *row = b + e->at;
		UNROLL for (int j = 0; j < vecs; j++) sum[j] = madd(scale, wasm_v128_load(j < vecs - 1 ? row + 4 * j : row + last), sum[j]);
	}
	UNROLL for (int j = 0; j < vecs; j++) wasm_v128_store(j < vecs - 1 ? c + 4 * j : c + last, sum[j]);
}

// row computes a row of c of n ≥ 4 elements, in stretches of about the same length.
static void row(int n, const entry *e, const entry *end, const float *b, float beta, float *c) {
	for (int vecs = (n + 3) / 4, parts = (vecs + longest - 1) / longest; parts > 0; parts--) {
		const int now = vecs / parts, last = parts > 1 ? 4 * now - 4 : n - 4;
		switch (now) {
#define CASE(v) \
	case v: accumulate(v, last, e, end, b, beta, c); break;
			CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10)
#undef CASE
		}
		vecs -= now, n -= 4 * now, b += 4 * now, c += 4 * now;
	}
}

// rows sets c = alpha · a·b + beta · c, m×k · k×n → m×n, for n ≥ 4. There is room for k entries.
KERNEL(rows) void rows(int m, int n, int k, float alpha, const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc,
	entry *entries) {
	for (; m > 0; m--, a += lda, c += ldc) {
		entry *e = entries;
		for (int l = 0; l < k; l += 64) {
			for (uint64_t bits = nonzeros(a + l, least(k - l, 64)); bits; bits &= bits - 1, e++) {
				const int p = l + __builtin_ctzll(bits);
				e->at = p * ldb, e->value = alpha * a[p];
			}
		}
		row(n, entries, e, b, beta, c);
	}
}

// columns sets c = alpha · aᵀ·b + beta · c, with a k×m and b k×n → m×n, for n ≥ 4. It takes 64 columns of a at a time: there is room for 64·k
// entries, and then 64 counts.
KERNEL(columns) void columns(int m, int n, int k, float alpha, const float *a, int lda, const float *b, int ldb, float beta, float *c,
	int ldc, entry *entries) {
	int *counts = (int *)(entries + 64 * k);
	for (int i = 0; i < m; i += 64) {
		const int width = least(m - i, 64);
		for (int p = 0; p < width; p++) counts[p] = 0;
		for (int l = 0; l < k; l++) {
			const float *x = a + l * lda + i;
			for (uint64_t bits = nonzeros(x, width); bits; bits &= bits - 1) {
				const int p = __builtin_ctzll(bits);
				entry *e = entries + p * k + counts[p]++;
				e->at = l * ldb, e->value = alpha * x[p];
			}
		}
		for (int p = 0; p < width; p++, c += ldc) row(n, entries + p * k, entries + p * k + counts[p], b, beta, c);
	}
}
