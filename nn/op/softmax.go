package op

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// softmax is the first part of a SoftmaxWithLoss:
//
//	y = softmax(x), by row                      N×C → N×C
//	dx = y · (dy − Σ꜀ y[n,c] · dy[n,c])
//
// With dy = −t / (N·y), which comes from the two other parts, dx is (y − t) / N for each 1 that the loss is worth.
// Backward computes that, by the operation whose part this is: y may be 0, and dy infinite.
type softmax[T tensor.Float] struct{ *unfoldedLoss[T] }

func (softmax[T]) Kind() string { return "Softmax" }

func (softmax[T]) Letter() string { return "y" }

func (softmax[T]) Shape(in ...[]int) ([]int, error) { return unary("Softmax", in) }

func (o softmax[T]) Forward(dst *tensor.Tensor[T], _ []*tensor.Tensor[T], _ graph.Mode) {
	o.of.softmax(o.x)
	copy(dst.Data, o.of.y.Data)
}

func (o softmax[T]) Backward(din []*tensor.Tensor[T], _, _ *tensor.Tensor[T], _ []*tensor.Tensor[T]) {
	o.of.Backward(append(din, nil), o.gradient, nil, []*tensor.Tensor[T]{o.x, o.t})
}

// Story is that of Storied.
func (softmax[T]) Story() Teller { return softmaxStory{} }

type softmaxStory struct{}

func (softmaxStory) Tell(p *Part, i int) *graph.Node[float64] {
	return softmaxWithLossStory{}.probability(p, i)
}

// TellBack says y − t, as SoftmaxWithLoss does.
func (softmaxStory) TellBack(p *Part, _, i int) *graph.Node[float64] {
	loss := p.user().user()
	return softmaxWithLossStory{}.difference(loss, p.Out(i), i)
}

// user is the operation that uses the output of this one.
func (p *Part) user() *Part {
	for _, n := range p.story.nodes {
		for _, in := range n.inputs {
			if in == p.node {
				return &Part{p.story, n}
			}
		}
	}
	panic("op: nothing uses a part") // a composite makes all of its parts
}
