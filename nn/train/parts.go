package train

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Parts trains a network as a Trainer does, but computes each batch in k parts of n images. Parts can be computed
// elsewhere at the same time. The loss of a batch is a mean over its images, so its gradient is the mean of those of
// the parts:
//
//	∂L/∂W = (g₁ + … + gₖ) / k
//
// They are added in this order, so that the bits do not depend on where they were computed.
//
//	p.Draw(set, rng)
//	p.Compute(0) // and so on, or Put what a Part elsewhere has found
//	loss := p.Update()
type Parts[T tensor.Float] struct {
	// Optimizer and WeightDecay are as a Trainer's.
	Optimizer   Optimizer[T]
	WeightDecay float64

	net    *layer.Network[T]
	part   *Part[T]
	set    *digits.Set
	idx    []int
	grads  [][]T // of each part, all parameters one after another
	losses []T
	known  []bool
}

// maxParts is the largest k.
const maxParts = 4

// CountParts returns the k with which a network is trained in batches of n images. It is 1 if the batch cannot be cut,
// or if that does not pay. A batch can be cut if every layer computes each image by itself; BatchNormalization looks at
// the whole batch, and Dropout draws its masks in the order of the batch. It pays if a layer is costly; without a
// Convolution a step is so short that sending parts elsewhere would take longer.
func CountParts(s layer.Spec, n int) int {
	pays := false
	for _, l := range s.Layers {
		if !l.Kind().EachImage {
			return 1
		}
		pays = pays || l.Kind().Costly
	}
	for k := maxParts; pays && k > 1; k /= 2 {
		if n%k == 0 {
			return k
		}
	}
	return 1
}

// NewParts returns a Parts for batches of n images in k parts. It panics if k does not divide n.
func NewParts[T tensor.Float](net *layer.Network[T], n, k int, o Optimizer[T]) (*Parts[T], error) {
	if k < 1 || n%k != 0 {
		panic("train: parts of different sizes")
	}
	part, err := NewPart(net.Learner(), n/k)
	if err != nil {
		return nil, err
	}
	p := &Parts[T]{Optimizer: o, net: net, part: part, idx: make([]int, n), losses: make([]T, k),
		known: make([]bool, k)}
	for range k {
		p.grads = append(p.grads, make([]T, net.Size()))
	}
	return p, nil
}

// Len returns k.
func (p *Parts[T]) Len() int { return len(p.grads) }

// BatchSize returns k·n.
func (p *Parts[T]) BatchSize() int { return len(p.idx) }

// Draw draws a batch from s with replacement, as Trainer.Step does. No part of it is known yet.
func (p *Parts[T]) Draw(s *digits.Set, rng *rand.Rand) {
	p.set = s
	digits.Choose(p.idx, s.Len(), rng)
	clear(p.known)
}

// Take makes the first images of s the batch. No part of it is known yet.
func (p *Parts[T]) Take(s *digits.Set) {
	p.set = s
	count(p.idx)
	clear(p.known)
}

// Set returns the set that the batch was drawn from.
func (p *Parts[T]) Set() *digits.Set { return p.set }

// Images returns the indices, in the Set, of the images of part i.
func (p *Parts[T]) Images(i int) []int {
	n := len(p.idx) / p.Len()
	return p.idx[i*n : (i+1)*n]
}

// Compute computes part i.
func (p *Parts[T]) Compute(i int) {
	p.Put(i, p.part.Compute(p.grads[i], p.set, p.Images(i)), p.grads[i])
}

// Put records the loss and the gradients of part i at the current parameters.
func (p *Parts[T]) Put(i int, loss T, grads []T) {
	p.losses[i], p.known[i] = loss, true
	copy(p.grads[i], grads)
}

// Known reports whether part i was computed.
func (p *Parts[T]) Known(i int) bool { return p.known[i] }

// Update computes the parts that are not known yet, updates the parameters once, and returns the loss before the
// update.
func (p *Parts[T]) Update() T {
	for i, known := range p.known {
		if !known {
			p.Compute(i)
		}
	}
	params := p.part.params
	share := 1 / T(p.Len())
	var loss T
	for i, grads := range p.grads {
		loss += share * p.losses[i]
		for _, q := range params {
			g := q.Grad.Data
			if i == 0 {
				clear(g)
			}
			tensor.Axpy(share, grads[:len(g)], g)
			grads = grads[len(g):]
		}
	}
	Decay(p.net, params, p.WeightDecay)
	p.Optimizer.Update(params)
	return loss
}

// Batch returns the Batch of the part that was computed here last. After an Update, the gradients of its parameters are
// those of the whole batch.
func (p *Parts[T]) Batch() *Batch[T] {
	p.part.batch.X.Dense()
	return p.part.batch
}

// Params is that of a Trainer.
func (p *Parts[T]) Params() []*graph.Node[T] { return p.part.params }

// Drawn returns the images of the latest Draw: the set, and their places in it. Before the first Draw the set is nil.
func (p *Parts[T]) Drawn() (*digits.Set, []int) { return p.set, p.idx }

// Part computes the gradients of n images.
type Part[T tensor.Float] struct {
	batch  *Batch[T]
	params []*graph.Node[T]
}

// NewPart returns a Part of a network.
func NewPart[T tensor.Float](net *layer.Network[T], n int) (*Part[T], error) {
	b, err := NewBatch(net, n, false)
	if err != nil {
		return nil, err
	}
	return &Part[T]{b, b.Graph.Params()}, nil
}

// Compute sets grads to the gradients of the mean loss of the images idx of s, for all parameters one after another,
// and returns the loss.
func (p *Part[T]) Compute(grads []T, s *digits.Set, idx []int) T {
	p.batch.gather(s, idx)
	loss := p.batch.Forward()
	p.batch.Backward()
	for _, q := range p.params {
		grads = grads[copy(grads, q.Grad.Data):]
	}
	return loss
}
