package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// AveragePooling takes the mean of each window of Size×Size, Stride elements from place to place, in each channel:
//
//	out[n, c, y, x] = 1/size² · Σ in[n, c, y·stride + i, x·stride + j]        over i, j < size
//	din = Σ dout / size², over the windows that an element is in
//
//	N×C×H×W → N×C×OH×OW        as for MaxPooling
//
// Source: LeCun et al., Handwritten Digit Recognition with a Back-Propagation Network (1990).
type AveragePooling[T tensor.Float] struct {
	Size, Stride int

	window window
}

func (*AveragePooling[T]) Kind() string { return "AveragePooling" }

func (p *AveragePooling[T]) Shape(in ...[]int) (out []int, err error) {
	out, p.window, err = poolingShape("AveragePooling", p.Size, p.Stride, in)
	return out, err
}

func (p *AveragePooling[T]) Forward(dst *tensor.Tensor[T], in []*tensor.Tensor[T], _ graph.Mode) {
	x, w := in[0].Data, &p.window
	share := 1 / T(w.kh*w.kw)
	w.corners(len(x), func(at, corner int) {
		var sum T
		for i := range w.kh {
			row := corner + i*w.w
			for _, v := range x[row : row+w.kw] {
				sum += v
			}
		}
		dst.Data[at] = sum * share
	})
}

func (p *AveragePooling[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	dx := din[0]
	if dx == nil {
		return
	}
	w := &p.window
	share := 1 / T(w.kh*w.kw)
	w.corners(len(dx.Data), func(at, corner int) {
		d := dout.Data[at] * share
		for i := range w.kh {
			row := corner + i*w.w
			for j := range w.kw {
				dx.Data[row+j] += d
			}
		}
	})
}

// Story is that of Storied.
func (p *AveragePooling[T]) Story() Teller { return averagePoolingStory{p.window} }

type averagePoolingStory struct{ window window }

func (p averagePoolingStory) Tell(s *Part, i int) *graph.Node[float64] {
	return s.By(s.Sum(s.pool(&p.window, i)...), s.Number(float64(p.window.kh*p.window.kw)))
}

func (p averagePoolingStory) TellBack(s *Part, _, i int) *graph.Node[float64] {
	share := s.over(func(e int) *graph.Node[float64] {
		for _, t := range p.window.under(e, p.window.c, true) {
			if t.index == i {
				return s.Dout(e)
			}
		}
		return nil
	})
	return s.By(share, s.Number(float64(p.window.kh*p.window.kw)))
}
