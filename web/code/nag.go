package code

import "github.com/inkgrad/inkgrad/nn/train/method"

func init() {
	registerOptimizer("NAG",
		pythonOptimizer{class: "Nesterov", keywords: map[string]string{method.Momentum.Name: "momentum"}})
}
