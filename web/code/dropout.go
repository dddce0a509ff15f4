package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(l spec.Dropout) pythonLayer {
		return pythonLayer{class: "Dropout", arguments: []string{literal(l.Ratio)}, modes: true}
	})
}
