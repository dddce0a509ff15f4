package train

import "github.com/inkgrad/inkgrad/nn/train/method"

func init() {
	registerSchedule("Constant", func(int, method.Values) Schedule { return Constant{} })
}

// Constant leaves the learning rate as it is.
type Constant struct{}

func (Constant) At(int) float64 { return 1 }
