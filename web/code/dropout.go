package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(spec.KindDropout, func(r spec.Resolved) pythonLayer {
		return pythonLayer{class: "Dropout", arguments: []string{number(r.Ratio)}, modes: true}
	})
}
