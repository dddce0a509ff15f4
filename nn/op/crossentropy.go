package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// crossEntropy is the last part of a SoftmaxWithLoss, of x = log y:
//
//	out = −1/N · Σₙ Σ꜀ t[n,c] · x[n,c]          N×C and t → 1
//	dx = −dout · t / N
type crossEntropy[T tensor.Float] struct{ *unfoldedLoss[T] }

func (crossEntropy[T]) Kind() string { return "CrossEntropy" }

func (crossEntropy[T]) Shape(in ...[]int) ([]int, error) {
	return []int{1}, arity("CrossEntropy", in, 2)
}

func (o crossEntropy[T]) Forward(dst *tensor.Tensor[T], _ []*tensor.Tensor[T], _ graph.Mode) {
	dst.Data[0] = o.of.loss(o.x, o.t)
}

func (crossEntropy[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	dx, t := din[0], in[1]
	if dx == nil {
		return
	}
	scale := -dout.Data[0] / T(dx.Rows())
	if len(t.Shape) > 1 {
		tensor.Axpy(scale, t.Data, dx.Data)
		return
	}
	for i, label := range t.Data {
		dx.Data[i*dx.Cols()+int(label)] += scale
	}
}

// Story is that of Storied.
func (crossEntropy[T]) Story() Teller { return crossEntropyStory{} }

type crossEntropyStory struct{}

func (crossEntropyStory) Tell(p *Part, _ int) *graph.Node[float64] {
	return softmaxWithLossStory{}.entropy(p, func(i int) *graph.Node[float64] { return p.In(0, i) })
}

func (crossEntropyStory) TellBack(p *Part, _, i int) *graph.Node[float64] {
	return p.Opposite(p.Times(p.Dout(0), p.By(softmaxWithLossStory{}.target(p, i), p.Number(float64(p.Shape(0)[0])))))
}
