// Matrices of which most elements are 0, as compressed sparse rows: row r has the entries from start[r] to start[r + 1]
// - 1.

#include "kernel.h"

// unpack makes compressed sparse rows of the images at index, which are kept in that form with bytes, places and
// levels: values are those divided by 255. Up to seven places, levels and entries behind the last are read and written.
KERNEL(unpack) void unpack(int rows, const int64_t *index, const int *from, const uint16_t *places,
		const uint8_t *levels, int *start,
	entry *entries) {
	int end = start[0] = 0;
	for (int r = 0; r < rows; r++) {
		const int begin = from[index[r]], n = from[index[r] + 1] - begin;
		for (int i = 0; i < n; i += 8) {
			const vec at = wasm_v128_load(places + begin + i), bytes = wasm_u16x8_load8x8(levels + begin + i);
			const vec at0 = wasm_u32x4_extend_low_u16x8(at), at1 = wasm_u32x4_extend_high_u16x8(at);
			const vec v0 = level(wasm_u32x4_extend_low_u16x8(bytes)), v1 = level(wasm_u32x4_extend_high_u16x8(bytes));
			entry *e = entries + end + i;
			wasm_v128_store(e, wasm_i32x4_shuffle(at0, v0, 0, 4, 1, 5));
			wasm_v128_store(e + 2, wasm_i32x4_shuffle(at0, v0, 2, 6, 3, 7));
			wasm_v128_store(e + 4, wasm_i32x4_shuffle(at1, v1, 0, 4, 1, 5));
			wasm_v128_store(e + 6, wasm_i32x4_shuffle(at1, v1, 2, 6, 3, 7));
		}
		start[r + 1] = end += n;
	}
}

// csr sets c = a·b, with a of m rows, and b and c of rows of n ≥ 4.
KERNEL(csr) void csr(int m, int n, const int *start, const entry *a, const float *b, float *c) {
	for (int r = 0; r < m; r++, c += n) accumulate(n, a + start[r], a + start[r + 1], b, n, 0, c);
}

// csrTransposed adds aᵀ·b to c, with a of m rows and k columns: b m×n, c k×n, for n ≥ 4. It makes compressed sparse
// columns first, by counting: there is room for k + 1 ends, and for as many entries as a has.
KERNEL(csrTransposed) void csrTransposed(int m, int n, int k, const int *start, const entry *a, const float *b,
		float *c, int *end,
	entry *entries) {
	for (int i = 0; i <= k; i++) end[i] = 0;
	for (int i = 0; i < start[m]; i++) end[a[i].at + 1]++;
	for (int i = 0; i < k; i++) end[i + 1] += end[i];
	for (int r = 0; r < m; r++) {
		for (int i = start[r]; i < start[r + 1]; i++) {
			entry *e = entries + end[a[i].at]++;
			e->at = r, e->value = a[i].value;
		}
	}
	const entry *e = entries;
	for (int i = 0; i < k; e = entries + end[i], i++, c += n) accumulate(n, e, entries + end[i], b, n, 1, c);
}
