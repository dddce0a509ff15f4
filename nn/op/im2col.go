package op

import "github.com/inkgrad/inkgrad/nn/tensor"

// im2col writes an image as a matrix. Each place of the window is a column, which holds what the window sees there:
//
//	col[(c, i, j), (y, x)] = img[c, y·stride + i − pad, x·stride + j − pad], or 0 outside    C×H×W → C·kh·kw × oh·ow
//
// A convolution is then the product of the filters, as rows, with col.
//
// Source: Saitoh, section 7.4; Chellapilla, Puri and Simard, High Performance Convolutional Neural Networks for
// Document Processing (2006).
func im2col[T tensor.Float](w *window, col, img []T) {
	w.walk(func(at, lo, hi, from int) {
		row := col[at : at+w.ow]
		clear(row[:lo])
		clear(row[hi:])
		if w.stride == 1 {
			copy(row[lo:hi], img[from:])
			return
		}
		for x := lo; x < hi; x++ {
			row[x] = img[from]
			from += w.stride
		}
	})
}

// col2im is the adjoint of im2col: it adds each element of col to the element of the image that im2col would have read
// it from.
func col2im[T tensor.Float](w *window, img, col []T) {
	w.walk(func(at, lo, hi, from int) {
		for _, v := range col[at+lo : at+hi] {
			img[from] += v
			from += w.stride
		}
	})
}

// walk calls f for each piece of ow elements in col, which belongs to a tap (c, i, j) and a y. The piece begins at
// col[at]. Its elements lo to hi−1 lie inside the image, from img[from] on, stride apart.
func (w *window) walk(f func(at, lo, hi, from int)) {
	at := 0
	for c := range w.c {
		for i := range w.kh {
			for j := range w.kw {
				inLo, inHi := w.inside(j)
				for y := range w.oh {
					lo, hi, from := 0, 0, 0
					if row := y*w.stride + i - w.pad; 0 <= row && row < w.h && inLo < inHi {
						lo, hi = inLo, inHi
						from = (c*w.h+row)*w.w + lo*w.stride + j - w.pad
					}
					f(at, lo, hi, from)
					at += w.ow
				}
			}
		}
	}
}

// inside returns the range of x for which 0 ≤ x·stride + j − pad < W.
func (w *window) inside(j int) (lo, hi int) {
	first := func(edge int) int { // the first x with x·stride ≥ edge
		return min(max((edge+w.stride-1)/w.stride, 0), w.ow)
	}
	return first(w.pad - j), first(w.w + w.pad - j)
}
