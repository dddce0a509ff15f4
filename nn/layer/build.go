package layer

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// place is what a layer is built from: its settings, its name, and its tensors in the order of package spec.
type place[T tensor.Float] struct {
	spec          spec.Layer
	name          string
	params, state []Param[T]
	rng           *rand.Rand
}

// function returns a layer of one operation that any number of nodes may share.
func (p place[T]) function(o graph.Op[T]) Layer[T] {
	return &Function[T]{p.name, func() graph.Op[T] { return o }}
}

// builder makes a layer.
type builder[T tensor.Float] func(place[T]) Layer[T]

// narrow and wide hold the builder of each kind of layer, by name. Each is registered in a file of its own.
var (
	narrow = map[string]builder[float32]{}
	wide   = map[string]builder[float64]{}
)

// register adds a kind. The two builders are one generic function, for both types of elements. It is called in init
// functions only.
func register(kind string, n builder[float32], w builder[float64]) {
	if narrow[kind] != nil {
		panic("layer: " + kind + " is registered twice")
	}
	narrow[kind], wide[kind] = n, w
}

// build makes a layer.
func build[T tensor.Float](p place[T]) Layer[T] {
	kind := p.spec.Kind().Name
	for _, builders := range []any{narrow, wide} {
		if of, ok := builders.(map[string]builder[T]); ok && of[kind] != nil {
			return of[kind](p)
		}
	}
	panic("layer: spec resolves a kind that is not built: " + kind)
}
