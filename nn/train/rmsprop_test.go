package train_test

import (
	"math"

	"github.com/inkgrad/inkgrad/nn/train/method"
)

// h = (0.025, 0.1), then (0.9·0.025 + 0.1·0.0625, 0.9·0.1 + 0.1·0.25).
func init() {
	first := [2]float64{1 - 0.05/math.Sqrt(0.025), 2 + 0.1/math.Sqrt(0.1)}
	byHand["RMSProp"] = updates{method.Values{"decay": 0.9}, first,
		[2]float64{first[0] - 0.025/math.Sqrt(0.02875), first[1] - 0.05/math.Sqrt(0.115)}}
}
