package layer

import (
	"github.com/inkgrad/inkgrad/nn/layer/spec"
	"github.com/inkgrad/inkgrad/nn/op"
	"github.com/inkgrad/inkgrad/nn/tensor"
)

func init() { register(spec.KindLeakyReLU, leakyReLU[float32], leakyReLU[float64]) }

func leakyReLU[T tensor.Float](p place[T]) Layer[T] {
	s := p.spec.(spec.LeakyReLU)
	return p.function(op.LeakyReLU[T]{Slope: s.Slope})
}
