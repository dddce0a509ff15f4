package code

import "github.com/inkgrad/inkgrad/nn/layer/spec"

func init() {
	registerLayer(spec.KindBatchNormalization, func(r spec.Resolved) pythonLayer {
		return pythonLayer{class: "BatchNormalization", gradients: []string{"dgamma", "dbeta"}, rows: true, modes: true,
			arguments: []string{"momentum=" + number(r.Momentum)}}
	})
}
