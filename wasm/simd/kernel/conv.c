// Convolution with a stride of 1, image by image, without a matrix of windows: a filter's window is read where it lies
// in the image, which is copied once, with zeros around it.

#include "kernel.h"

// pad copies an image of planes c×h×w into one with p zeros around, of which plane has element (0, 0) of channel k at
// k·plane and elements a distance of across apart.
static void surround(float *to, const float *x, int c, int h, int w, int p, int plane, int across) {
	const int wide = (w + 2 * p) * across;
	for (int k = 0; k < c; k++) {
		for (int y = 0; y < h; y++) {
			float *row = to + k * plane + (y + p) * wide + p * across;
			for (int i = 0; i < w; i++) row[i * across] = *x++;
		}
	}
}

static void zero(float *x, int n) {
	int i = 0;
	for (; i + 4 <= n; i += 4) wasm_v128_store(x + i, wasm_f32x4_splat(0));
	for (; i < n; i++) x[i] = 0;
}

// patch computes rows filters by 4·vecs places in a row of places, of which cols are there. taps floats of a filter
// stand against those at offset from x.
INLINE void patch(int rows, int vecs, int taps, const float *w, const float *x, const int *offset, float *y, int plane,
		int cols) {
	vec sum[4][2];
	UNROLL for (int i = 0; i < rows; i++) {
		UNROLL for (int j = 0; j < vecs; j++) sum[i][j] = wasm_f32x4_splat(0);
	}
	const float *w1 = w + taps, *w2 = w1 + taps, *w3 = w2 + taps;
	for (const int *end = offset + taps; offset < end; offset++) {
		UNROLL for (int j = 0; j < vecs; j++) {
			const vec right = wasm_v128_load((const char *)x + *offset + 16 * j);
			sum[0][j] = madd(wasm_v128_load32_splat(w), right, sum[0][j]);
			if (rows > 1) sum[1][j] = madd(wasm_v128_load32_splat(w1), right, sum[1][j]);
			if (rows > 2) sum[2][j] = madd(wasm_v128_load32_splat(w2), right, sum[2][j]);
			if (rows > 3) sum[3][j] = madd(wasm_v128_load32_splat(w3), right, sum[3][j]);
		}
		w++, w1++, w2++, w3++;
	}
	UNROLL for (int i = 0; i < rows; i++) {
		UNROLL for (int j = 0; j < vecs; j++) store(y + i * plane + 4 * j, sum[i][j], cols - 4 * j);
	}
}

// convolve sets y, n images f×oh×ow, to the convolution of x, n images c×h×w, by w, f filters c×kh×kw. room is c·kh·kw
// offsets, then a padded image and 8 floats.
KERNEL(convolve) void convolve(int n, int c, int h, int w, int f, int kh, int kw, int pad, float *y, const float *x,
		const float *filters,
	int *room) {
	const int taps = c * kh * kw, wide = w + 2 * pad, high = h + 2 * pad, oh = high - kh + 1, ow = wide - kw + 1;
	for (int k = 0, t = 0; k < c; k++) {
		for (int i = 0; i < kh; i++) {
			for (int j = 0; j < kw; j++) room[t++] = 4 * ((k * high + i) * wide + j);
		}
	}
	float *image = (float *)(room + taps);
	zero(image, c * high * wide + 8);
	for (; n > 0; n--, x += c * h * w) {
		surround(image, x, c, h, w, pad, high * wide, 1);
		for (int i = 0; i < f; i += 4) {
			const int several = f - i >= 4;
			for (int r = 0; r < (several ? 1 : f - i); r++) {
				const float *filter = filters + (i + r) * taps;
				for (int v = 0; v < oh; v++) {
					for (int u = 0; u < ow; u += 8) {
						const float *corner = image + v * wide + u;
						float *out = y + ((i + r) * oh + v) * ow + u;
						if (several && ow - u > 4) patch(4, 2, taps, filter, corner, room, out, oh * ow, ow - u);
						else if (several) patch(4, 1, taps, filter, corner, room, out, oh * ow, ow - u);
						else if (ow - u > 4) patch(1, 2, taps, filter, corner, room, out, oh * ow, ow - u);
						else patch(1, 1, taps, filter, corner, room, out, oh * ow, ow - u);
					}
				}
			}
		}
		y += f * oh * ow;
	}
}

// transpose adds filters f×c×s to one f×s×c, or the other way round, if back.
static void transpose(float *to, const float *from, int f, int c, int s, int back) {
	for (int i = 0; i < f; i++, to += c * s, from += c * s) {
		for (int k = 0; k < c; k++) {
			for (int t = 0; t < s; t++) {
				if (back) to[k * s + t] += from[t * c + k];
				else to[t * c + k] += from[k * s + t];
			}
		}
	}
}

// convolveBackward adds to dw and dx, if they are not null, the gradients of convolve. Most of dy is zeros where max
// pooling and ReLU come after a convolution, and only the rest of it is gone through. For that, images have their
// channels last here, so that a row of a window, kw·c floats, lies in one piece; it has to be 4 at least. room is two
// padded images and two times the filters, then f·oh·ow entries, 64·f entries, and f + 64 counts.
KERNEL(convolveBackward) void convolveBackward(int n, int c, int h, int w, int f, int kh, int kw, int pad, float *dx,
		float *dw, const float *dy,
	const float *x, const float *filters, float *room) {
	const int wide = w + 2 * pad, high = h + 2 * pad, oh = high - kh + 1, ow = wide - kw + 1, places = oh * ow;
	const int size = high * wide * c, piece = kw * c, taps = kh * piece;
	float *image = room, *dimage = image + size, *last = dimage + size, *dlast = last + f * taps;
	entry *byFilter = (entry *)(dlast + f * taps), *byPlace = byFilter + f * places;
	int *counts = (int *)(byPlace + 64 * f);
	zero(room, 2 * (size + f * taps));
	transpose(last, filters, f, c, kh * kw, 0);
	for (; n > 0; n--, dy += f * places, x += c * h * w) {
		if (dw) surround(image, x, c, h, w, pad, 1, c);
		int *filterCounts = counts + 64;
		for (int i = 0; i < f; i++) filterCounts[i] = 0;
		if (dx) zero(dimage, size);
		for (int p = 0; p < places; p += 64) {
			const int here = least(places - p, 64);
			for (int q = 0; q < here; q++) counts[q] = 0;
			for (int i = 0; i < f; i++) {
				const float *d = dy + i * places + p;
				for (uint64_t bits = nonzeros(d, here); bits; bits &= bits - 1) {
					const int q = __builtin_ctzll(bits), y = (p + q) / ow;
					entry *e = byFilter + i * places + filterCounts[i]++;
					e->at = (y * wide + p + q - y * ow) * c, e->value = d[q];
					e = byPlace + q * f + counts[q]++;
					e->at = i * taps, e->value = d[q];
				}
			}
			if (!dx) continue;
			for (int q = 0; q < here; q++) {
				if (counts[q] == 0) continue;
				const int y = (p + q) / ow;
				float *corner = dimage + (y * wide + p + q - y * ow) * c;
				const entry *e = byPlace + q * f;
				for (int i = 0; i < kh; i++) accumulate(piece, e, e + counts[q], last + i * piece, 1, 1,
						corner + i * wide * c);
			}
		}
		if (dw) {
			for (int i = 0; i < f; i++) {
				const entry *e = byFilter + i * places;
				for (int r = 0; r < kh; r++) {
					accumulate(piece, e, e + filterCounts[i], image + r * wide * c, 1, 1, dlast + i * taps + r * piece);
				}
			}
		}
		if (dx) {
			for (int k = 0; k < c; k++) {
				for (int y = 0; y < h; y++) {
					const float *row = dimage + ((y + pad) * wide + pad) * c + k;
					for (int u = 0; u < w; u++) *dx++ += row[u * c];
				}
			}
		}
	}
	if (dw) transpose(dw, dlast, f, c, kh * kw, 1);
}
