package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// logOfSoftmax is the second part of a SoftmaxWithLoss:
//
//	out = log y         N×C → N×C
//	dy = dout / y       and 0 where dout is 0
//
// It is computed as x − log Σ exp(x), as y may be 0.
type logOfSoftmax[T tensor.Float] struct{ *unfoldedLoss[T] }

func (logOfSoftmax[T]) Kind() string { return "LogOfSoftmax" }

func (logOfSoftmax[T]) Shape(in ...[]int) ([]int, error) { return unary("LogOfSoftmax", in) }

func (o logOfSoftmax[T]) Forward(dst *tensor.Tensor[T], _ []*tensor.Tensor[T], _ graph.Mode) {
	classes := o.x.Cols()
	for i, v := range o.x.Data {
		dst.Data[i] = T(-o.of.minusLog(o.of.logs[i/classes] - float64(v)))
	}
}

func (logOfSoftmax[T]) Backward(din []*tensor.Tensor[T], dout, _ *tensor.Tensor[T], in []*tensor.Tensor[T]) {
	dy := din[0]
	if dy == nil {
		return
	}
	for i, d := range dout.Data {
		if d != 0 {
			dy.Data[i] += d / in[0].Data[i]
		}
	}
}

// Story is that of Storied.
func (logOfSoftmax[T]) Story() Teller { return logOfSoftmaxStory{} }

type logOfSoftmaxStory struct{}

func (logOfSoftmaxStory) Tell(p *Part, i int) *graph.Node[float64] { return p.Log(p.In(0, i)) }

func (logOfSoftmaxStory) TellBack(p *Part, _, i int) *graph.Node[float64] {
	d := p.Dout(i)
	if d != nil && d.Value.Data[0] == 0 {
		return d
	}
	return p.By(d, p.In(0, i))
}
