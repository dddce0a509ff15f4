package layer

import (
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func init() { register(spec.KindFlatten, flatten[float32], flatten[float64]) }

func flatten[T tensor.Float](p place[T]) Layer[T] { return p.function(op.Flatten[T]{}) }
