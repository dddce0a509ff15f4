// The dense product of matrices: register blocks of 4×8 elements of c, on panels of b that are packed so that they are
// read in order.
//
// Source: Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication (2008).

#include "kernel.h"

// depth is how much of k is done at a time: a panel of depth×8 floats is 16 KB, half of a first-level cache.
enum { depth = 512 };

// put writes the first cols of four elements: alpha·sum + beta·c. With beta 0 it does not read c, where a NaN may be.
INLINE void put(float *c, vec sum, int cols, float alpha, float beta) {
	sum = wasm_f32x4_mul(sum, wasm_f32x4_splat(alpha));
	if (beta != 0) sum = madd(wasm_f32x4_splat(beta), some(c, cols, 0), sum);
	store(c, sum, cols);
}

// block computes rows×(4·vecs) elements of c, of which cols are there. Element (i, l) of op(a) is a[i·across +
// l·along], where along is 1 or across is. b is a packed panel of k×(4·vecs).
INLINE void block(int rows, int vecs, int k, const float *a, int across, int along, const float *b, float *c, int ldc,
		int cols, float alpha,
	float beta) {
	vec sum[4][2];
	UNROLL for (int i = 0; i < rows; i++) {
		UNROLL for (int j = 0; j < vecs; j++) sum[i][j] = wasm_f32x4_splat(0);
	}
	const float *a1 = a + across, *a2 = a1 + across, *a3 = a2 + across;
	for (const float *end = b + k * 4 * vecs; b < end; b += 4 * vecs) {
		UNROLL for (int j = 0; j < vecs; j++) {
			vec right = wasm_v128_load(b + 4 * j);
			sum[0][j] = madd(wasm_v128_load32_splat(a), right, sum[0][j]);
			if (rows > 1) sum[1][j] = madd(wasm_v128_load32_splat(a1), right, sum[1][j]);
			if (rows > 2) sum[2][j] = madd(wasm_v128_load32_splat(a2), right, sum[2][j]);
			if (rows > 3) sum[3][j] = madd(wasm_v128_load32_splat(a3), right, sum[3][j]);
		}
		a += along, a1 += along, a2 += along, a3 += along;
	}
	UNROLL for (int i = 0; i < rows; i++) {
		UNROLL for (int j = 0; j < vecs; j++) put(c + i * ldc + 4 * j, sum[i][j], cols - 4 * j, alpha, beta);
	}
}

// pack copies cols ≤ width columns of op(b), k×cols, to a panel k×width, with zeros in the columns that are not there.
static void pack(float *panel, int width, int transposed, int k, const float *b, int ldb, int cols) {
	if (!transposed && cols == 8) {
		for (int l = 0; l < k; l++, panel += 8, b += ldb) {
			wasm_v128_store(panel, wasm_v128_load(b));
			wasm_v128_store(panel + 4, wasm_v128_load(b + 4));
		}
		return;
	}
	const int across = transposed ? ldb : 1, along = transposed ? 1 : ldb;
	for (int j = 0; j < width; j++) {
		for (int l = 0; l < k; l++) panel[l * width + j] = j < cols ? b[j * across + l * along] : 0;
	}
}

// panels goes through op(a) in blocks of rows, for one panel.
INLINE void panels(int vecs, int m, int k, const float *a, int across, int along, const float *panel, float *c, int ldc,
		int cols,
	float alpha, float beta) {
	for (; m >= 4; m -= 4, a += 4 * across, c += 4 * ldc) block(4, vecs, k, a, across, along, panel, c, ldc, cols,
			alpha, beta);
	for (; m > 0; m--, a += across, c += ldc) block(1, vecs, k, a, across, along, panel, c, ldc, cols, alpha, beta);
}

// gemm sets c = alpha · op(a)·op(b) + beta · c, m×k · k×n → m×n. The panel has room for 512×8 floats.
KERNEL(gemm) void gemm(int transA, int transB, int m, int n, int k, float alpha, const float *a, int lda,
		const float *b, int ldb,
	float beta, float *c, int ldc, float *panel) {
	const int across = transA ? 1 : lda, along = transA ? lda : 1;
	for (int l = 0; l < k; l += depth, beta = 1) {
		const int deep = least(k - l, depth);
		for (int j = 0; j < n; j += 8) {
			const int cols = least(n - j, 8);
			pack(panel, cols > 4 ? 8 : 4, transB, deep, transB ? b + j * ldb + l : b + l * ldb + j, ldb, cols);
			if (cols > 4) panels(2, m, deep, a + l * along, across, along, panel, c + j, ldc, cols, alpha, beta);
			else panels(1, m, deep, a + l * along, across, along, panel, c + j, ldc, cols, alpha, beta);
		}
	}
}
