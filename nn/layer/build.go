package layer

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// place is where a layer is built: its settings and its name, and its tensors in the order in which spec describes
// them.
type place[T tensor.Float] struct {
	spec          spec.Layer
	name          string
	params, state []Param[T]
	rng           *rand.Rand
}

// function is a layer of one operation that is as good for any number of nodes.
func (p place[T]) function(o graph.Op[T]) Layer[T] {
	return &Function[T]{p.name, func() graph.Op[T] { return o }}
}

// builder makes a layer.
type builder[T tensor.Float] func(place[T]) Layer[T]

// narrow and wide have the builder of each kind of layer, by its name. Each is registered in a file of its own.
var (
	narrow = map[string]builder[float32]{}
	wide   = map[string]builder[float64]{}
)

// register adds a kind. The two builders are one function, for both types of elements. It is called in init functions,
// and never after.
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
