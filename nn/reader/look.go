package reader

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// look is how an image is looked at: what is a pixel below its middle goes slant pixels to the right, and it has those
// parts of its width and height.
type look struct{ slant, width, height float64 }

var looks = [...]look{{0, 1, 1}, {0.15, 1, 1}, {-0.15, 1, 1}, {0, 0.88, 1}, {0, 1, 0.88}}

// tap says that a pixel of an image that is looked at is, in part, a pixel of the image that there is: to and from are
// their places, and share is that part. A look is linear, so that its taps are all there is to it, forwards and
// backwards.
type tap struct {
	to, from int32
	share    float64
}

// newTaps returns the taps of all looks, one image behind the other.
func newTaps() []tap {
	var taps []tap
	for i, l := range looks {
		taps = l.taps(taps, i*digits.Pixels)
	}
	return taps
}

// see sets dst to the image src, looked at in the ways that taps say.
func see[T tensor.Float](dst, src []T, taps []tap) {
	clear(dst)
	for _, t := range taps {
		dst[t.to] += T(t.share) * src[t.from]
	}
}

// taps adds those of l to list, for an image that begins at first: each of its pixels is where it comes from, between
// four pixels, and paper where that is outside.
func (l look) taps(list []tap, first int) []tap {
	const side, middle = digits.Side, float64(digits.Side-1) / 2
	for row := range side {
		y := (float64(row) - middle) / l.height
		for column := range side {
			x := (float64(column)-middle)/l.width - l.slant*y
			list = between(list, first+row*side+column, x+middle, y+middle)
		}
	}
	return list
}

// between adds the taps of the pixel to, which is at a place that may lie between pixels.
func between(list []tap, to int, x, y float64) []tap {
	const side = digits.Side
	left, above := math.Floor(x), math.Floor(y)
	right, below := x-left, y-above // how far
	for i, byRow := range [...]float64{1 - below, below} {
		row := int(above) + i
		if row < 0 || row >= side {
			continue
		}
		for j, byColumn := range [...]float64{1 - right, right} {
			if column := int(left) + j; column >= 0 && column < side && byRow*byColumn > 0 {
				list = append(list, tap{int32(to), int32(row*side + column), byRow * byColumn})
			}
		}
	}
	return list
}
