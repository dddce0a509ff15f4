package reader

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Slope is how the loss of a Reader's answer changes with each pixel of a drawing. It is all of the Reader as one
// graph, which is run backwards: the five looks, the network, the mean of the logits, and SoftmaxWithLoss. The gradient
// is that of the answer that Read gives, through every look.
type Slope struct {
	x, t    *tensor.Tensor[float32]
	pixels  *graph.Node[float32]
	loss    *graph.Node[float32]
	graph   *graph.Graph[float32]
	softmax *op.SoftmaxWithLoss[float32]
}

// Slope returns a new graph of r. It shares the parameters of the network.
func (r *Reader) Slope() *Slope {
	s := &Slope{x: tensor.New[float32](1, digits.Pixels), t: tensor.New[float32](1),
		graph: &graph.Graph[float32]{InputGradient: true}, softmax: &op.SoftmaxWithLoss[float32]{}}
	s.pixels = s.graph.Input("x", s.x)
	seen := s.graph.Apply(&lookOp{taps: r.taps, shape: append([]int{len(looks)}, r.net.Spec().Input...)}, s.pixels)
	mean := s.graph.Apply(meanOp{}, r.net.Logits(s.graph, seen))
	s.loss = s.graph.Apply(s.softmax, mean, s.graph.Target("t", s.t))
	if err := s.graph.Err(); err != nil {
		panic("reader: " + err.Error()) // cannot fail: New has built the same network
	}
	return s
}

// Pixels is the image, 784 numbers in 0..1, for the caller to write.
func (s *Slope) Pixels() []float32 { return s.x.Data }

// Run computes the probability of each digit in Pixels, the loss with that digit as the label, and the gradient of the
// loss with respect to each pixel. The slices are the graph's own, and hold until the next Run.
func (s *Slope) Run(label int) (probabilities, gradient []float32, loss float32) {
	s.t.Data[0] = float32(label)
	s.graph.Forward(graph.Test)
	s.graph.Backward(s.loss)
	return s.softmax.Probabilities().Data, s.pixels.Grad.Data, s.loss.Value.Data[0]
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
