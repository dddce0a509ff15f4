package layer

import (
	"math/rand/v2"

	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

// place is where a layer is built: its name, and its tensors in the order in which spec describes them.
type place[T tensor.Float] struct {
	name          string
	params, state []Param[T]
	rng           *rand.Rand
}

// function is a layer of one operation that is as good for any number of nodes.
func (p place[T]) function(o graph.Op[T]) Layer[T] {
	return &Function[T]{p.name, func() graph.Op[T] { return o }}
}

// builder makes a layer of what describes it.
type builder[T tensor.Float] func(spec.Layer, place[T]) Layer[T]

// narrow and wide have the builder of each kind of layer, by its name. Each is registered in a file of its own.
var (
	narrow = map[string]builder[float32]{}
	wide   = map[string]builder[float64]{}
)

// register adds the kind whose layers are described by an S. The two builders are one function, for both types of
// elements. It is called in init functions, and never after.
func register[S spec.Layer](n func(S, place[float32]) Layer[float32], w func(S, place[float64]) Layer[float64]) {
	var zero S
	kind := zero.Kind().Name
	if narrow[kind] != nil {
		panic("layer: " + kind + " is registered twice")
	}
	narrow[kind] = func(l spec.Layer, p place[float32]) Layer[float32] { return n(l.(S), p) }
	wide[kind] = func(l spec.Layer, p place[float64]) Layer[float64] { return w(l.(S), p) }
}

// build makes a layer.
func build[T tensor.Float](l spec.Layer, p place[T]) Layer[T] {
	kind := l.Kind().Name
	for _, builders := range []any{narrow, wide} {
		if of, ok := builders.(map[string]builder[T]); ok && of[kind] != nil {
			return of[kind](l, p)
		}
	}
	panic("layer: spec resolves a kind that is not built: " + kind)
}
