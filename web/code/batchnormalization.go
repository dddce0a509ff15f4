package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(func(l spec.BatchNormalization) pythonLayer {
		return pythonLayer{class: "BatchNormalization", gradients: []string{"dgamma", "dbeta"}, rows: true, modes: true,
			arguments: []string{"momentum=" + literal(l.Momentum)}}
	})
}
