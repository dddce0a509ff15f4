package op

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/kernel"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// MaxPooling takes the largest element of each window of Size×Size, Stride elements from place to place, in each
// channel:
//
//	out[n, c, y, x] = max in[n, c, y·stride + i, x·stride + j]        over i, j < size
//	din = dout where the maximum was, 0 elsewhere; gradients of several windows add up
//
//	N×C×H×W → N×C×OH×OW        OH = ⌊(H − size) / stride⌋ + 1, and OW likewise
//
// Among equal elements the first one, row by row, is the maximum. A NaN in the window is the maximum.
//
// Source: Saitoh, section 7.3; Riesenhuber and Poggio, Hierarchical Models of Object Recognition in Cortex (1999).
type MaxPooling[T tensor.Float] struct {
	Size, Stride int

	window window
	from   []int32 // for each element of out, the index of the input element that it came from
}

func (*MaxPooling[T]) Kind() string { return "MaxPooling" }

func (p *MaxPooling[T]) Shape(in ...[]int) ([]int, error) {
	out, w, err := poolingShape("MaxPooling", p.Size, p.Stride, in)
	if err != nil {
		return nil, err
	}
	p.window, p.from = w, make([]int32, tensor.Size(out))
	return out, nil
}

// poolingShape is the Shape of both poolings.
func poolingShape(kind string, size, stride int, in [][]int) ([]int, window, error) {
	if err := arity(kind, in, 1); err != nil {
		return nil, window{}, err
	}
	w, err := newWindow(in[0], size, size, stride, 0)
	if err != nil {
		return nil, window{}, fmt.Errorf("%s: %w", kind, err)
	}
	return []int{in[0][0], w.c, w.oh, w.ow}, w, nil
}

func (p *MaxPooling[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	w := &p.window
	kernel.MaxPool(dst.Data, p.from, in[0].Data,
		kernel.Pool{H: w.h, W: w.w, Size: p.Size, Stride: p.Stride, OH: w.oh, OW: w.ow})
}

func (p *MaxPooling[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	if dx := din[0]; dx != nil {
		kernel.Scatter(dx.Data, dout.Data, p.from)
	}
}

// Along has as pieces the elements that the maxima came from: their indices in the input.
func (p *MaxPooling[T]) Along(dst []T, in []*tensor.Tensor[T], pieces []int32, choose bool) string {
	if choose {
		copy(pieces, p.from)
	}
	for i, from := range pieces {
		dst[i] = in[0].Data[from]
	}
	return "another element of its window becomes the largest"
}

// Story is that of Storied.
func (p *MaxPooling[T]) Story() Teller { return maxPoolingStory{p.window, p.from} }

type maxPoolingStory struct {
	window window
	from   []int32
}

// Tell says which one of the window is the largest.
func (p maxPoolingStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.Largest(s.pool(&p.window, i)...)
}

// pool returns the elements under a pool.
func (p *Part) pool(w *window, e int) (elements []*graph.Node[float64]) {
	for _, t := range w.under(e, w.c, true) {
		elements = append(elements, p.In(0, t.index))
	}
	return elements
}

func (p maxPoolingStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	return s.over(func(e int) *graph.Node[float64] {
		if int(p.from[e]) != i {
			return nil
		}
		return s.Dout(e)
	})
}
