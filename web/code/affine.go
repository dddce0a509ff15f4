package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(spec.KindAffine, func(spec.Resolved) pythonLayer {
		return pythonLayer{class: "Affine", gradients: []string{"dW", "db"}}
	})
}
