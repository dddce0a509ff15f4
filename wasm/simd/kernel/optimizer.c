// The steps of the optimizers: what each remembers of n elements, and the elements w, by their gradients g.

#include "kernel.h"

// part loads a vector of an array, or what is left of it.
#define part(x) some(x + i, n - i, 0)

// momentum sets v = mu·v - eta·g, and adds it to w.
KERNEL(momentum) void momentum(int n, float mu, float eta, float *w, float *v, const float *g) {
	for (int i = 0; i < n; i += 4) {
		const vec kept = wasm_f32x4_mul(wasm_f32x4_splat(mu), part(v)),
				moved = wasm_f32x4_mul(wasm_f32x4_splat(eta), part(g));
		const vec now = wasm_f32x4_sub(kept, moved);
		store(v + i, now, n - i);
		store(w + i, wasm_f32x4_add(part(w), now), n - i);
	}
}

// scaled is w - eta·x / (√h + tiny).
INLINE vec scaled(vec w, float eta, vec x, vec h, float tiny) {
	const vec root = wasm_f32x4_add(wasm_f32x4_sqrt(h), wasm_f32x4_splat(tiny));
	return wasm_f32x4_sub(w, wasm_f32x4_div(wasm_f32x4_mul(wasm_f32x4_splat(eta), x), root));
}

// adaGrad adds g² to h, and takes eta·g / (√h + tiny) from w.
KERNEL(adaGrad) void adaGrad(int n, float eta, float tiny, float *w, float *h, const float *g) {
	for (int i = 0; i < n; i += 4) {
		const vec x = part(g), now = wasm_f32x4_add(part(h), wasm_f32x4_mul(x, x));
		store(h + i, now, n - i);
		store(w + i, scaled(part(w), eta, x, now, tiny), n - i);
	}
}

// rmsProp is adaGrad with h = rho·h + (1 - rho)·g².
KERNEL(rmsProp) void rmsProp(int n, float rho, float eta, float tiny, float *w, float *h, const float *g) {
	for (int i = 0; i < n; i += 4) {
		const vec x = part(g), fresh = wasm_f32x4_mul(wasm_f32x4_mul(wasm_f32x4_splat(1 - rho), x), x);
		const vec now = wasm_f32x4_add(wasm_f32x4_mul(wasm_f32x4_splat(rho), part(h)), fresh);
		store(h + i, now, n - i);
		store(w + i, scaled(part(w), eta, x, now, tiny), n - i);
	}
}

// adam moves m by b1·(g - m) and v by b2·(g² - v), and takes eta·m / (√v + tiny) from w.
KERNEL(adam) void adam(int n, float b1, float b2, float eta, float tiny, float *w, float *m, float *v, const float *g) {
	for (int i = 0; i < n; i += 4) {
		const vec x = part(g), first = part(m), second = part(v);
		const vec mean = wasm_f32x4_add(first, wasm_f32x4_mul(wasm_f32x4_splat(b1), wasm_f32x4_sub(x, first)));
		const vec square =
				wasm_f32x4_add(second,
				wasm_f32x4_mul(wasm_f32x4_splat(b2), wasm_f32x4_sub(wasm_f32x4_mul(x, x), second)));
		store(m + i, mean, n - i);
		store(v + i, square, n - i);
		store(w + i, scaled(part(w), eta, mean, square, tiny), n - i);
	}
}
