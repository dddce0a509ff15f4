package layer

import (
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func init() { register(spec.KindTanh, tanh[float32], tanh[float64]) }

func tanh[T tensor.Float](p place[T]) Layer[T] { return p.function(op.Tanh[T]{}) }
