package code

func init() { registerOptimizer("SGD", pythonOptimizer{class: "SGD"}) }
