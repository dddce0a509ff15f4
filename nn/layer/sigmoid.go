package layer

import (
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func init() { register(spec.KindSigmoid, sigmoid[float32], sigmoid[float64]) }

func sigmoid[T tensor.Float](p place[T]) Layer[T] { return p.function(op.Sigmoid[T]{}) }
