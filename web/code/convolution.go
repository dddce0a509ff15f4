package code

import (
	"fmt"

	"github.com/inkgrad/inkgrad/nn/layer/spec"
)

func init() {
	registerLayer(func(l spec.Convolution) pythonLayer {
		return pythonLayer{class: "Convolution", gradients: []string{"dW", "db"},
			arguments: []string{fmt.Sprintf("stride=%d", l.Stride), fmt.Sprintf("pad=%d", l.Pad)}}
	})
}
