package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(spec.ReLU) pythonLayer { return pythonLayer{class: "Relu"} })
}
