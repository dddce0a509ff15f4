package session

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/protocol"
	"github.com/inkgrad/inkgrad/nn/train"
)

func isNumber(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// unsound returns the name of the first tensor of the lists with an element that is NaN or infinite, or "". The engine
// is compiled without inlining, so the inner loop calls nothing but an intrinsic.
func unsound(lists ...[]layer.Param[float32]) string {
	const exponent = 0xff << 23 // of both kinds
	for _, params := range lists {
		for _, p := range params {
			for _, v := range p.Value.Data {
				if math.Float32bits(v)&exponent == exponent {
					return p.Name
				}
			}
		}
	}
	return ""
}

// unsound returns the name of the first tensor with an element that is not a number: of the network or of its
// optimizer's memory. If there is none it returns "".
func (m *model) unsound() string {
	var memory []layer.Param[float32]
	if m.optimizer != nil {
		memory = m.optimizer.State()
	}
	return unsound(m.net.Params(), m.net.State(), memory)
}

// overflows reports whether the network's answers to a blank image or to one full of ink are not numbers. Weights that
// are numbers may be so large that sums of them are not.
func (m *model) overflows() bool {
	probabilities, pixels := make([]float64, digits.Classes), make([]float64, digits.Pixels)
	for ink := range 2 {
		for i := range pixels {
			pixels[i] = float64(ink)
		}
		m.one.Predict(probabilities, pixels)
		if train.Argmax(probabilities) < 0 {
			return true
		}
	}
	return false
}

// noAnswer refuses to answer by a network whose answer is not a number.
func noAnswer() *refusal {
	return refuse(protocol.CodeBadRequest, "The network’s weights are so large that its answer is not a number. "+
		"Start again from fresh weights, or load a network that was saved before.")
}
