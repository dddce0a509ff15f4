package layer

import (
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func init() { register(leakyReLU[float32], leakyReLU[float64]) }

func leakyReLU[T tensor.Float](s spec.LeakyReLU, p place[T]) Layer[T] {
	return p.function(op.LeakyReLU[T]{Slope: s.Slope})
}
