package train

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Slope is how the loss of one image changes with each of its pixels: a Batch of one, which runs forwards as for a
// prediction, and backwards down to the image.
type Slope[T tensor.Float] struct {
	batch   *Batch[T]
	pixels  *graph.Node[T]
	softmax *op.SoftmaxWithLoss[T]
}

// NewSlope returns that of b, whose graph has an InputGradient and is not Unfolded. The image is its first node.
func NewSlope[T tensor.Float](b *Batch[T]) *Slope[T] {
	return &Slope[T]{b, b.Graph.Nodes()[0], b.Loss.Op().(*op.SoftmaxWithLoss[T])}
}

// Pixels is the image, for the caller to write.
func (s *Slope[T]) Pixels() []T { return s.batch.X.Data }

// Run computes the probability of each digit in Pixels, the loss with that digit as the label, and the gradient of the
// loss with respect to each pixel. The slices are the graph's own, and hold until the next Run.
func (s *Slope[T]) Run(label int) (probabilities, gradient []T, loss T) {
	s.batch.T.Data[0] = T(label)
	loss = s.batch.ForwardTest()
	s.batch.Backward()
	return s.softmax.Probabilities().Data, s.pixels.Grad.Data, loss
}
