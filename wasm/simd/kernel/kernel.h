// What all kernels share. See ../doc.go for the conventions.

#include <stdint.h>
#include <wasm_simd128.h>

// A kernel is called by its own name.
#define KERNEL(name) __attribute__((export_name(#name)))

// Loops over constant ranges, of registers, have to be unrolled: an array that is indexed would need a stack.
#define UNROLL _Pragma("clang loop unroll(full)")
#define INLINE static inline __attribute__((always_inline))

typedef v128_t vec; // four floats, or sixteen bytes

INLINE int least(int a, int b) { return a < b ? a : b; }

// madd is x·y + z in two roundings. The relaxed instruction that rounds once would be other bits on other machines.
INLINE vec madd(vec x, vec y, vec z) { return wasm_f32x4_add(z, wasm_f32x4_mul(x, y)); }

// byte to float: v/255 is v·high + v·low, where high has so few digits that its product is exact. The sum is then
// rounded once, as a division would be.
#define HIGH 0x1.01p-8f
#define LOW 0x1.0101p-24f

INLINE vec level(vec v) {
	const vec f = wasm_f32x4_convert_i32x4(v);
	return madd(f, wasm_f32x4_splat(HIGH), wasm_f32x4_mul(f, wasm_f32x4_splat(LOW)));
}

// nonzeros has bit i set if x[i] is not 0, for i < n ≤ 64. A NaN is not 0.
static inline uint64_t nonzeros(const float *x, int n) {
	const vec zero = wasm_f32x4_splat(0);
	uint64_t bits = 0;
	int i = 0;
	for (; i + 16 <= n; i += 16) {
		vec a = wasm_f32x4_ne(wasm_v128_load(x + i), zero), b = wasm_f32x4_ne(wasm_v128_load(x + i + 4), zero);
		vec c = wasm_f32x4_ne(wasm_v128_load(x + i + 8), zero), d = wasm_f32x4_ne(wasm_v128_load(x + i + 12), zero);
		vec bytes = wasm_i8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(a, b), wasm_i16x8_narrow_i32x4(c, d));
		bits |= (uint64_t)wasm_i8x16_bitmask(bytes) << i;
	}
	for (; i < n; i++) {
		bits |= (uint64_t)(x[i] != 0) << i;
	}
	return bits;
}

// some loads n elements, or four if there are as many, and fills up with fill; store writes as many. What is less than
// four is for functions in vector.c, which are called.
vec loadPart(const float *x, int n, float fill);
void storePart(float *y, vec v, int n);

INLINE vec some(const float *x, int n, float fill) { return n >= 4 ? wasm_v128_load(x) : loadPart(x, n, fill); }

INLINE void store(float *y, vec v, int n) {
	if (n >= 4) wasm_v128_store(y, v);
	else storePart(y, v, n);
}

// expOf is exp(x) for x ≤ 0, to a unit or two in the last place: 2ⁿ · exp(r), where r = x − n·log 2 is within ± log 2 /
// 2 and exp(r) is its series. Less than the smallest normal number is 0. A NaN stays one.
//
// Source: Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 6, for the two parts of log 2.
INLINE vec expOf(vec x) {
#define CONST(v) wasm_f32x4_splat(v)
	const vec n = wasm_f32x4_nearest(wasm_f32x4_mul(x, CONST(0x1.715476p0f)));
	const vec r = madd(n, CONST(0x1.bd0106p-13f), madd(n, CONST(-0x1.63p-1f), x));
	vec p = CONST(1.0f / 5040);
	p = madd(p, r, CONST(1.0f / 720));
	p = madd(p, r, CONST(1.0f / 120));
	p = madd(p, r, CONST(1.0f / 24));
	p = madd(p, r, CONST(1.0f / 6));
	p = madd(p, r, CONST(0.5f));
	p = madd(wasm_f32x4_mul(p, r), r, wasm_f32x4_add(r, CONST(1)));
	const vec scale = wasm_i32x4_shl(wasm_i32x4_add(wasm_i32x4_trunc_sat_f32x4(n), wasm_i32x4_splat(127)), 23);
	return wasm_v128_andnot(wasm_f32x4_mul(p, scale), wasm_f32x4_lt(x, CONST(-87)));
#undef CONST
}

// entry is an element that is not 0: where in its row or column it is, or what it is multiplied by lies; and its value.
typedef struct {
	int at;
	float value;
} entry;

// accumulate adds n ≥ 4 floats at each b + at·step, times the entry's value, to beta·c. It is in sparse.c.
void accumulate(int n, const entry *e, const entry *end, const float *b, int step, float beta, float *c);
