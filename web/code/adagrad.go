package code

func init() { registerOptimizer("AdaGrad", pythonOptimizer{class: "AdaGrad"}) }
