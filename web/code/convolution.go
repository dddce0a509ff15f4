package code

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

func init() {
	registerLayer(spec.KindConvolution, func(r spec.Resolved) pythonLayer {
		return pythonLayer{class: "Convolution", gradients: []string{"dW", "db"},
			arguments: []string{fmt.Sprintf("stride=%d", r.Stride), fmt.Sprintf("pad=%d", r.Pad)}}
	})
}
