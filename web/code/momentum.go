package code

import "github.com/inkgrad/inkgrad/nn/train/method"

func init() {
	registerOptimizer("Momentum",
		pythonOptimizer{class: "Momentum", keywords: map[string]string{method.Momentum.Name: "momentum"}})
}
