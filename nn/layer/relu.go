package layer

import (
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func init() { register(spec.KindReLU, relu[float32], relu[float64]) }

func relu[T tensor.Float](p place[T]) Layer[T] { return p.function(op.ReLU[T]{}) }
