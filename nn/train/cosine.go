package train

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/train/method"
)

func init() {
	registerSchedule("Cosine", func(steps int, _ method.Values) Schedule { return Cosine{Steps: steps} })
}

// Cosine lets the learning rate fall to 0 along half a cosine wave, and keeps it there:
//
//	(1 + cos(π · step / Steps)) / 2
//
// Source: Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts (2017), without the restarts.
type Cosine struct{ Steps int }

func (s Cosine) At(step int) float64 {
	if step >= s.Steps {
		return 0
	}
	return (1 + math.Cos(math.Pi*float64(step)/float64(s.Steps))) / 2
}
