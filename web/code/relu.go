package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(spec.KindReLU, func(spec.Resolved) pythonLayer { return pythonLayer{class: "Relu"} })
}
