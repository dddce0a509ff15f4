package train_test

import "github.com/inkgrad/inkgrad/nn/train/method"

// v = (−0.05, 0.1), then (0.9·−0.05 − 0.025, 0.9·0.1 − 0.05).
func init() {
	byHand["Momentum"] = updates{method.Values{"momentum": 0.9}, [2]float64{0.95, 2.1}, [2]float64{0.88, 2.14}}
}
