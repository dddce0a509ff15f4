// Package train changes a network's parameters so that its loss falls, measures how good it has become, and checks its
// gradients.
//
// It trains as the chapter does: each step draws a batch with replacement, runs the graph forwards and backwards, and
// takes one step of an optimizer.
//
//	rng := rand.New(rand.NewPCG(1, 0))
//	net, err := layer.New[float32](spec.TwoLayerNet(), rng)
//	trainer, err := train.New(net, 100, &train.SGD[float32]{LearningRate: 0.1})
//	for range 10_000 {
//		loss = trainer.Step(set, rng)
//	}
//	predictor, err := train.NewPredictor(net, 100)
//	accuracy := predictor.Accuracy(test)
//
// A step allocates nothing. The same seed and the same calls give the same bits. To go on later with the same bits,
// save the network's Params and State, the Optimizer's State, and the state of rng. Batches are drawn from rng, and
// masks, too, if the network uses the same one.
package train

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Batch is a network's graph with loss for n images: X is n×…, T their labels, n.
type Batch[T tensor.Float] struct {
	X, T  *tensor.Tensor[T]
	Graph *graph.Graph[T]
	Loss  *graph.Node[T]

	sparse bool // X may be sparse
}

// NewBatch builds the graph. With inputGradient it computes the gradient with respect to X as well. The error says
// which layer does not fit.
func NewBatch[T tensor.Float](net *layer.Network[T], n int, inputGradient bool) (*Batch[T], error) {
	return BuildBatch(&graph.Graph[T]{InputGradient: inputGradient}, net, n)
}

// BuildBatch is NewBatch with an empty graph g, whose InputGradient, Replace and Unfold it respects.
func BuildBatch[T tensor.Float](g *graph.Graph[T], net *layer.Network[T], n int) (*Batch[T], error) {
	b := &Batch[T]{Graph: g}
	b.X = tensor.New[T](append([]int{n}, net.Spec().Input...)...)
	b.T = tensor.New[T](n)
	x := b.Graph.Input("x", b.X)
	t := b.Graph.Target("t", b.T)
	b.Loss = net.Loss(b.Graph, x, t)
	b.sparse = b.Graph.CanBeSparse(x)
	return b, b.Graph.Err()
}

// gather makes the images idx of s the batch. It may make X sparse.
func (b *Batch[T]) gather(s *digits.Set, idx []int) { gather(b.X, b.T, b.sparse, s, idx) }

func gather[T tensor.Float](x, t *tensor.Tensor[T], sparse bool, s *digits.Set, idx []int) {
	if sparse {
		digits.GatherSparse(x, t.Data, s, idx)
	} else {
		digits.Gather(x.Overwrite(), t.Data, s, idx)
	}
}

// Forward computes the loss of X and T, as training does. It does not change the network, unless the Batch is a
// Trainer's: see package layer.
func (b *Batch[T]) Forward() T { return b.forward(graph.Train) }

// ForwardTest computes the loss the way predictions are made: with running statistics, without masks. A Backward after
// it computes the gradients of this loss.
func (b *Batch[T]) ForwardTest() T { return b.forward(graph.Test) }

func (b *Batch[T]) forward(mode graph.Mode) T {
	b.Graph.Forward(mode)
	return b.Loss.Value.Data[0]
}

// Backward computes the gradients of the loss that the last Forward left.
func (b *Batch[T]) Backward() { b.Graph.Backward(b.Loss) }

// Trainer trains a network in batches of one size.
type Trainer[T tensor.Float] struct {
	// Optimizer may be changed between steps.
	Optimizer Optimizer[T]
	// WeightDecay is λ: see Decay.
	WeightDecay float64

	net    *layer.Network[T]
	batch  *Batch[T]
	params []*graph.Node[T]
	idx    []int
}

// New returns a Trainer for batches of n images.
func New[T tensor.Float](net *layer.Network[T], n int, o Optimizer[T]) (*Trainer[T], error) {
	b, err := NewBatch(net.Learner(), n, false)
	if err != nil {
		return nil, err
	}
	return &Trainer[T]{Optimizer: o, net: net, batch: b, params: b.Graph.Params(), idx: make([]int, n)}, nil
}

// Step draws a batch from s with replacement, updates the parameters once, and returns the loss before the update.
func (t *Trainer[T]) Step(s *digits.Set, rng *rand.Rand) T {
	t.Draw(s, rng)
	return t.Update()
}

// Draw fills the batch from s, with replacement.
func (t *Trainer[T]) Draw(s *digits.Set, rng *rand.Rand) {
	digits.Choose(t.idx, s.Len(), rng)
	t.batch.gather(s, t.idx)
}

// Take makes the first images of s the batch. It panics if s has too few.
func (t *Trainer[T]) Take(s *digits.Set) {
	count(t.idx)
	t.batch.gather(s, t.idx)
}

// count sets idx to 0, 1, 2 and so on.
func count(idx []int) {
	for i := range idx {
		idx[i] = i
	}
}

// Update takes a step on the current batch: see Batch.
func (t *Trainer[T]) Update() T {
	loss := t.batch.Forward()
	t.batch.Backward()
	Decay(t.net, t.params, t.WeightDecay)
	t.Optimizer.Update(t.params)
	return loss
}

// Decay adds the gradient of the penalty λ/2 · ΣW² to those of params, nodes of a graph of net: λ·W for weights,
// nothing for biases, gamma and beta. Losses are reported without the penalty.
//
// Source: Saitoh, section 6.4.2.
func Decay[T tensor.Float](net *layer.Network[T], params []*graph.Node[T], lambda float64) {
	if lambda == 0 {
		return
	}
	for i, p := range net.Params() { // in the order of the graph's Params
		if p.Weight {
			tensor.Axpy(T(lambda), params[i].Value.Data, params[i].Grad.Data)
		}
	}
}

// Params returns the nodes of the parameters. After an Update they have the gradients that it used.
func (t *Trainer[T]) Params() []*graph.Node[T] { return t.params }

// Drawn returns the places of the images of the latest Draw, in its set, or of the latest Take.
func (t *Trainer[T]) Drawn() []int { return t.idx }

// BatchSize returns n.
func (t *Trainer[T]) BatchSize() int { return len(t.idx) }

// Batch returns the batch that Step fills and Update computes; X is dense.
func (t *Trainer[T]) Batch() *Batch[T] {
	t.batch.X.Dense()
	return t.batch
}
