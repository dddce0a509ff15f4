package graphview

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/graph/snapshot"
	"github.com/inkgrad/inkgrad/web/palette"
)

// Diverging is the one colour scale of signed data: transparent at 0, where the paper shows through, green from max on,
// and purple from −max down. NaN is pink, a colour that no number has. The result is not premultiplied (like the
// ImageData of a canvas). If max is not positive, only the sign shows.
func Diverging(v, maximum float64) (r, g, b, a uint8) {
	if math.IsNaN(v) {
		r, g, b = palette.NotANumber.Light.Split()
		return r, g, b, 0xFF
	}
	a = uint8(255*strength(v, maximum) + 0.5)
	switch {
	case v > 0:
		r, g, b = palette.Positive.Light.Split()
	case v < 0:
		r, g, b = palette.Negative.Light.Split()
	default:
		return 0, 0, 0, 0
	}
	return r, g, b, a
}

// strength is how strong a colour is, from 0 to 1: it is full from maximum on or, if that is not positive, always.
func strength(v, maximum float64) float64 {
	if maximum > 0 {
		return min(math.Abs(v)/maximum, 1)
	}
	return 1
}

// Pixmap is an image of W×H pixels, row by row from the top left, four bytes each: red, green, blue, alpha (not
// premultiplied).
type Pixmap struct {
	W, H int
	Pix  []byte
	// Max is the magnitude that has the full colour.
	Max float64
}

// Heatmap draws each element of t as a pixel in the colours of Diverging. maximum is the magnitude with the full
// colour; if it is 0 or less, it is replaced by the largest finite magnitude in t.
//
// A vector is a row, and a matrix has its usual form. For more axes, the matrices of the last two are tiles with a line
// of transparent pixels between them, in rows that make the picture about square. For N×C×H×W, a row has all C tiles of
// one or several of the N. A tensor without data gives a Pixmap without pixels.
func Heatmap(t *snapshot.Tensor, maximum float64) Pixmap {
	if t == nil || len(t.Data) == 0 || len(t.Data) != snapshot.Len(t.Shape) {
		return Pixmap{}
	}
	if !(maximum > 0) {
		maximum = largest(t.Data)
	}
	rows, cols, across := tiling(t.Shape)
	tiles := len(t.Data) / (rows * cols)
	down := (tiles + across - 1) / across
	p := Pixmap{W: across*(cols+1) - 1, H: down*(rows+1) - 1, Max: maximum}
	p.Pix = make([]byte, 4*p.W*p.H)
	for i := range tiles {
		left, top := i%across*(cols+1), i/across*(rows+1)
		for y := range rows {
			out := p.Pix[4*((top+y)*p.W+left):]
			for x, v := range t.Data[(i*rows+y)*cols:][:cols] {
				out[4*x], out[4*x+1], out[4*x+2], out[4*x+3] = Diverging(v, maximum)
			}
		}
	}
	return p
}

// At returns which element the pixel x, y of the Heatmap of a tensor of that shape shows, as an index of its Data. It
// returns false for the lines between tiles and outside.
func At(shape []int, x, y int) (element int, ok bool) {
	n := snapshot.Len(shape)
	if x < 0 || y < 0 || n == 0 {
		return 0, false
	}
	rows, cols, across := tiling(shape)
	column, row := x/(cols+1), y/(rows+1)
	x, y = x%(cols+1), y%(rows+1)
	element = ((row*across+column)*rows+y)*cols + x
	return element, column < across && x < cols && y < rows && element < n
}

// Pixel returns where the Heatmap of a tensor of that shape shows an element: it is the inverse of At.
func Pixel(shape []int, element int) (x, y int) {
	rows, cols, across := tiling(shape)
	tile, y, x := element/(rows*cols), element/cols%rows, element%cols
	return tile%across*(cols+1) + x, tile/across*(rows+1) + y
}

// largest returns the largest finite magnitude.
func largest(data []float64) float64 {
	m := 0.0
	for _, v := range data {
		if v = math.Abs(v); v > m && !math.IsInf(v, 1) {
			m = v
		}
	}
	return m
}

// tiling returns the size of a tile and how many of them make a row.
func tiling(shape []int) (rows, cols, across int) {
	n := len(shape)
	switch n {
	case 0:
		return 1, 1, 1
	case 1:
		return 1, shape[0], 1
	}
	rows, cols = shape[n-2], shape[n-1]
	tiles, group := snapshot.Len(shape[:n-2]), 1
	if n > 3 && tiles > shape[n-3] {
		group = shape[n-3]
	}
	square := math.Sqrt(float64(tiles*(rows+1)) / float64(cols+1))
	return rows, cols, min(max(int(math.Round(square/float64(group))), 1)*group, tiles)
}
