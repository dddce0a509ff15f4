package train_test

import "math"

// h = (0.25, 1), then (0.3125, 1.25). In the first update g/√h is the sign of g.
func init() {
	byHand["AdaGrad"] = updates{nil, [2]float64{0.9, 2.1},
		[2]float64{0.9 - 0.025/math.Sqrt(0.3125), 2.1 - 0.05/math.Sqrt(1.25)}}
}
