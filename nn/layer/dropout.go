package layer

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// Dropout multiplies by a mask that is 0 for a random fraction of the elements; in Test mode, by the fraction that
// remains:
//
//	out = x · mask             in Train mode
//	out = x · (1 − ratio)      in Test mode
//
// op.Mask describes the mask and names the source.
type Dropout[T tensor.Float] struct {
	Name  string
	Ratio float64
	// Seed is the seed of the mask. All graphs share it.
	Seed *uint64
	// Rand, if not nil, draws a new Seed at each Forward in Train mode.
	Rand *rand.Rand
	// Fixed, if not nil, is the mask in Train mode.
	Fixed *tensor.Tensor[T]
}

func (d *Dropout[T]) Build(g *graph.Graph[T], x *graph.Node[T]) *graph.Node[T] {
	if x.Value == nil { // g.Err is set
		return x
	}
	var out *graph.Node[T]
	g.Scope(d.Name, func() {
		mask := g.Apply(&op.Mask[T]{Of: x.Value.Shape, Ratio: d.Ratio, Seed: d.Seed, Rand: d.Rand, Fixed: d.Fixed})
		mask.Name = "mask"
		out = g.Apply(op.Mul[T]{}, x, mask)
	})
	return out
}

// learner returns a layer that draws a new mask at each Forward in Train mode.
func (d *Dropout[T]) learner(rng *rand.Rand) Layer[T] {
	learner := *d
	learner.Rand = rng
	return &learner
}

func (d *Dropout[T]) seed() *uint64 { return d.Seed }

func init() { register(spec.KindDropout, dropout[float32], dropout[float64]) }

func dropout[T tensor.Float](p place[T]) Layer[T] {
	s := p.spec.(spec.Dropout)
	seed := p.rng.Uint64()
	return &Dropout[T]{Name: p.name, Ratio: s.Ratio, Seed: &seed}
}
