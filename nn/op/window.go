package op

import "fmt"

// window is a rectangle that moves over an image C×H×W with pad zeros around it: a kernel or a pool. It has oh×ow
// places:
//
//	oh = ⌊(H + 2·pad − kh) / stride⌋ + 1        ow = ⌊(W + 2·pad − kw) / stride⌋ + 1
//
// If the stride leaves a remainder, no window sees the last rows and columns, as in the chapter.
type window struct {
	c, h, w     int // the image
	kh, kw      int // the window
	stride, pad int
	oh, ow      int
}

// newWindow returns the window for images of shape x, N×C×H×W. Its error does not name the operation.
func newWindow(x []int, kh, kw, stride, pad int) (window, error) {
	if len(x) != 4 {
		return window{}, fmt.Errorf("input %v, needs N×C×H×W", x)
	}
	w := window{c: x[1], h: x[2], w: x[3], kh: kh, kw: kw, stride: stride, pad: pad}
	if kh < 1 || kw < 1 || stride < 1 || pad < 0 {
		return window{}, fmt.Errorf("window %d×%d, stride %d, pad %d, needs at least 1, 1 and 0", kh, kw, stride, pad)
	}
	if kh > w.h+2*pad || kw > w.w+2*pad {
		return window{}, fmt.Errorf("window %d×%d exceeds input %d×%d with pad %d", kh, kw, w.h, w.w, pad)
	}
	w.oh, w.ow = (w.h+2*pad-kh)/stride+1, (w.w+2*pad-kw)/stride+1
	return w, nil
}

// size is the number of elements of an image, taps that of a window through all channels, places the number of places.
func (w *window) size() int   { return w.c * w.h * w.w }
func (w *window) taps() int   { return w.c * w.kh * w.kw }
func (w *window) places() int { return w.oh * w.ow }

// corners calls f for each place of the window in n elements' worth of planes, in the order of the output: at counts
// the places, and corner is the index of the upper left element under the window. The pad must be 0.
func (w *window) corners(n int, f func(at, corner int)) {
	at := 0
	for plane := 0; plane < n; plane += w.h * w.w {
		for y := range w.oh {
			for x := range w.ow {
				f(at, plane+(y*w.w+x)*w.stride)
				at++
			}
		}
	}
}

// tap is an element under a window: its index in the batch of inputs, and its place in a filter.
type tap struct{ index, place int }

// under returns what is under the window at output element e of f channels, without the pad: in all channels, or, for a
// pool, in the channel of the output alone.
func (w *window) under(e, f int, pool bool) []tap {
	x, y := e%w.ow, e/w.ow%w.oh
	from, to := 0, w.c
	if pool {
		from = e / w.places() % f
		to = from + 1
	}
	n := e / (w.places() * f)
	var taps []tap
	for c := from; c < to; c++ {
		for i := range w.kh {
			for j := range w.kw {
				if row, col := y*w.stride+i-w.pad, x*w.stride+j-w.pad; row >= 0 && row < w.h && col >= 0 && col < w.w {
					taps = append(taps, tap{((n*w.c+c)*w.h+row)*w.w + col, ((c-from)*w.kh+i)*w.kw + j})
				}
			}
		}
	}
	return taps
}
