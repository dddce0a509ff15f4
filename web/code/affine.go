package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(spec.Affine) pythonLayer {
		return pythonLayer{class: "Affine", gradients: []string{"dW", "db"}}
	})
}
