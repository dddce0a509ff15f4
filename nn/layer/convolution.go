package layer

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Convolution slides filters over images, and adds a bias to each filter's channel:
//
//	out = x * W + b        N×C×H×W * F×C×FH×FW + F → N×F×OH×OW
//
// with the sizes as in op.Convolution.
type Convolution[T tensor.Float] struct {
	Name        string
	W, B        Param[T]
	Stride, Pad int
}

func (c *Convolution[T]) Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	var out *graph.Node[T]
	g.Scope(c.Name, func() {
		o := &op.Convolution[T]{Stride: c.Stride, Pad: c.Pad}
		product := g.Apply(o, x, g.Param(c.W.Name, c.W.Value))
		out = g.Apply(op.Add[T]{}, product, g.Param(c.B.Name, c.B.Value))
	})
	return out
}

func init() { register(spec.KindConvolution, convolution[float32], convolution[float64]) }

func convolution[T tensor.Float](p place[T]) Layer[T] {
	s := p.spec.(spec.Convolution)
	return &Convolution[T]{Name: p.name, W: p.params[0], B: p.params[1], Stride: s.Stride, Pad: s.Pad}
}
