package op

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Convolution slides F filters over each image, with pad zeros around it and stride elements from place to place:
//
//	out[n, f, y, x] = Σ w[f, c, i, j] · x[n, c, y·stride + i − pad, x·stride + j − pad]        over c, i, j
//
//	N×C×H×W * F×C×FH×FW → N×F×OH×OW        OH = ⌊(H + 2·pad − FH) / stride⌋ + 1, and OW likewise
//
// The bias, one number a filter, is a separate Add. The convolution is computed image by image as a product of
// matrices, with col = im2col(x[n]):
//
//	out[n] = w·col               F×C·FH·FW · C·FH·FW×OH·OW → F×OH·OW
//	dw = Σₙ dout[n]·colᵀ         F×OH·OW · OH·OW×C·FH·FW → F×C·FH·FW
//	dx[n] = col2im(wᵀ·dout[n])
//
// The product has the layout of out in memory, and the col of one image stays in the processor's cache. Backward makes
// col again. That costs about 1/F of the product; to keep it would take FH·FW times the memory of x.
//
// Source: Saitoh, chapter 7; LeCun et al., Gradient-Based Learning Applied to Document Recognition (1998).
type Convolution[T tensor.Float] struct {
	Stride, Pad int

	window    window
	col, dcol *tensor.Tensor[T] // of one image
	out       []int             // the shape of one output, F×OH·OW
}

func (*Convolution[T]) Kind() string { return "Convolution" }

func (c *Convolution[T]) Shape(in ...[]int) ([]int, error) {
	if err := arity("Convolution", in, 2); err != nil {
		return nil, err
	}
	x, w := in[0], in[1]
	if len(x) != 4 || len(w) != 4 || x[1] != w[1] {
		return nil, fmt.Errorf("Convolution: input %v with filters %v, needs N×C×H×W and F×C×FH×FW", x, w)
	}
	var err error
	if c.window, err = newWindow(x, w[2], w[3], c.Stride, c.Pad); err != nil {
		return nil, fmt.Errorf("Convolution: %w", err)
	}
	c.col = tensor.New[T](c.window.taps(), c.window.places())
	c.dcol = tensor.New[T](c.col.Shape...)
	c.out = []int{w[0], c.window.places()}
	return []int{x[0], w[0], c.window.oh, c.window.ow}, nil
}

// image is output n as a matrix.
func (c *Convolution[T]) image(out *tensor.Tensor[T], n int) tensor.Tensor[T] {
	size := c.out[0] * c.out[1]
	return tensor.Tensor[T]{Shape: c.out, Data: out.Data[n*size : (n+1)*size]}
}

// sizes are the sizes that the kernels take.
func (c *Convolution[T]) sizes(n int) kernel.Convolution {
	w := &c.window
	return kernel.Convolution{N: n, C: w.c, H: w.h, W: w.w, F: c.out[0], KH: w.kh, KW: w.kw,
		Stride: w.stride, Pad: w.pad, OH: w.oh, OW: w.ow}
}

// data returns the data of t, or nil if t is nil.
func data[T tensor.Float](t *tensor.Tensor[T]) []T {
	if t == nil {
		return nil
	}
	return t.Data
}

func (c *Convolution[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	x, w := in[0], in[1]
	if kernel.Convolve(dst.Data, x.Data, w.Data, c.sizes(x.Rows())) {
		return
	}
	size := c.window.size()
	for n := range x.Rows() {
		im2col(&c.window, c.col.Data, x.Data[n*size:(n+1)*size])
		out := c.image(dst, n)
		tensor.Gemm(false, false, 1, w, c.col, 0, &out)
	}
}

func (c *Convolution[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	x, w := in[0], in[1]
	dx, dw := din[0], din[1]
	if kernel.ConvolveBackward(data(dx), data(dw), dout.Data, x.Data, w.Data, c.sizes(x.Rows())) {
		return
	}
	size := c.window.size()
	for n := range x.Rows() {
		dout := c.image(dout, n)
		if dw != nil {
			im2col(&c.window, c.col.Data, x.Data[n*size:(n+1)*size])
			tensor.Gemm(false, true, 1, &dout, c.col, 1, dw)
		}
		if dx != nil {
			tensor.Gemm(true, false, 1, w, &dout, 0, c.dcol)
			col2im(&c.window, dx.Data[n*size:(n+1)*size], c.dcol.Data)
		}
	}
}

// Story is that of Storied.
func (c *Convolution[T]) Story() Teller { return convolutionStory{c.window, c.out[0]} }

type convolutionStory struct {
	window  window
	filters int
}

// Tell says window × filter.
func (c convolutionStory) Tell(s *Part, i int) *graph.Node[float64] {
	var terms []*graph.Node[float64]
	for _, t := range c.window.under(i, c.filters, false) {
		terms = append(terms, s.Times(s.In(0, t.index), s.In(1, c.filter(i)+t.place)))
	}
	return s.Sum(terms...)
}

// filter is the index of the first weight of the filter that made output element e.
func (c convolutionStory) filter(e int) int {
	return e / c.window.places() % c.filters * c.window.taps()
}

func (c convolutionStory) TellBack(s *Part, input, i int) *graph.Node[float64] {
	image, places := s.Size(0)/s.Shape(0)[0], c.window.places()
	return s.over(func(e int) *graph.Node[float64] {
		if input == 0 && e/(places*c.filters) != i/image || input == 1 && c.filter(e) != i-i%c.window.taps() {
			return nil // another image, or another filter
		}
		for _, t := range c.window.under(e, c.filters, false) {
			switch w := c.filter(e) + t.place; {
			case input == 0 && t.index == i:
				return s.Times(s.Dout(e), s.In(1, w))
			case input == 1 && w == i:
				return s.Times(s.In(0, t.index), s.Dout(e))
			}
		}
		return nil
	})
}
