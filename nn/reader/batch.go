package reader

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// Batch builds all of r for one drawing, in the empty graph g: the five looks, the network, the mean of the logits, and
// SoftmaxWithLoss. What it computes is the answer that Read gives, and its gradient goes through every look. It shares
// the parameters of the network.
func (r *Reader) Batch(g *graph.Graph[float32]) *train.Batch[float32] {
	b := &train.Batch[float32]{Graph: g, X: tensor.New[float32](1, digits.Pixels), T: tensor.New[float32](1)}
	x, t := g.Input("x", b.X), g.Target("t", b.T)
	var mean *graph.Node[float32]
	g.Scope("Looks", func() {
		x = g.Apply(&lookOp{taps: r.taps, shape: append([]int{len(looks)}, r.net.Spec().Input...)}, x)
	})
	logits := r.net.Logits(g, x)
	g.Scope("MeanOfLooks", func() { mean = g.Apply(meanOp{}, logits) })
	b.Loss = layer.Loss(g, mean, t)
	if err := g.Err(); err != nil {
		panic("reader: " + err.Error()) // cannot fail: New has built the same network
	}
	return b
}

// lookOp is the five looks at an image:
//
//	out[i] = lookᵢ(x)        1×784 → 5×…        dx = Σᵢ lookᵢᵀ(dout[i])
//
// A look is linear; its transpose brings each part of a pixel back to where it came from.
type lookOp struct {
	taps  []tap
	shape []int // of the output
}

func (*lookOp) Kind() string { return "Looks" }

func (l *lookOp) Shape(...[]int) ([]int, error) { return l.shape, nil }

func (l *lookOp) Forward(dst *tensor.Tensor[float32], in []*tensor.Tensor[float32], _ graph.Mode) {
	see(dst.Data, in[0].Data, l.taps)
}

func (l *lookOp) Backward(din []*tensor.Tensor[float32], dout, _ *tensor.Tensor[float32], _ []*tensor.Tensor[float32]) {
	if din[0] == nil {
		return
	}
	for _, t := range l.taps {
		din[0].Data[t.from] += float32(t.share) * dout.Data[t.to]
	}
}

// Story is that of op.Storied.
func (l *lookOp) Story() op.Teller { return lookStory(l.taps) }

type lookStory []tap

func (l lookStory) Tell(s *op.Part, i int) *graph.Node[float64] {
	var terms []*graph.Node[float64]
	for _, t := range l {
		if int(t.to) == i {
			terms = append(terms, s.Times(s.Number(t.share), s.In(0, int(t.from))))
		}
	}
	return total(s, terms)
}

func (l lookStory) TellBack(s *op.Part, _, i int) *graph.Node[float64] {
	var terms []*graph.Node[float64]
	for _, t := range l {
		if int(t.from) == i {
			terms = append(terms, s.Times(s.Number(t.share), s.Dout(int(t.to))))
		}
	}
	return total(s, terms)
}

// total is the sum of terms, which may be none: what is seen at the edge is paper, and what is there may not be seen.
func total(s *op.Part, terms []*graph.Node[float64]) *graph.Node[float64] {
	if len(terms) == 0 {
		return s.Number(0)
	}
	return s.Total(terms...)
}

// meanOp is the mean of the logits of all looks:
//
//	out = 1/N · Σ x[n]        N×C → 1×C        dx[n] = dout / N
type meanOp struct{}

func (meanOp) Kind() string { return "MeanOfLooks" }

func (meanOp) Shape(in ...[]int) ([]int, error) {
	if len(in[0]) != 2 {
		return nil, fmt.Errorf("MeanOfLooks: input %v, needs N×C", in[0])
	}
	return []int{1, in[0][1]}, nil
}

func (meanOp) Forward(dst *tensor.Tensor[float32], in []*tensor.Tensor[float32], _ graph.Mode) {
	dst.Zero()
	c := len(dst.Data)
	for n := range in[0].Rows() {
		tensor.Axpy(1/float32(in[0].Rows()), in[0].Data[n*c:(n+1)*c], dst.Data)
	}
}

func (meanOp) Backward(din []*tensor.Tensor[float32], dout, _ *tensor.Tensor[float32], _ []*tensor.Tensor[float32]) {
	if din[0] == nil {
		return
	}
	c := len(dout.Data)
	for n := range din[0].Rows() {
		tensor.Axpy(1/float32(din[0].Rows()), dout.Data, din[0].Data[n*c:(n+1)*c])
	}
}

// Story is that of op.Storied.
func (meanOp) Story() op.Teller { return meanStory{} }

type meanStory struct{}

func (meanStory) Tell(s *op.Part, i int) *graph.Node[float64] {
	terms := make([]*graph.Node[float64], s.Shape(0)[0])
	for n := range terms {
		terms[n] = s.In(0, n*s.Shape(0)[1]+i)
	}
	return s.By(s.Total(terms...), s.Number(float64(len(terms))))
}

func (meanStory) TellBack(s *op.Part, _, i int) *graph.Node[float64] {
	return s.By(s.Dout(i%s.Shape(0)[1]), s.Number(float64(s.Shape(0)[0])))
}
