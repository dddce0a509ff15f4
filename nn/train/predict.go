package train

import (
	"slices"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Predictor computes a network's answers, without a loss. It follows the network's parameters as they change.
type Predictor[T tensor.Float] struct {
	x, t   *tensor.Tensor[T]
	graph  *graph.Graph[T]
	logits *graph.Node[T]
	sparse bool // x may be sparse
	idx    []int
}

// NewPredictor returns a Predictor that computes n images at a time.
func NewPredictor[T tensor.Float](net *layer.Network[T], n int) (*Predictor[T], error) {
	p := &Predictor[T]{graph: graph.New[T](), t: tensor.New[T](n), idx: make([]int, n)}
	p.x = tensor.New[T](append([]int{n}, net.Spec().Input...)...)
	x := p.graph.Input("x", p.x)
	p.logits = net.Logits(p.graph, x)
	p.sparse = p.graph.CanBeSparse(x)
	return p, p.graph.Err()
}

// Predict sets probabilities, a row of classes for each of n images, to the network's answers. pixels are n·784 numbers
// in 0..1.
func (p *Predictor[T]) Predict(probabilities, pixels []float64) {
	tensor.Convert(p.x.Overwrite(), pixels)
	p.graph.Forward(graph.Test)
	tensor.Convert(probabilities, p.logits.Value.Data)
	for row := range slices.Chunk(probabilities, p.logits.Value.Cols()) {
		op.Softmax(row, row)
	}
}

// Correct returns how many of the images i to j-1 of s the network classifies as labelled.
func (p *Predictor[T]) Correct(s *digits.Set, i, j int) int {
	correct := 0
	p.each(s, i, j, func(k int, logits []T) {
		if Argmax(logits) == s.Label(k) {
			correct++
		}
	})
	return correct
}

// Answers calls see with each of the images i to j-1 of s and the network's answer, a slice that see must not keep.
func (p *Predictor[T]) Answers(s *digits.Set, i, j int, see func(image int, probabilities []float64)) {
	probabilities := make([]float64, p.logits.Value.Cols())
	p.each(s, i, j, func(k int, logits []T) {
		tensor.Convert(probabilities, logits)
		op.Softmax(probabilities, probabilities)
		see(k, probabilities)
	})
}

func (p *Predictor[T]) each(s *digits.Set, i, j int, see func(image int, logits []T)) {
	for ; i < j; i += len(p.idx) {
		n := min(len(p.idx), j-i)
		for k := range p.idx {
			p.idx[k] = i + min(k, n-1) // the last batch may be shorter: fill it with its last image
		}
		gather(p.x, p.t, p.sparse, s, p.idx)
		p.graph.Forward(graph.Test)
		classes := p.logits.Value.Cols()
		for k := range n {
			see(p.idx[k], p.logits.Value.Data[k*classes:(k+1)*classes])
		}
	}
}

// Accuracy returns the fraction of s that the network classifies as labelled; of an empty set, 0.
func (p *Predictor[T]) Accuracy(s *digits.Set) float64 {
	return float64(p.Correct(s, 0, s.Len())) / float64(max(s.Len(), 1))
}

// Argmax returns the index of the first largest element, or -1 if one of them is NaN. It panics on an empty slice.
func Argmax[T tensor.Float](x []T) int { return slices.Index(x, slices.Max(x)) }
