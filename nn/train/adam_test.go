package train_test

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/train/method"
)

// m = (0.05, −0.1), then (0.07, −0.04); v = (0.00025, 0.001), then (0.00031225, 0.001249). The first update is by η.
func init() {
	eta := 0.1 * math.Sqrt(1-0.999*0.999) / (1 - 0.9*0.9) // of the second update
	byHand["Adam"] = updates{method.Values{"momentum": 0.9, "beta2": 0.999}, [2]float64{0.9, 2.1},
		[2]float64{0.9 - eta*0.07/math.Sqrt(0.00031225), 2.1 + eta*0.04/math.Sqrt(0.001249)}}
}
