package layer

import (
	"github.com/inkgrad/inkgrad/nn/graph"
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func init() { register(spec.KindPooling, pooling[float32], pooling[float64]) }

func pooling[T tensor.Float](p place[T]) Layer[T] {
	s := p.spec.(spec.Pooling)
	if s.Pool == spec.PoolAverage {
		return &Function[T]{p.name, func() graph.Op[T] { return &op.AveragePooling[T]{Size: s.Size, Stride: s.Stride} }}
	}
	return &Function[T]{p.name, func() graph.Op[T] { return &op.MaxPooling[T]{Size: s.Size, Stride: s.Stride} }}
}
