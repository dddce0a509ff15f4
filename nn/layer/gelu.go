package layer

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func init() { register(spec.KindGELU, gelu[float32], gelu[float64]) }

func gelu[T tensor.Float](p place[T]) Layer[T] {
	return &Function[T]{p.name, func() graph.Op[T] { return &op.GELU[T]{} }}
}
