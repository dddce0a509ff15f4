package train

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/train/method"
)

func init() {
	registerSchedule("Step", func(steps int, v method.Values) Schedule {
		return StepDecay{Every: method.StepsAtOneRate(v, steps), By: v.Of(method.StepFactor)}
	})
}

// StepDecay multiplies the learning rate by By every Every steps:
//
//	By^⌊step / Every⌋
//
// Source: He et al., Deep Residual Learning for Image Recognition (2016), section 3.4.
type StepDecay struct {
	Every int
	By    float64
}

func (s StepDecay) At(step int) float64 { return math.Pow(s.By, float64(step/s.Every)) }
