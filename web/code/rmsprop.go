package code

import "github.com/inkgrad/inkgrad/nn/train/method"

func init() {
	registerOptimizer("RMSProp",
		pythonOptimizer{class: "RMSprop", keywords: map[string]string{method.Decay.Name: "decay_rate"}})
}
