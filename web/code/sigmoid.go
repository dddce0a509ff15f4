package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(spec.KindSigmoid, func(spec.Resolved) pythonLayer { return pythonLayer{class: "Sigmoid"} })
}
