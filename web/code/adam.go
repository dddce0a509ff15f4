package code

import "github.com/inkgrad/inkgrad/nn/train/method"

func init() {
	registerOptimizer("Adam", pythonOptimizer{class: "Adam",
		keywords: map[string]string{method.Momentum.Name: "beta1", method.Beta2.Name: "beta2"}})
}
