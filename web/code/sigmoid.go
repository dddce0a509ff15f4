package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(spec.Sigmoid) pythonLayer { return pythonLayer{class: "Sigmoid"} })
}
